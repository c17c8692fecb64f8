package farcron.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What stat(2) says of a file.
///
/// @param mode its kind and its permissions
/// @param links how many names it has
/// @param uid whose it is
public record FileState(int mode, int links, long uid, FileIdentity identity) {

    private static final int KIND = 0170000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;

    static FileState of(Path path) throws IOException {
        Map<String, Object> unix =
                Files.readAttributes(path, "unix:mode,nlink,uid," + FileIdentity.ATTRIBUTES);
        return new FileState(
                (Integer) unix.get("mode"),
                (Integer) unix.get("nlink"),
                (Integer) unix.get("uid") & 0xFFFF_FFFFL,
                FileIdentity.of(unix));
    }

    public boolean isRegular() {
        return (mode & KIND) == REGULAR;
    }

    /// Whether it is a symbolic link.
    public boolean isLink() {
        return (mode & KIND) == LINK;
    }

    /// With the set-user-id, set-group-id and sticky bits.
    public int permissions() {
        return mode & 07777;
    }
}
