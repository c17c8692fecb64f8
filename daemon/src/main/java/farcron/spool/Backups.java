package farcron.spool;

import farcron.os.PrivateFiles;
import farcron.os.WholeFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The text that each user's crontab had before its last change, in a folder that no other cron
/// reads. To get it back: `crontab -u USER FOLDER/USER`.
///
/// @param folder is made when it is first needed; only the daemon's account can read it
public record Backups(Path folder) {

    void keep(String user, byte[] text) throws IOException {
        if (!Files.isDirectory(folder)) {
            PrivateFiles.createDirectory(folder);
        }
        WholeFile.replace(folder.resolve(user), text);
    }
}
