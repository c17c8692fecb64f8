package farcron.record;

import farcron.job.RunFolder;
import farcron.job.RunLabel;
import farcron.job.RunRecord;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Runs that have a folder and are not on record: the daemon was killed while it could not write,
/// or the record was damaged and begun anew. Ids only grow, so they are above all that are
/// recorded.
final class Unrecorded {

    /// Ids without a folder, such as those of missed firings, come in stretches shorter than this.
    private static final int STRETCH = 2_000;

    /// Of a record that was lost, so many of the newest runs are made up.
    private static final int MOST = 2_000;

    private final List<Path> roots;

    Unrecorded(RunFolders folders) {
        this.roots = folders.roots();
    }

    /// @param next the first id that is not on record
    /// @param recordIsNew whether nothing is on record, so that all folders count
    /// @return oldest first; each as a run that was started
    List<RunRecord> since(long next, boolean recordIsNew) {
        return (recordIsNew ? listed() : probed(next))
                .stream()
                        .map(Unrecorded::read)
                        .flatMap(Optional::stream)
                        .sorted(RunRecord.BY_ID)
                        .toList();
    }

    private List<RunFolder> listed() {
        Set<Long> ids = new HashSet<>();
        for (Path root : roots) {
            try (Stream<Path> folders = Files.list(root)) {
                folders.map(folder -> folder.getFileName().toString())
                        .filter(name -> name.matches("\\d{1,18}"))
                        .map(Long::valueOf)
                        .forEach(ids::add);
            } catch (IOException _) {
                // A root that is not there or cannot be listed holds nothing for us.
            }
        }
        return ids.stream()
                .sorted(Comparator.reverseOrder())
                .limit(MOST)
                .flatMap(id -> folder(id).stream())
                .toList();
    }

    private List<RunFolder> probed(long next) {
        List<RunFolder> found = new ArrayList<>();
        List<File> folders =
                roots.stream().filter(Unrecorded::hasEntries).map(Path::toFile).toList();
        long last = next;
        for (long id = next; id < last + STRETCH; id++) {
            Optional<RunFolder> folder =
                    isInAny(folders, Long.toString(id)) ? folder(id) : Optional.empty();
            if (folder.isPresent()) {
                found.add(folder.get());
                last = id;
            }
        }
        return found;
    }

    /// As the second place for runs hardly ever does.
    private static boolean hasEntries(Path root) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            return entries.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException _) {
            return Files.exists(root);
        }
    }

    /// Thousands of times at each start, hence with nothing around the system's call.
    private static boolean isInAny(List<File> folders, String name) {
        for (File folder : folders) {
            if (new File(folder, name).exists()) {
                return true;
            }
        }
        return false;
    }

    /// Of the newest attempt at a run that somebody has begun.
    private Optional<RunFolder> folder(long id) {
        List<RunFolder> runs =
                roots.stream()
                        .map(root -> RunFolder.of(root, id))
                        .filter(folder -> Files.isDirectory(folder.path()))
                        .toList();
        for (int n = runs.stream().mapToInt(RunFolders::newest).max().orElse(0); n > 0; n--) {
            int attempt = n;
            Optional<RunFolder> claimed =
                    runs.stream()
                            .map(run -> run.attempt(attempt))
                            .filter(folder -> begun(folder).isPresent())
                            .findFirst();
            if (claimed.isPresent()) {
                return claimed;
            }
        }
        return Optional.empty();
    }

    /// The file that shows that somebody has begun a run.
    private static Optional<Path> begun(RunFolder folder) {
        return Stream.of(folder.claim(), folder.task()).filter(Files::exists).findFirst();
    }

    /// Why it was asked to end; empty if it was not.
    private static String stopped(RunFolder folder) throws IOException {
        return Files.exists(folder.stopped()) ? Files.readString(folder.stopped()) : "";
    }

    private static Optional<RunRecord> read(RunFolder folder) {
        try (BufferedReader script =
                Files.newBufferedReader(folder.script(), StandardCharsets.ISO_8859_1)) {
            String label = Optional.ofNullable(script.readLine()).orElse("");
            Path begun = begun(folder).orElseThrow();
            String stopped = stopped(folder);
            return RunLabel.parse(label, Files.getLastModifiedTime(begun).toInstant())
                    .map(run -> stopped.isEmpty() ? run : run.because(stopped));
        } catch (IOException _) {
            // Without its label nobody can tell whose run it was; the folder stays as it is.
            return Optional.empty();
        }
    }
}
