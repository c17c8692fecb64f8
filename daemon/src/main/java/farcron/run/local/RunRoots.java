package farcron.run.local;

import farcron.job.RunFolder;
import farcron.os.PrivateFiles;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The directories that may hold run folders: the usual one, then others, on other file systems,
/// for when that one is full or cannot be written. Any thread may ask.
public final class RunRoots {

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

    Optional<RunFolder> claimed(long run) {
        return existing(run).filter(folder -> Claim.of(folder) instanceof Claim.Held).findFirst();
    }

    /// Makes sure that a run that nobody has claimed never will start from the folders that it has.
    ///
    /// @return false if somebody has claimed it
    boolean withdraw(long run) {
        for (RunFolder folder : existing(run).toList()) {
            if (!Claim.withdraw(folder) && Claim.of(folder) instanceof Claim.Held) {
                return false;
            }
            discard(folder);
        }
        return true;
    }

    /// Makes and fills a folder for a run that nobody has claimed.
    ///
    /// @throws IOException if no root can be written, with the reason of each
    RunFolder prepare(long run, JobFiles files) throws IOException {
        return prepare(run, files, roots);
    }

    /// The same in a later root, because there was no room for the claim in this folder.
    RunFolder prepareElsewhere(RunFolder full, long run, JobFiles files) throws IOException {
        discard(full);
        int root = roots.indexOf(full.path().getParent());
        return prepare(run, files, roots.subList(root + 1, roots.size()));
    }

    private RunFolder prepare(long run, JobFiles files, List<Path> places) throws IOException {
        StringBuilder refusals = new StringBuilder("no place for the files of a run");
        for (Path root : places) {
            RunFolder folder = RunFolder.of(root, run);
            try {
                makeFolder(folder.path());
                files.writeTo(folder);
                return folder;
            } catch (IOException e) {
                refusals.append("; ").append(e);
                discard(folder);
            }
        }
        throw new IOException(refusals.toString());
    }

    private Stream<RunFolder> existing(long run) {
        return roots.stream()
                .map(root -> RunFolder.of(root, run))
                .filter(folder -> Files.isDirectory(folder.path()));
    }

    private void makeFolder(Path path) throws IOException {
        try {
            PrivateFiles.createDirectory(path);
        } catch (FileAlreadyExistsException _) {
            discard(RunFolder.of(path.getParent(), Long.parseLong(path.getFileName().toString())));
            PrivateFiles.createDirectory(path);
        }
    }

    /// Makes and fills a folder.
    static void fill(RunFolder folder, JobFiles files) throws IOException {
        PrivateFiles.createDirectory(folder.path());
        files.writeTo(folder);
    }

    /// Deletes a folder that nobody runs anything from.
    static void discard(RunFolder folder) {
        Stream.of(
                        folder.script(),
                        folder.stdin(),
                        folder.log(),
                        folder.status(),
                        folder.claim(),
                        folder.mail())
                .forEach(RunRoots::delete);
        delete(folder.path());
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException _) {
            // What cannot be deleted is in the way of the next attempt, and that one says so.
        }
    }
}
