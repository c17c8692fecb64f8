package farcron.os;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// What lay under a name at the moment it was opened. Whatever is put in its place afterwards,
/// everything asked here is asked of that very file.
///
/// It is opened with `O_PATH`, which does nothing to a file but hold it: so a FIFO does not make us
/// wait, and a tape does not wind. `/proc/self/fd/N` then leads to what is held and nowhere else,
/// whatever has become of the name; see open(2) and proc_pid_fd(5).
public final class OpenedFile implements AutoCloseable {

    private static final int O_PATH = 0x200000;

    /// One of the few numbers that differ between machines.
    private static final int O_NOFOLLOW =
            Set.of("aarch64", "arm", "ppc64", "ppc64le").contains(System.getProperty("os.arch"))
                    ? 0x8000
                    : 0x20000;

    private static final int LONGEST_LINK = 4096;

    private final Path path;
    private final int fd;

    private OpenedFile(Path path, int flags) throws IOException {
        this.path = path;
        this.fd = Libc.open(path, O_PATH | Libc.O_CLOEXEC | flags);
    }

    /// Opens what has this name: if that is a symbolic link, the link itself.
    public static OpenedFile of(Path path) throws IOException {
        return new OpenedFile(path, O_NOFOLLOW);
    }

    /// Opens what this symbolic link leads to, also where another link has its name by now.
    public OpenedFile target() throws IOException {
        return new OpenedFile(path.resolveSibling(linkText()), 0);
    }

    private Path linkText() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(LONGEST_LINK);
            long itself = Libc.address(arena, "");
            int length = Libc.call("readlinkat", path, fd, itself, text.address(), LONGEST_LINK);
            byte[] bytes = text.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
            return Path.of(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    public FileState state() throws IOException {
        return FileState.of(held());
    }

    /// The first bytes of a regular file, at most so many.
    public byte[] read(int most) throws IOException {
        try (InputStream in = Files.newInputStream(held())) {
            return in.readNBytes(most);
        }
    }

    private Path held() {
        return Path.of("/proc/self/fd/" + fd);
    }

    @Override
    public void close() throws IOException {
        Libc.close(fd);
    }
}
