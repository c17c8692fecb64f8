package farcron.clock;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.CpuTime;
import farcron.Samples;
import farcron.crontab.CalendarSchedule;
import farcron.crontab.Schedule;
import farcron.job.Job;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class OutlookTest {

    private static final List<String> ZONES =
            List.of(
                    "UTC",
                    "America/New_York",
                    "Europe/London",
                    "Australia/Lord_Howe",
                    "America/Sao_Paulo",
                    "Antarctica/Troll",
                    "Pacific/Apia",
                    "Asia/Kathmandu",
                    "Africa/Casablanca");

    /// The slow reference wakes a virtual clock at each single minute and asks each field.
    @Test
    void an_outlook_equals_a_slow_walk_over_every_minute() {
        Random random = new Random(42);
        for (int round = 0; round < 400; round++) {
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            Job job = Samples.jobs(randomLine(random) + " name:x true\n", zone).getFirst();
            CalendarSchedule fields = ((Schedule.Calendar) job.schedule()).fields();
            Instant from =
                    Instant.parse("2011-12-20T00:00:00Z")
                            .plus(Duration.ofHours(random.nextInt(20 * 365 * 24)));
            Instant until = from.plus(Duration.ofDays(random.nextInt(2, 12)));
            List<Moment> outlook = new ArrayList<>();
            Outlook all =
                    Outlook.resume(job.schedule(), zone, from, new WallClock(zone).minute(from));
            while (all.hasNext() && !all.peek().start().isAfter(until)) {
                outlook.add(all.next());
            }

            assertThat(outlook)
                    .as("%s in %s from %s", job.scheduleText(), zone, from)
                    .containsExactlyInAnyOrderElementsOf(walk(fields, zone, from, until));
        }
    }

    private static List<Moment> walk(
            CalendarSchedule fields, ZoneId zone, Instant from, Instant until) {
        WallClock wall = new WallClock(zone);
        VirtualClock clock = new VirtualClock(wall.minute(from));
        List<Moment> moments = new ArrayList<>();
        Instant now = from.plusSeconds(60);
        for (; !now.isAfter(until); now = now.plusSeconds(60)) {
            Minutes due = clock.wake(wall.minute(now)).of(fields.wildcard());
            for (long minute = due.first(); minute <= due.last(); minute++) {
                if (fields.matches(minute)) {
                    moments.add(new Moment(now, minute));
                }
            }
        }
        return moments;
    }

    private static String randomLine(Random random) {
        String[] minutes = {"*", "*/7", "30", "0,15,45", "5-20/5", "0-59"};
        String[] hours = {"*", "*/2", "2", "1-3", "0,23", "0-23"};
        String[] days = {"*", "*/2", "1", "28-31", "13"};
        String[] months = {"*", "3,10", "*/3", "11"};
        String[] weekdays = {"*", "0", "1-5", "*/3", "7"};
        return String.join(
                " ",
                pick(minutes, random),
                pick(hours, random),
                pick(days, random),
                pick(months, random),
                pick(weekdays, random));
    }

    private static String pick(String[] choices, Random random) {
        return choices[random.nextInt(choices.length)];
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    line           | zone             | after                | next                 | why
                    0 0 29 2 *     | UTC              | 2024-03-01T00:00:00Z | 2028-02-29T00:00:00Z | leap years only
                    0 0 29 2 *     | UTC              | 2096-03-01T00:00:00Z | 2104-02-29T00:00:00Z | 2100 is none
                    0 0 29 2 1     | UTC              | 2026-02-24T00:00:00Z | 2027-02-01T00:00:00Z | or each Monday in February
                    0 0 */31,29 2 1 | UTC             | 2026-01-01T00:00:00Z | 2027-02-01T00:00:00Z | and: 1 February when it is a Monday
                    30 2 * * *     | America/New_York | 2026-03-07T12:00:00Z | 2026-03-08T07:00:00Z | 02:30 does not exist: 03:00
                    30 1 * * *     | America/New_York | 2026-11-01T05:30:00Z | 2026-11-02T06:30:00Z | only the first 01:30
                    @every 90s     | UTC              | 2026-01-01T00:00:00Z | 2026-01-01T00:01:30Z | whole multiples since 1970
                    @every 7s      | UTC              | 1970-01-01T00:00:08Z | 1970-01-01T00:00:14Z | also below a minute
                    """)
    void the_next_moment_is(String line, String zone, Instant after, Instant next, String why) {
        Job job = Samples.jobs(line + " true\n", ZoneId.of(zone)).getFirst();

        assertThat(Outlook.after(job.schedule(), job.zone(), after).next().start()).isEqualTo(next);
    }

    @Test
    void skipping_equals_taking_each_moment() {
        Random random = new Random(7);
        for (int round = 0; round < 400; round++) {
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            String line = round % 8 == 0 ? "@every 7m" : randomLine(random);
            Job job = Samples.jobs(line + " name:x true\n", zone).getFirst();
            Instant from =
                    Instant.parse("2011-12-20T00:00:00Z")
                            .plus(Duration.ofHours(random.nextInt(20 * 365 * 24)));
            long minute = new WallClock(zone).minute(from) + random.nextInt(-5, 100);
            Outlook slow = Outlook.resume(job.schedule(), zone, from, minute);
            Outlook fast = Outlook.resume(job.schedule(), zone, from, minute);
            Instant until = from;
            for (int leap = 0; leap < 5 && slow.hasNext(); leap++) {
                until = until.plusSeconds(random.nextInt(leap % 2 == 0 ? 9_000 : 9_000_000));
                long moments = 0;
                while (slow.hasNext() && !slow.peek().start().isAfter(until)) {
                    slow.next();
                    moments++;
                }
                assertThat(fast.skip(until)).as("%s in %s", line, zone).isEqualTo(moments);
                assertThat(fast.hasNext()).isEqualTo(slow.hasNext());
                if (slow.hasNext()) {
                    assertThat(fast.next()).isEqualTo(slow.next());
                }
            }
        }
    }

    @Test
    void a_century_is_skipped_at_once() {
        Job job = Samples.jobs("* * * * * true\n", ZoneId.of("Europe/Berlin")).getFirst();
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Outlook outlook = Outlook.after(job.schedule(), job.zone(), from);
        Duration begun = CpuTime.used();

        assertThat(outlook.skip(Instant.parse("2126-01-01T00:00:00Z")))
                .isEqualTo(Duration.ofDays(36_524).toMinutes());
        assertThat(CpuTime.used().minus(begun)).isLessThan(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @CsvSource({"0 0 30 2 *", "0 0 31 4 *", "0 22-2 * * *", "@reboot"})
    void what_never_comes_has_no_moment(String line) {
        Job job = Samples.jobs(line + " true\n", ZoneOffset.UTC).getFirst();

        assertThat(Outlook.after(job.schedule(), job.zone(), Instant.EPOCH).hasNext()).isFalse();
    }

    @Test
    void five_years_of_the_rarest_lines_take_under_a_second() {
        Duration begun = CpuTime.used();
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Instant until = Instant.parse("2031-01-01T00:00:00Z");
        int moments = 0;
        for (String line : List.of("0 0 29 2 1", "0 0 30 2 *", "0 0 29 2 *", "59 23 31 12 7")) {
            Job job = Samples.jobs(line + " true\n", ZoneId.of("Europe/Berlin")).getFirst();
            Outlook outlook = Outlook.after(job.schedule(), job.zone(), from);
            while (outlook.hasNext() && outlook.next().start().isBefore(until)) {
                moments++;
            }
        }

        assertThat(moments).isGreaterThan(20);
        assertThat(CpuTime.used().minus(begun)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void advancing_a_virtual_clock_equals_waking_it_at_each_minute() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            WallClock wall = new WallClock(zone);
            Instant from =
                    Instant.parse("2011-12-25T00:00:00Z")
                            .plus(Duration.ofMinutes(random.nextInt(20 * 365 * 24 * 60)));
            Instant to = from.plus(Duration.ofMinutes(random.nextInt(8000)));
            long ahead = wall.minute(from) + random.nextInt(0, 120);
            VirtualClock clock = new VirtualClock(ahead);
            for (Instant now = from.plusSeconds(60); !now.isAfter(to); now = now.plusSeconds(60)) {
                clock.wake(wall.minute(now));
            }

            assertThat(Outlook.advance(ahead, zone, from, to)).isEqualTo(clock.minute());
        }
    }
}
