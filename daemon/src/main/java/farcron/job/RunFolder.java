package farcron.job;

import java.nio.file.Path;

/// The folder of one run, and the files in it. Only names: nothing is read or written here.
///
/// @param path `STATE/runs/ID`, mode 0700
public record RunFolder(Path path) {

    public static RunFolder of(Path runs, long run) {
        return new RunFolder(runs.resolve(Long.toString(run)));
    }

    /// What the shell is given to run, with its environment; mode 0600.
    public Path script() {
        return path.resolve("script");
    }

    /// The job's standard input; only where the line has a `%`.
    public Path stdin() {
        return path.resolve("stdin");
    }

    /// Standard output and standard error, together.
    public Path log() {
        return path.resolve("log");
    }

    /// Made once, by the supervising shell that runs this run: its `/proc/self/stat` line.
    public Path claim() {
        return path.resolve("claim");
    }

    /// Of a run that goes on elsewhere: what was asked for there, and what became of it.
    public Path task() {
        return path.resolve("task");
    }

    /// There while more of the log may come although the command has ended, as with a run that goes
    /// on elsewhere.
    public Path copying() {
        return path.resolve("copying");
    }

    /// Written when the command has ended.
    public Path status() {
        return path.resolve("status");
    }

    /// Why its end was asked for; only there if it was, before it ended by itself.
    public Path stopped() {
        return path.resolve("stopped");
    }

    /// To whom and how the output is to be mailed; gone when that is done. Not there if it is not.
    public Path mail() {
        return path.resolve("mail");
    }

    /// The folder of one attempt: the run's own for the first, and one in it for each later one.
    ///
    /// @param number from 1
    public RunFolder attempt(int number) {
        return number == 1 ? this : new RunFolder(path.resolve("attempt-" + number));
    }

    /// The folder of an errand for this run; it has the same files as a run's.
    public RunFolder errand(String name) {
        return new RunFolder(path.resolve(name));
    }
}
