package farcron;

import farcron.crontab.Command;
import farcron.crontab.Schedule;
import farcron.dispatch.Dispatcher;
import farcron.dispatch.Events;
import farcron.dispatch.Runners;
import farcron.job.Firing;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.Target;
import farcron.job.Trigger;
import farcron.job.Usage;
import farcron.record.RunFolders;
import farcron.record.RunStore;
import farcron.run.Runner;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides and records some hundred runs that do not exist, in a record in memory, so that the code
/// for it is compiled before the first minute comes: without this the first of a thousand lines
/// that are due at once starts 80 ms later on that one occasion.
record Rehearsal(InstantSource time) implements Runnable {

    private static final int RUNS = 400;

    @Override
    public void run() {
        try (RunStore store = memory()) {
            Silent silent = new Silent();
            Dispatcher dispatcher =
                    new Dispatcher(store, new Runners(silent), silent, store.recover());
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
    }

    private RunStore memory() {
        return new RunStore(Path.of(":memory:"), new RunFolders(List.of()), time);
    }

    private static Outcome ended(Instant now) {
        return new Outcome.Exited(0, now, now, Usage.NONE);
    }

    private static Job job() {
        return new Job(
                new JobKey("rehearsal", "none"),
                "nobody",
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
                Optional.empty());
    }

    /// Does nothing and tells nobody.
    private static final class Silent implements Runner, Events {

        @Override
        public void start(RunRecord run, Job job) {}

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
        public void ended(RunRecord run, Optional<Job> job) {}

        @Override
        public void forgotten(List<Long> runs) {}

        @Override
        public void trouble(String what) {}
    }
}
