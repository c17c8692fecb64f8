package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.os.StartPages.Mapping;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class StartPagesTest {

    private static final Path SMAPS_OF_THIS = Path.of("/proc/self/smaps");

    private static final String SMAPS =
            """
            800001000-800b77000 rw-p 00001000 fe:00 21 /opt/far cron/lib/farcron.jsa
            Rss:               11736 kB
            Anonymous:         11480 kB
            Swap:                  0 kB
            800b77000-801d06000 r--p 00b77000 fe:00 21 /opt/far cron/lib/farcron.jsa
            Rss:               17980 kB
            Anonymous:             0 kB
            Swap:                  0 kB
            VmFlags: rd mr mw me nh
            7f1287ee3000-7f1288f6f000 r-xp 002e3000 fe:00 22 /opt/far cron/libjvm.so
            Rss:               10928 kB
            Anonymous:             0 kB
            Swap:                  0 kB
            7f1289280000-7f128936b000 r--p 01680000 fe:00 22 /opt/far cron/libjvm.so
            Rss:                 940 kB
            Anonymous:           940 kB
            Swap:                  0 kB
            7f128936b000-7f1289396000 rw-p 0176b000 fe:00 22 /opt/far cron/libjvm.so
            Rss:                 172 kB
            Anonymous:             0 kB
            Swap:                  0 kB
            7f128952e000-7f1289684000 r-xp 00026000 fe:00 33 /usr/lib/libc.so.6
            Rss:                1224 kB
            Anonymous:             0 kB
            Swap:                  0 kB
            7f12a0000000-7f12a00eb000 r--p 01680000 fe:00 22 /opt/far cron/swapped.so
            Rss:                   0 kB
            Anonymous:             0 kB
            Swap:                940 kB
            7f1289396000-7f1289412000 r--p 00000000 00:00 0
            Rss:                 380 kB
            Anonymous:             0 kB
            Swap:                  0 kB
            """;

    @Test
    void only_what_nobody_writes_or_has_written_is_let_go() {
        assertThat(
                        StartPages.readOnly(
                                SMAPS.lines().toList(), file -> file.startsWith("/opt/far cron/")))
                .containsExactly(
                        new Mapping(0x800b77000L, 0x118f000),
                        new Mapping(0x7f1287ee3000L, 0x108c000));
    }

    @Test
    void an_address_in_the_upper_half_is_read() {
        assertThat(Mapping.of("ffffffffff600000-ffffffffff601000", "--xp", "0", "0", "0", "[v]"))
                .contains(new Mapping(-0xa00000L, 0x1000));
    }

    /// That this JVM lives on is what the other tests show. Its threads fetch some of it back at
    /// once, so the best of some tries counts.
    @Test
    void less_is_there_afterwards() throws IOException {
        assumeTrue(Files.isReadable(SMAPS_OF_THIS), "the kernel tells what is mapped");
        long before = codeOfJvm();
        long least = before;
        for (int i = 0; i < 10 && least > before / 2; i++) {
            StartPages.letGo();
            least = Math.min(least, codeOfJvm());
        }

        assertThat(least).isLessThan(before);
    }

    /// Resident, in kB.
    private static long codeOfJvm() throws IOException {
        long sum = 0;
        boolean ours = false;
        for (String line : Files.readAllLines(SMAPS_OF_THIS)) {
            if (line.contains(" r-xp ")) {
                ours = line.endsWith("/libjvm.so");
            } else if (ours && line.startsWith("Rss:")) {
                sum += Long.parseLong(line.replaceAll("\\D", ""));
                ours = false;
            }
        }
        return sum;
    }
}
