package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import farcron.CpuTime;
import farcron.crontab.Grammar;
import farcron.job.Job;
import farcron.job.JobTable;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Whatever ten thousand lines wait for, it is soon found out.
class HostileReferencesTest {

    private static final int LINES = 10_000;
    private static final Duration MOST_TIME = Duration.ofSeconds(1);

    /// Where others use the processor's other half, all takes longer; the best counts.
    private static final int MOST_TRIES = 5;

    private enum Crontab {
        A_CHAIN(LINES, i -> (i == 0 ? "@daily" : "after:j" + (i - 1)) + " name:j" + i + " c"),
        A_CHAIN_UPWARDS(
                LINES,
                i -> (i == LINES - 1 ? "@daily" : "after:j" + (i + 1)) + " name:j" + i + " c"),
        A_CHAIN_BEHIND_A_MISTAKE(
                0, i -> (i == 0 ? "@daily notify:x" : "after:j" + (i - 1)) + " name:j" + i + " c"),
        ALL_AFTER_ONE(LINES, i -> (i == 0 ? "@daily" : "after:j0") + " name:j" + i + " c"),
        ALL_AFTER_ONE_MISTAKE(
                0, i -> (i == 0 ? "@daily notify:x" : "after:j0") + " name:j" + i + " c"),
        ALL_AFTER_NOTHING(
                0, i -> "after:" + "k".repeat(50) + i + " name:" + "j".repeat(50) + i + " c"),
        EACH_AFTER_ITSELF(0, i -> "after:j" + i + " name:j" + i + " c"),
        A_CIRCLE_OF_5000(
                LINES / 2,
                i ->
                        i < LINES / 2
                                ? "after:j" + (i + 1) % (LINES / 2) + " name:j" + i + " c"
                                : "@daily c"),
        CIRCLES_OF_TWELVE(0, i -> "after:j" + (i / 12 * 12 + (i + 1) % 12) + " name:j" + i + " c"),
        FIVE_UPSTREAMS_EACH(
                LINES,
                i ->
                        (i < 5
                                        ? "@daily"
                                        : IntStream.range(1, 6)
                                                .mapToObj(j -> "j" + (i - j))
                                                .collect(Collectors.joining(",", "after:", "")))
                                + " name:j"
                                + i
                                + " c"),
        A_KNOT(
                0,
                i ->
                        IntStream.range(1, 5)
                                        .mapToObj(j -> "j" + (i * 7 + j * 1_009) % LINES)
                                        .distinct()
                                        .collect(Collectors.joining(",", "after:", ""))
                                + " name:j"
                                + i
                                + " c");

        private final int running;
        private final IntFunction<String> line;

        Crontab(int running, IntFunction<String> line) {
            this.running = running;
            this.line = line;
        }

        Loaded load() {
            String text =
                    IntStream.range(0, LINES)
                            .mapToObj(line)
                            .collect(Collectors.joining("\n", "", "\n"));
            return Loaded.of(
                    new CrontabFile(Path.of("/spool/eve"), Grammar.Format.USER, "eve", "eve"),
                    text.getBytes(UTF_8),
                    new Reading(Grammar.Dialect.DEBIAN, ZoneId.of("UTC"), "host"),
                    Instant.EPOCH);
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_is_settled_at_once(Crontab crontab) {
        List<Loaded> files = List.of(crontab.load());
        AllJobs.of(files);
        JobTable table;
        Duration took;
        int tries = 0;
        do {
            Duration begin = CpuTime.used();
            table = AllJobs.of(files);
            took = CpuTime.used().minus(begin);
        } while (took.compareTo(MOST_TIME) >= 0 && ++tries < MOST_TRIES);

        assertThat(table.jobs()).hasSize(LINES);
        assertThat(table.jobs().stream().filter(Job::runs)).hasSize(crontab.running);
        assertThat(took).isLessThan(MOST_TIME);
        assertThat(told(table)).as("text about it").isLessThan(6_000_000);
    }

    private static long told(JobTable table) {
        return table.jobs().stream()
                .mapToLong(job -> job.rejected().map(String::length).orElse(0))
                .sum();
    }
}
