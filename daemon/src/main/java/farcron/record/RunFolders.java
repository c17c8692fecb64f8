package farcron.record;

import farcron.job.RunFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where the folders of runs are.
///
/// @param roots the first is the usual one; a run goes to a later one only when nothing can be
///   written to those before it
public record RunFolders(List<Path> roots) {

    /// See [RunFolder#attempt].
    private static final Pattern ATTEMPT = Pattern.compile("attempt-(\\d{1,9})");

    public RunFolders {
        roots = List.copyOf(roots);
    }

    /// The folder of a run's newest attempt that is there; where there is none yet, or not any
    /// more, the place that its first would have.
    public RunFolder folder(long run) {
        return folder(run, newest(run));
    }

    /// The number of a run's newest attempt that has a folder; 1 if none has.
    public int newest(long run) {
        return roots.stream()
                .mapToInt(root -> newest(RunFolder.of(root, run)))
                .reduce(1, Math::max);
    }

    /// The folder of one attempt at a run, or the place that it would have.
    ///
    /// @param attempt from 1
    public RunFolder folder(long run, int attempt) {
        List<RunFolder> there =
                roots.stream()
                        .map(root -> RunFolder.of(root, run).attempt(attempt))
                        .filter(folder -> Files.isDirectory(folder.path()))
                        .toList();
        // A first attempt's may only be there for the sake of a later one, within it.
        return there.stream()
                .filter(folder -> Files.exists(folder.log()))
                .findFirst()
                .or(() -> there.stream().findFirst())
                .orElseGet(() -> RunFolder.of(roots.getFirst(), run).attempt(attempt));
    }

    /// The same in one root.
    static int newest(RunFolder run) {
        try (Stream<Path> files = Files.list(run.path())) {
            return files.map(file -> ATTEMPT.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToInt(attempt -> Integer.parseInt(attempt.group(1)))
                    .max()
                    .orElse(1);
        } catch (IOException | UncheckedIOException _) {
            return 1;
        }
    }

    /// Deletes all that is kept of a run's files.
    public void delete(long run) throws IOException {
        for (Path root : roots) {
            delete(RunFolder.of(root, run));
        }
    }

    /// Deletes a run's folder with all that is in it; nothing happens if it is gone already.
    public static void delete(RunFolder folder) throws IOException {
        if (!Files.isDirectory(folder.path())) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder.path())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    /// The first id from `next` on that no folder has. Normally that is `next`; after the record
    /// was lost, folders of forgotten runs may still be there, and a run must not be taken for one
    /// of them.
    long free(long next, boolean recordIsNew) {
        boolean taken =
                roots.stream().anyMatch(root -> RunFolder.of(root, next).path().toFile().exists());
        if (!recordIsNew && !taken) {
            return next;
        }
        return roots.stream().mapToLong(RunFolders::highest).reduce(next - 1, Math::max) + 1;
    }

    private static long highest(Path root) {
        if (!Files.isDirectory(root)) {
            return 0;
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,18}"))
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElse(0);
        } catch (IOException | UncheckedIOException _) {
            // A folder that cannot be listed cannot be written to either: no run will go there.
            return 0;
        }
    }
}
