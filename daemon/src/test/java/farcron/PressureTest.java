package farcron;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.os.Burden;
import farcron.schedule.SettableTime;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// When a machine has enough to do.
class PressureTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:14:00Z");

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    MiB | load | free | now  | reason                                              | why
                    0   | 0    | 1    | 99.0 |                                                     | both are off
                    256 | 0    | 255  | 99.0 | 255 MiB of memory are free, and min-free-memory is 256 | too little memory
                    256 | 0    | 256  | 99.0 |                                                     | just enough
                    0   | 8    | 1    | 8.01 | the load is 8.01, and max-load is 8                 | too much load
                    0   | 1.5  | 1    | 1.5  |                                                     | just as much as it may
                    256 | 8    | 10   | 9.0  | 10 MiB of memory are free, and min-free-memory is 256  | memory is the worse one
                    """)
    void a_machine_is_under_pressure(
            int minFree, double maxLoad, long free, double load, String reason, String why) {
        Pressure pressure =
                new Pressure(
                        minFree,
                        maxLoad,
                        () -> Optional.of(new Burden(free << 20, load)),
                        new SettableTime(NOW));

        assertThat(pressure.get()).as(why).isEqualTo(Optional.ofNullable(reason));
    }

    @Test
    void it_looks_once_a_second_also_after_the_clock_was_set_back() {
        AtomicInteger looks = new AtomicInteger();
        SettableTime time = new SettableTime(NOW);
        Pressure pressure =
                new Pressure(
                        1,
                        1,
                        () -> {
                            looks.incrementAndGet();
                            return Optional.empty();
                        },
                        time);

        pressure.get();
        pressure.get();
        assertThat(looks).hasValue(1);
        time.advance(Duration.ofSeconds(1));
        pressure.get();
        assertThat(looks).hasValue(2);
        time.set(NOW.minusSeconds(3600));
        pressure.get();
        assertThat(looks).hasValue(3);
    }

    @Test
    void what_the_kernel_tells_is_read() {
        assertThat(Burden.now())
                .hasValueSatisfying(now -> {
                    assertThat(now.freeMemory()).isBetween(1L << 20, 1L << 50);
                    assertThat(now.load()).isBetween(0.0, 10_000.0);
                });
    }
}
