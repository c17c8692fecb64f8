package farcron.doctor;

import farcron.record.Checkup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether the record is sound.
record RecordLook(Path state) implements Look {

    private static final String ABOUT = "record";
    private static final int MIB = 20;

    /// A log of this size is one that nobody has moved into the file for long.
    private static final long LONG_LOG = 256L << MIB;

    @Override
    public void look(Findings findings) {
        Path file = state.resolve("farcron.db");
        if (Files.isDirectory(state) && !Files.isReadable(state)) {
            findings.unseen(ABOUT, file.toString());
        } else if (!Files.exists(file) || size(file) == 0) {
            findings.note(ABOUT, "there is no %s yet".formatted(file));
        } else {
            look(file, findings);
        }
    }

    private static void look(Path file, Findings findings) {
        Checkup checkup = Checkup.of(file);
        long log = size(file.resolveSibling(file.getFileName() + "-wal"));
        if (!checkup.trouble().isEmpty()) {
            int remedy = checkup.trouble().lastIndexOf("; ");
            findings.fail(
                    ABOUT,
                    "%s: %s"
                            .formatted(
                                    file,
                                    remedy < 0
                                            ? checkup.trouble()
                                            : checkup.trouble().substring(0, remedy)),
                    remedy < 0 ? "ask again" : checkup.trouble().substring(remedy + 2));
        } else if (log > LONG_LOG) {
            findings.warn(
                    ABOUT,
                    "%s has a log of %d MiB beside it".formatted(file, log >> MIB),
                    "close what reads it for hours, such as a backup, and restart farcron");
        } else {
            findings.ok(
                    ABOUT,
                    "%s is sound, version %d, %d MiB, its log %d MiB"
                            .formatted(file, checkup.version(), size(file) >> MIB, log >> MIB));
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException _) {
            return 0;
        }
    }
}
