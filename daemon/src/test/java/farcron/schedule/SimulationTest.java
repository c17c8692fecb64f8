package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.Samples;
import farcron.clock.Outlook;
import farcron.crontab.Schedule;
import farcron.dispatch.Brakes;
import farcron.dispatch.Runners;
import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.record.Retention;
import farcron.record.RunFolders;
import farcron.record.RunHistory;
import farcron.record.RunStore;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// The heart under a simulated clock and simulated processes, with a real record file: random
/// crontabs, crashes between any two effects, and restarts after a while. Whatever happens, each
/// due firing has exactly one fate, and nothing runs twice or for ever.
class SimulationTest {

    private static final Duration STORY = Duration.ofHours(36);
    private static final Retention KEEP_ALL =
            new Retention(Duration.ofDays(9999), Duration.ofDays(9999), 1_000_000_000);

    @TempDir private Path folder;

    static List<Integer> seeds() {
        return java.util.stream.IntStream.range(0, Integer.getInteger("farcron.seeds", 40))
                .boxed()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void each_due_firing_has_one_fate_through_crashes(int seed) {
        Random random = new Random(seed);
        ZoneId zone = ZoneId.of(random.nextBoolean() ? "UTC" : "America/New_York");
        Instant begin = Instant.parse("2026-03-06T10:20:30Z").plusSeconds(random.nextInt(200_000));
        JobTable table = Samples.table(crontab(random), zone);
        SettableTime time = new SettableTime(begin);
        SimulatedWorld world = new SimulatedWorld(time, random);
        Instant end = begin.plus(STORY);
        Path file = folder.resolve("farcron.db");
        while (time.instant().isBefore(end)) {
            live(file, time, world, table, random, end);
            time.advance(
                    Duration.ofSeconds(
                            random.nextInt(5) == 0 ? random.nextInt(9000) : random.nextInt(200)));
        }
        Instant last = lastLife(file, time, world, table);

        List<RunRecord> runs = allRuns(file);
        assertThat(world.startedTwice()).isEmpty();
        for (RunRecord run : runs) {
            assertThat(world.processes().containsKey(run.id()))
                    .as("%s has a process", run)
                    .isEqualTo(run.started().isPresent());
            assertThat(run.state() == RunState.RUNNING)
                    .as("%s runs", run)
                    .isEqualTo(world.isWatched(run.id()));
            assertThat(run.state() == RunState.QUEUED && run.notBefore().get().isBefore(last))
                    .as("%s waits for ever", run)
                    .isFalse();
        }
        for (Job job : table.jobs()) {
            judge(
                    job,
                    runs.stream().filter(run -> run.job().equals(job.key())).toList(),
                    begin,
                    last);
        }
    }

    /// One life of the daemon, until it crashes or the time is over.
    private static void live(
            Path file,
            SettableTime time,
            SimulatedWorld world,
            JobTable table,
            Random random,
            Instant end) {
        RunStore store = new RunStore(file, new RunFolders(List.of()), time);
        try {
            Scheduler scheduler = begin(store, time, world, table);
            world.crashIn(random.nextInt(400));
            Instant wake = scheduler.step(true);
            while (time.instant().isBefore(end)) {
                boolean waited = random.nextInt(10) > 0;
                Instant next = waited ? wake : time.instant().plusMillis(random.nextInt(20_000));
                time.set(next.isAfter(wake) ? wake : next);
                world.tell();
                wake = scheduler.step(!time.instant().isBefore(wake));
            }
        } catch (SimulatedWorld.Crash _) {
            // The objects are dropped; only the file and the processes are left.
        } finally {
            store.close();
        }
    }

    private static Scheduler begin(
            RunStore store, SettableTime time, SimulatedWorld world, JobTable table) {
        Inbox inbox = new Inbox();
        world.attach((run, outcome) -> inbox.post(new Message.Ended(run, outcome)));
        Scheduler scheduler =
                new Scheduler(time, inbox, store, KEEP_ALL, new Runners(world), world, Brakes.NONE);
        scheduler.start(table, new Boot("one boot", Boot.Marker.NONE));
        return scheduler;
    }

    /// One more life, without a crash, in which all that has ended is told.
    ///
    /// @return up to when firings have been looked at
    private static Instant lastLife(
            Path file, SettableTime time, SimulatedWorld world, JobTable table) {
        RunStore store = new RunStore(file, new RunFolders(List.of()), time);
        Scheduler scheduler = begin(store, time, world, table);
        scheduler.step(true);
        world.tell();
        scheduler.step(false);
        store.close();
        return scheduler.snapshot().lastTick();
    }

    private static void judge(Job job, List<RunRecord> runs, Instant begin, Instant last) {
        List<Instant> expected = new ArrayList<>();
        Outlook outlook = Outlook.after(job.schedule(), job.zone(), begin);
        while (outlook.hasNext() && !outlook.peek().start().isAfter(last)) {
            expected.add(outlook.next().start());
        }
        List<Instant> dues =
                runs.stream()
                        .filter(run -> run.state() != RunState.MISSED)
                        .map(RunRecord::due)
                        .toList();
        int fates = runs.stream().mapToInt(RunRecord::firings).sum();

        assertThat(fates)
                .as("fates of %s (%s)", job.key(), job.scheduleText())
                .isEqualTo(expected.size());
        List<Instant> rest = new ArrayList<>(expected);
        for (Instant due : dues) {
            assertThat(rest.remove(due)).as("%s of %s was due", due, job.scheduleText()).isTrue();
        }
        assertThat(job.schedule()).isInstanceOfAny(Schedule.Calendar.class, Schedule.Every.class);
    }

    private static List<RunRecord> allRuns(Path file) {
        try (RunHistory history = new RunHistory(file)) {
            return history.runs(
                    new RunHistory.Query(
                            Optional.empty(), Optional.empty(), Optional.empty(), 1_000_000));
        }
    }

    private static String crontab(Random random) {
        String[] schedules = {
            "* * * * *",
            "*/5 * * * *",
            "30 2 * * *",
            "0 1-3 * * *",
            "7 */2 * * *",
            "0 0 * * *",
            "@hourly",
            "@every 45s",
            "@every 10m",
            "15,45 1-23 * * *",
            "0-59/20 0-4 * * *"
        };
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            String schedule = schedules[random.nextInt(schedules.length)];
            String jitter = random.nextInt(4) == 0 ? " jitter:90s" : "";
            lines.append(schedule).append(" name:j").append(i).append(jitter).append(" true\n");
        }
        return lines.toString();
    }
}
