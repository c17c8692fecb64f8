package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.Samples;
import farcron.clock.Outlook;
import farcron.clock.WallClock;
import farcron.job.Job;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class GapTest {

    private static final List<String> ZONES =
            List.of("UTC", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca");
    private static final List<String> SCHEDULES =
            List.of(
                    "* * * * *",
                    "*/7 2 * * *",
                    "0-59 2 * * *",
                    "30 1,2 * * 0",
                    "0 0 1 * *",
                    "* * 1-3 3,10 *",
                    "@every 7m");

    /// The slow reference takes one moment after the other.
    @Test
    void a_gap_equals_a_walk_through_all_its_moments() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            ZoneId zone = ZoneId.of(ZONES.get(round % ZONES.size()));
            String line = SCHEDULES.get(random.nextInt(SCHEDULES.size())) + " true\n";
            Job job = Samples.jobs(line, zone).getFirst();
            Instant from =
                    Instant.parse("2026-01-01T00:00:17Z")
                            .plus(Duration.ofMinutes(random.nextInt(500_000)));
            Instant until = from.plusSeconds(random.nextInt(round % 2 == 0 ? 20_000 : 9_000_000));
            long minute = new WallClock(zone).minute(from) + random.nextInt(-5, 60);
            Gap gap = new Gap(job, from, minute, until);
            List<Instant> all = walk(job, from, minute, until);
            int most = random.nextInt(1, 70);

            assertThat(gap.count()).as("%s in %s", line, gap).isEqualTo(all.size());
            assertThat(gap.newest(most))
                    .as("the newest %s of %s in %s", most, line, gap)
                    .isEqualTo(all.subList(Math.max(0, all.size() - most), all.size()));
            all.stream().limit(5).forEach(due -> assertThat(gap.has(due)).isTrue());
            assertThat(gap.has(until.plusSeconds(1))).isFalse();
            Instant later = from.plusSeconds(random.nextInt(20_000));
            assertThat(gap.since(later).newest(Integer.MAX_VALUE))
                    .as("%s since %s in %s", line, later, gap)
                    .isEqualTo(
                            later.isAfter(until)
                                    ? all
                                    : all.stream().filter(due -> due.isAfter(later)).toList());
        }
    }

    private static List<Instant> walk(Job job, Instant from, long minute, Instant until) {
        List<Instant> moments = new ArrayList<>();
        Outlook outlook = Outlook.resume(job.schedule(), job.zone(), from, minute);
        while (outlook.hasNext() && !outlook.peek().start().isAfter(until)) {
            moments.add(outlook.next().start());
        }
        return moments;
    }
}
