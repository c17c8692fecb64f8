package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.os.StartPages.Mapping;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class StartPagesTest {

    private static final String SMAPS =
            """
            800001000-800b77000 rw-p 00001000 fe:00 21 /opt/far cron/lib/farcron.jsa
            Rss:               11736 kB
            Anonymous:         11480 kB
            800b77000-801d06000 r--p 00b77000 fe:00 21 /opt/far cron/lib/farcron.jsa
            Rss:               17980 kB
            Anonymous:             0 kB
            VmFlags: rd mr mw me nh
            7f1287ee3000-7f1288f6f000 r-xp 002e3000 fe:00 22 /opt/far cron/libjvm.so
            Rss:               10928 kB
            Anonymous:             0 kB
            7f1289280000-7f128936b000 r--p 01680000 fe:00 22 /opt/far cron/libjvm.so
            Rss:                 940 kB
            Anonymous:           940 kB
            7f128936b000-7f1289396000 rw-p 0176b000 fe:00 22 /opt/far cron/libjvm.so
            Rss:                 172 kB
            Anonymous:             0 kB
            7f128952e000-7f1289684000 r-xp 00026000 fe:00 33 /usr/lib/libc.so.6
            Rss:                1224 kB
            Anonymous:             0 kB
            7f1289396000-7f1289412000 r--p 00000000 00:00 0
            Rss:                 380 kB
            Anonymous:             0 kB
            """;

    @Test
    void only_what_nobody_writes_or_has_written_is_let_go() {
        assertThat(
                        StartPages.readOnly(
                                SMAPS.lines().toList(), file -> file.startsWith("/opt/far cron/")))
                .containsExactly(
                        Mapping.of("800b77000-801d06000"), Mapping.of("7f1287ee3000-7f1288f6f000"));
    }

    @Test
    void an_address_in_the_upper_half_is_read() {
        assertThat(Mapping.of("ffffffffff600000-ffffffffff601000"))
                .isEqualTo(new Mapping(-0xa00000L, 0x1000));
    }

    @Test
    void the_jvm_goes_on_without_them_in_less_memory() throws IOException {
        long before = resident();

        StartPages.letGo();

        assertThat(resident()).isLessThan(before - 1_000);
        assertThat(List.of(3, 1, 2).stream().sorted().toList()).containsExactly(1, 2, 3);
    }

    /// In kB, of this JVM's code.
    private static long resident() throws IOException {
        long sum = 0;
        boolean ours = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
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
