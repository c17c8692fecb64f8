package farcron.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What somebody else than root can change or replace, so that root must neither trust nor touch
/// what is there.
public final class StrangeHands {

    private static final int ROOT = 0;
    private static final int OTHERS_MAY_WRITE = 0022;
    private static final int ONLY_OWN_FILES = 01000;

    private StrangeHands() {}

    /// @return it or a folder on the way to it, by its name or in truth, that is not root's alone
    public static Optional<Path> on(Path path) throws IOException {
        Optional<Path> byName = up(path.toAbsolutePath().normalize());
        return byName.isPresent() ? byName : up(path.toRealPath());
    }

    private static Optional<Path> up(Path path) throws IOException {
        for (Path part = path; part != null; part = part.getParent()) {
            if (areOn(part)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    /// @return something in a folder, or below, that is not root's alone
    public static Optional<Path> in(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (areOn(path)) {
                    return Optional.of(path);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean areOn(Path path) throws IOException {
        Map<String, Object> unix =
                Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) unix.get("mode");
        boolean shared =
                (mode & OTHERS_MAY_WRITE) != 0
                        && (mode & ONLY_OWN_FILES) == 0
                        && !Files.isSymbolicLink(path);
        return shared || !unix.get("uid").equals(ROOT);
    }
}
