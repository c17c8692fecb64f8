package farcron.run.local;

import farcron.job.RunFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The directories that may hold run folders: the usual one, then others, on other file systems,
/// for when that one is full or cannot be written. Any thread may ask.
public final class RunRoots {

    /// Holds the folders of `when:` tests, beside those of runs: a run has none before its start.
    private static final Path TESTS = Path.of("when");

    private final List<Path> roots;

    /// @param roots each is there, and nobody but this user can write to it: what lies in them is
    ///   believed
    public RunRoots(List<Path> roots) {
        this.roots = roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
        if (this.roots.toString().contains("\n")) {
            throw new IllegalArgumentException("a newline in the path of " + this.roots);
        }
    }

    /// A second root, in memory or else in the directory for temporary files.
    ///
    /// @param runs the first one; it tells this daemon's folders from those of others of this user
    public static Path fallback(Path runs, long uid) {
        Path memory = Path.of("/dev/shm");
        Path place =
                Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
        String owner = Integer.toHexString(runs.toAbsolutePath().normalize().toString().hashCode());
        return place.resolve("farcron-" + uid).resolve(owner);
    }

    /// @param attempt from 1
    Places attempt(long run, int attempt) {
        return new Places(roots, RunFolder.of(Path.of(""), run).attempt(attempt).path());
    }

    /// Of the `when:` test of a run.
    Places test(long run) {
        return new Places(roots, RunFolder.of(TESTS, run).path());
    }

    /// Deletes the folders of tests that nobody has asked for the answer of.
    void clearTests() {
        for (Path root : roots) {
            try (Stream<Path> tests = Files.list(root.resolve(TESTS))) {
                tests.map(RunFolder::new)
                        .filter(test -> !(Sight.of(test) instanceof Sight.Running))
                        .forEach(Places::discard);
            } catch (IOException _) {
                // There never was one.
            }
        }
    }
}
