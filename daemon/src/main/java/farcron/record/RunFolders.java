package farcron.record;

import farcron.job.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the folders of runs are.
///
/// @param roots the first is the usual one; a run goes to a later one only when nothing can be
///     written to those before it
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
}
