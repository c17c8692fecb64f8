package farcron.run.local;

import farcron.crontab.Grammar.Dialect;

import java.util.List;
import java.util.SortedMap;

/// What is run from a folder, and what it finds around it. The folder's `script` says this, in the
/// one form or the other: [JobStrings] or [JobScript].
///
/// @param label the first line of the file
/// @param command a program and its arguments
/// @param dialect whose rules and words hold
record Execution(
        String label,
        Purpose purpose,
        SortedMap<String, String> environment,
        List<String> command,
        Dialect dialect) {

    enum Purpose {
        JOB,
        /// A job that is meant for a container, and finds what it would find there.
        TASK,
        ERRAND
    }

    /// Where Debian's cron is itself, and so a command that cannot enter its home.
    private static final String SPOOL = "/var/spool/cron";

    Execution {
        command = List.copyOf(command);
    }

    /// Where the command starts. In a container that is the root of its files.
    String home() {
        return switch (purpose) {
            case JOB, ERRAND -> environment.getOrDefault("HOME", "/");
            case TASK -> "/";
        };
    }

    /// Where the command runs if it cannot enter its home. Empty: it does not run then; so it is
    /// with cronie's jobs.
    String fallback() {
        return switch (purpose) {
            case ERRAND -> SPOOL;
            case TASK -> "/";
            case JOB ->
                    switch (dialect) {
                        case DEBIAN -> SPOOL;
                        case CRONIE -> "";
                    };
        };
    }

    /// Whether it also finds what PAM's modules set. As with cron, only a job does.
    boolean findsWhatPamSets() {
        return purpose == Purpose.JOB;
    }

    /// Whether the program is looked for in `PATH`, as in a container. Cron looks for none: there
    /// it is a shell with its place.
    boolean isLookedFor() {
        return purpose == Purpose.TASK;
    }

    /// What is written in front of the reason if the program cannot be executed.
    String complaint() {
        String program = command.getFirst();
        return switch (purpose) {
            case TASK -> "cannot run " + program + " on this machine";
            case JOB, ERRAND ->
                    switch (dialect) {
                        case DEBIAN -> program + ": execle";
                        case CRONIE -> "execl: couldn't exec `" + program + "'\nexecl";
                    };
        };
    }
}
