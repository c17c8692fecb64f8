package farcron.record;

import farcron.job.RunFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where the folders of runs are.
///
/// @param roots the first is the usual one; a run goes to a later one only when nothing can be
///   written to those before it
public record RunFolders(List<Path> roots) {

    public RunFolders {
        roots = List.copyOf(roots);
    }

    /// The folder of a run; where it has none yet, or not any more, the place it would have.
    public RunFolder folder(long run) {
        for (Path root : roots) {
            RunFolder folder = RunFolder.of(root, run);
            if (Files.isDirectory(folder.path())) {
                return folder;
            }
        }
        return RunFolder.of(roots.getFirst(), run);
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
