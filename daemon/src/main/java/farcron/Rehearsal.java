package farcron;

import farcron.crontab.Command;
import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Schedule;
import farcron.dispatch.Brakes;
import farcron.dispatch.Dispatcher;
import farcron.dispatch.Events;
import farcron.dispatch.Runners;
import farcron.job.Firing;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.Outcome;
import farcron.job.Rules;
import farcron.job.RunFolder;
import farcron.job.RunRecord;
import farcron.job.Target;
import farcron.job.Trigger;
import farcron.job.Usage;
import farcron.os.Accounts;
import farcron.os.PrivateFiles;
import farcron.record.RunFolders;
import farcron.record.RunStore;
import farcron.run.Runner;
import farcron.run.local.Doors;
import farcron.run.local.LocalRunner;
import farcron.run.local.LocalSettings;
import farcron.run.local.RunRoots;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Decides and records some hundred runs that do not exist, in a record in memory, and runs one
/// command that does nothing, so that the code for it is loaded and compiled before the first
/// minute comes: without this the first of a thousand lines that are due at once starts 80 ms later
/// on that one occasion. It is no part of the daemon's work, and if it fails nothing is lost.
///
/// @param scratch a folder that it may make, and that is gone afterwards
record Rehearsal(InstantSource time, String user, Path scratch) implements Runnable {

    private static final int RUNS = 400;
    private static final long PATIENCE_SECONDS = 5;

    /// Whoever asks at once how the start went is answered first...
    private static final Duration LATER = Duration.ofMillis(500);

    /// ... unless the minute is as near as this.
    private static final Duration NEAR = Duration.ofSeconds(5);

    @Override
    public void run() {
        try {
            if (untilTheMinute().compareTo(NEAR) > 0) {
                LockSupport.parkNanos(LATER.toNanos());
            }
            try (RunStore store = Overture.nobodys(time)) {
                decide(store);
                runOne();
            }
        } catch (IOException | InterruptedException _) {
            // The first minute will then be a little late, that is all.
        }
    }

    private Duration untilTheMinute() {
        Instant now = time.instant();
        return Duration.between(now, now.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60));
    }

    private void decide(RunStore store) {
        Silent silent = new Silent();
        Dispatcher dispatcher =
                new Dispatcher(store, new Runners(silent), silent, store.recover(), Brakes.NONE);
        Instant now = time.instant();
        Job job = job();
        dispatcher.load(new JobTable(List.of(job), List.of()), now);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < RUNS; i++) {
                dispatcher.fire(new Firing(job, now, Trigger.SCHEDULE), now);
            }
            dispatcher.commit(Optional.empty());
            List<RunRecord> open = dispatcher.open();
            open.forEach(run -> dispatcher.ended(run.id(), ended(now), now));
            dispatcher.commit(Optional.empty());
        }
    }

    private void runOne() throws IOException, InterruptedException {
        RunFolder folder = new RunFolder(scratch);
        RunFolders.delete(folder);
        PrivateFiles.createDirectory(scratch);
        CountDownLatch done = new CountDownLatch(1);
        LocalRunner runner =
                new LocalRunner(
                        new RunRoots(List.of(scratch)),
                        LocalSettings.of(Dialect.DEBIAN),
                        new Accounts(),
                        Doors.only((_, _) -> done.countDown()));
        Job job = job();
        Instant now = time.instant();
        runner.start(RunRecord.queued(1, job, Trigger.MANUAL, now, now).running(now), job);
        done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        runner.close();
        RunFolders.delete(folder);
    }

    private static Outcome ended(Instant now) {
        return new Outcome.Exited(0, now, now, Usage.NONE);
    }

    private Job job() {
        return new Job(
                new JobKey("rehearsal", "none"),
                user,
                "none",
                1,
                new Schedule.Unscheduled(),
                "",
                ZoneOffset.UTC,
                Duration.ZERO,
                new Target.Local("/bin/sh"),
                Map.of(),
                Set.of(),
                new Command(":", Optional.empty()),
                Rules.NONE,
                Optional.empty());
    }

    /// Does nothing and tells nobody.
    private static final class Silent implements Runner, Events {

        @Override
        public void start(RunRecord run, Job job) {}

        @Override
        public void ask(RunRecord run, Job job) {}

        @Override
        public boolean adopt(RunRecord run) {
            return false;
        }

        @Override
        public void stop(RunRecord run, boolean force) {}

        @Override
        public void close() {}

        @Override
        public void started(RunRecord run, Job job) {}

        @Override
        public void retried(RunRecord run, Job job) {}

        @Override
        public void ended(RunRecord run, Optional<Job> job) {}

        @Override
        public void forgotten(List<Long> runs) {}

        @Override
        public void trouble(String what) {}
    }
}
