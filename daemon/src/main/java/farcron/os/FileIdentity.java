package farcron.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/// Tells whether a path still means the same file with the same contents: if two of these are
/// equal, it does, unless someone wrote to it twice within one tick of the file system's clock.
///
/// @param modified of the contents, with nanoseconds where the file system has them
/// @param changed of the inode: cannot be set back, as `modified` can
public record FileIdentity(long device, long inode, long size, Instant modified, Instant changed) {

    /// By hand, as records' own would be put together at each start of the daemon.
    @Override
    public boolean equals(Object other) {
        return other instanceof FileIdentity that
                && device == that.device
                && inode == that.inode
                && size == that.size
                && modified.equals(that.modified)
                && changed.equals(that.changed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(device, inode, size, modified, changed);
    }

    static final String ATTRIBUTES = "dev,ino,size,lastModifiedTime,ctime";

    public static FileIdentity of(Path path, LinkOption... options) throws IOException {
        return of(Files.readAttributes(path, "unix:" + ATTRIBUTES, options));
    }

    /// @param unix at least those of [#ATTRIBUTES]
    static FileIdentity of(Map<String, Object> unix) {
        return new FileIdentity(
                (Long) unix.get("dev"),
                (Long) unix.get("ino"),
                (Long) unix.get("size"),
                ((FileTime) unix.get("lastModifiedTime")).toInstant(),
                ((FileTime) unix.get("ctime")).toInstant());
    }
}
