package farcron.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What only a start looks at of the JVM's code and of its archive of classes. The kernel keeps it
/// in the memory of a process once it was touched, with as much around it as it has read at once.
public final class StartPages {

    private static final Path MAPPINGS = Path.of("/proc/self/smaps");
    private static final int DONTNEED = 4;
    private static final int NOHUGEPAGE = 15;

    private StartPages() {}

    /// Takes all of that out of the memory of this process. It stays in the page cache; what is
    /// needed again comes back from there by itself, in about a microsecond.
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
    /// what was written would be lost.
    static List<Mapping> readOnly(List<String> smaps, Predicate<String> files) {
        List<Mapping> found = new ArrayList<>();
        Mapping current = Mapping.NONE;
        for (String line : smaps) {
            String[] words = line.split(" +", 6);
            if (!words[0].endsWith(":")) {
                boolean isOne =
                        words.length == 6 && words[1].charAt(1) != 'w' && files.test(words[5]);
                current = isOne ? Mapping.of(words[0]) : Mapping.NONE;
            } else if (words[0].equals("Anonymous:") && words[1].equals("0")) {
                found.add(current);
            }
        }
        found.removeIf(Mapping.NONE::equals);
        return found;
    }

    /// @param start address of its first byte
    record Mapping(long start, long length) {

        private static final Mapping NONE = new Mapping(0, 0);

        /// @param range such as `7f1287c00000-7f1287ee3000`
        static Mapping of(String range) {
            int dash = range.indexOf('-');
            long start = Long.parseUnsignedLong(range, 0, dash, 16);
            return new Mapping(
                    start, Long.parseUnsignedLong(range, dash + 1, range.length(), 16) - start);
        }

        /// madvise(2).
        private void advise(int what) {
            Libc.result("madvise", start, length, what);
        }
    }
}
