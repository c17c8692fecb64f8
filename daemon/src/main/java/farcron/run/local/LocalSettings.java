package farcron.run.local;

import farcron.os.LogLimit;

import java.nio.file.Path;

/// What may differ between machines and tests.
///
/// @param shell the POSIX shell that supervises; a job's own shell is the crontab's matter
/// @param path the PATH of jobs whose crontab sets none
/// @param limit of each run's log
public record LocalSettings(Path shell, String path, LogLimit limit) {

    private static final Path SHELL = Path.of("/bin/sh");

    public static LocalSettings debian() {
        return new LocalSettings(SHELL, JobEnvironment.DEBIAN_PATH, LogLimit.DEFAULT);
    }

    public static LocalSettings cronie() {
        return new LocalSettings(SHELL, JobEnvironment.CRONIE_PATH, LogLimit.DEFAULT);
    }

    public LocalSettings capped(LogLimit other) {
        return new LocalSettings(shell, path, other);
    }
}
