package farcron.cli;

import farcron.os.PrivateFiles;
import farcron.os.WholeFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Keeps the previous crontab in the caller's own cache, as cronie does from 1.7 on, and says so on
/// standard output.
final class CrontabBackup {

    private final Path file;
    private final CrontabTerminal terminal;

    /// @param home of the caller, as the user database has it: the environment may name a folder of
    ///   somebody else
    CrontabBackup(Path home, CrontabTerminal terminal) {
        this.file = home.resolve(".cache").resolve("crontab").resolve("crontab.bak");
        this.terminal = terminal;
    }

    void keep(String user, byte[] previous) {
        try {
            make(file.getParent().getParent());
            make(file.getParent());
            WholeFile.replace(file, previous);
            String told = "Backup of " + user + "'s previous crontab saved to " + file + "\n";
            terminal.print(told.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            terminal.complain(
                    "Failed to write to the backup file: "
                            + file
                            + ": "
                            + CrontabSource.why(failure));
        }
    }

    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            PrivateFiles.createDirectory(folder);
        }
    }
}
