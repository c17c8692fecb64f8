package farcron.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Where is looked, and who looks.
///
/// @param root of all files; `/` but in tests
/// @param environment of the one who looks
public record Premises(Path root, Map<String, String> environment) {

    public Premises {
        environment = Map.copyOf(environment);
    }

    /// @param path absolute, as people write it
    Path at(String path) {
        return root.resolve(path.substring(1));
    }

    boolean has(String path) {
        return Files.exists(at(path), LinkOption.NOFOLLOW_LINKS);
    }

    /// Empty if it is not there, or may not be read.
    Optional<String> text(String path) {
        try {
            return Optional.of(Files.readString(at(path), StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// The number by which the kernel knows a file; empty if it is not there.
    OptionalLong inode(String path) {
        try {
            return OptionalLong.of((Long) Files.getAttribute(at(path), "unix:ino"));
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }

    /// Where a symbolic link leads; empty if it is none.
    Optional<String> link(String path) {
        try {
            return Optional.of(Files.readSymbolicLink(at(path)).toString());
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }
}
