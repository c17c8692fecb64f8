package farcron.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What only a start looks at of the JVM's code and of its archive of classes. The kernel keeps it
/// in the memory of a process once it was touched, with as much around it as it has read at once.
public final class StartPages {

    private static final Path MAPPINGS = Path.of("/proc/self/smaps");
    private static final int DONTNEED = 4;
    private static final int NOHUGEPAGE = 15;

    private StartPages() {}

    /// Takes all of that out of the memory of this process. It stays in the page cache while the
    /// kernel has room, and what is needed again comes back by itself.
    ///
    /// @throws IOException if the kernel does not tell what is mapped
    public static void letGo() throws IOException {
        for (Mapping mapping : readOnly(Files.readAllLines(MAPPINGS), StartPages::isOfJvm)) {
            // Else it comes back two megabytes at a time; a kernel without them refuses.
            mapping.advise(NOHUGEPAGE);
            mapping.advise(DONTNEED);
        }
    }

    /// These two are mapped before any of our code runs, and never again. A library that is being
    /// loaded meanwhile has, for a moment, parts that only seem to be like that.
    private static boolean isOfJvm(String file) {
        return file.endsWith("/libjvm.so") || file.endsWith(".jsa");
    }

    /// Those parts of files that nobody can write to, and nobody has written to, proc_pid_smaps(5):
    /// what was written would be lost, also where it has been swapped out.
    static List<Mapping> readOnly(List<String> smaps, Predicate<String> files) {
        List<Mapping> found = new ArrayList<>();
        Optional<Mapping> current = Optional.empty();
        for (String line : smaps) {
            String[] words = line.split(" +", 6);
            String count = words[1];
            switch (words[0]) {
                case "Anonymous:" -> current = current.filter(_ -> count.equals("0"));
                case "Swap:" -> current.filter(_ -> count.equals("0")).ifPresent(found::add);
                default -> {
                    if (!words[0].endsWith(":")) {
                        current =
                                Mapping.of(words).filter(_ -> files.test(words[words.length - 1]));
                    }
                }
            }
        }
        return found;
    }

    /// @param start address of its first byte
    record Mapping(long start, long length) {

        /// @param words address range, rights, offset, device, inode, and a path if it is of a file
        /// @return absent if it may be written to, or is of no file
        static Optional<Mapping> of(String... words) {
            if (words.length < 6 || words[1].charAt(1) == 'w') {
                return Optional.empty();
            }
            int dash = words[0].indexOf('-');
            long start = Long.parseUnsignedLong(words[0], 0, dash, 16);
            long end = Long.parseUnsignedLong(words[0], dash + 1, words[0].length(), 16);
            return Optional.of(new Mapping(start, end - start));
        }

        /// madvise(2).
        private void advise(int what) {
            Libc.result("madvise", start, length, what);
        }
    }
}
