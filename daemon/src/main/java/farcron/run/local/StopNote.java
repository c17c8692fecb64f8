package farcron.run.local;

import farcron.job.RunFolder;
import farcron.os.PrivateFiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The file that tells why the end of a run was asked for.
final class StopNote {

    private StopNote() {}

    /// The first one stays.
    static void leave(RunFolder folder, String why) {
        try {
            PrivateFiles.create(folder.stopped(), why.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It was noted before; or the disk is full, and the record has to remember.
        }
    }
}
