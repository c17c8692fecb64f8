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

/// Where the folder of one thing to be run may be: under the same name in each root. Any thread may
/// ask.
///
/// @param name of one part or two; what it lies in is made where it is wanted, a root is not
record Places(List<Path> roots, Path name) {

    /// Where what is known of a task on AWS is kept, in the folder of its run.
    private static final String TASK = "task";

    Optional<RunFolder> claimed() {
        return existing().filter(folder -> Claim.of(folder) instanceof Claim.Held).findFirst();
    }

    /// Whether it was begun on AWS.
    boolean areOfTask() {
        return existing().anyMatch(folder -> Files.exists(folder.path().resolve(TASK)));
    }

    /// Makes sure that what nobody has claimed never will start from the folders that it has.
    ///
    /// @return false if somebody has claimed it
    boolean withdraw() {
        for (RunFolder folder : existing().toList()) {
            if (!Claim.withdraw(folder) && Claim.of(folder) instanceof Claim.Held) {
                return false;
            }
            discard(folder);
        }
        return true;
    }

    /// Makes and fills a folder for what nobody runs; one that is there gives way.
    ///
    /// @throws IOException if no root can be written, with the reason of each
    RunFolder prepare(JobFiles files) throws IOException {
        return prepare(files, roots);
    }

    /// The same in a later root, because there was no room for the claim in this folder.
    RunFolder prepareElsewhere(RunFolder full, JobFiles files) throws IOException {
        discard(full);
        int root = roots.stream().map(this::in).toList().indexOf(full);
        return prepare(files, roots.subList(root + 1, roots.size()));
    }

    /// Deletes what is over.
    void clear() {
        existing().forEach(Places::discard);
    }

    private RunFolder prepare(JobFiles files, List<Path> where) throws IOException {
        StringBuilder refusals = new StringBuilder("no place for the files of a run");
        for (Path root : where) {
            RunFolder folder = in(root);
            try {
                makeFolder(root);
                files.writeTo(folder);
                return folder;
            } catch (IOException e) {
                refusals.append("; ").append(e);
                discard(folder);
            }
        }
        throw new IOException(refusals.toString());
    }

    private RunFolder in(Path root) {
        return new RunFolder(root.resolve(name));
    }

    private Stream<RunFolder> existing() {
        return roots.stream().map(this::in).filter(folder -> Files.isDirectory(folder.path()));
    }

    private void makeFolder(Path root) throws IOException {
        if (name.getNameCount() > 1 && !Files.isDirectory(root.resolve(name.getName(0)))) {
            PrivateFiles.createDirectory(root.resolve(name.getName(0)));
        }
        RunFolder folder = in(root);
        try {
            PrivateFiles.createDirectory(folder.path());
        } catch (FileAlreadyExistsException _) {
            discard(folder);
            PrivateFiles.createDirectory(folder.path());
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
                        folder.stopped(),
                        folder.mail())
                .forEach(Places::delete);
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
