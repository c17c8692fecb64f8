package farcron.run.fargate;

import farcron.aws.ModelEcs;
import farcron.aws.ModelLogs;
import farcron.dispatch.Brakes;
import farcron.dispatch.Events;
import farcron.dispatch.Runners;
import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Usage;
import farcron.os.LogLimit;
import farcron.record.Retention;
import farcron.record.RunFolders;
import farcron.record.RunStore;
import farcron.run.Runner;
import farcron.schedule.Boot;
import farcron.schedule.Inbox;
import farcron.schedule.Message;
import farcron.schedule.Requests;
import farcron.schedule.Scheduler;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One daemon of a [CloudStory], from its start until it is cut off.
final class CloudLife implements AutoCloseable {

    private static final Retention KEEP_ALL =
            new Retention(Duration.ofDays(9999), Duration.ofDays(9999), 1_000_000_000);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONG_POLL = Duration.ofSeconds(20);

    private final CloudStory story;
    private final Inbox inbox = new Inbox();
    private final RunStore store;
    private final Scheduler scheduler;
    private final PendingCalls calls;
    private final Desk desk;
    private final Office office;
    private Instant schedulerWakes = Instant.MIN;
    private Instant deskWakes = Instant.MIN;
    private Instant polls;
    private boolean posted;

    CloudLife(CloudStory story) {
        this.story = story;
        story.isSafe(true);
        Path folder = story.folder;
        store =
                new RunStore(
                        folder.resolve("farcron.db"),
                        new RunFolders(List.of(folder.resolve("runs"))),
                        story.clock);
        calls =
                new PendingCalls(
                        story.clock, story.dice, !story.plot.weather().isQuiet(), story::danger);
        desk = new Desk(story.clock, calls, this::trouble);
        Cloud cloud =
                new Cloud(
                        new ModelEcs(story.ecs, 2),
                        story.plot.hears() ? Optional.of(story.events) : Optional.empty(),
                        new ModelLogs(story.ecs),
                        () -> {});
        Office.Terms terms =
                new Office.Terms(
                        folder.resolve("runs"),
                        new Installation("storystory12"),
                        Pace.usual(story.plot.rate(), story.plot.hears()),
                        story.plot.hears(),
                        LogLimit.DEFAULT);
        office =
                new Office(
                        desk,
                        terms,
                        () -> cloud,
                        new Doors(this::ended, this::moved, this::trouble));
        FargateRunner fargate = new FargateRunner(office, (_, _) -> Optional.empty(), () -> {});
        Runners runners = new Runners(new Local(), Optional.of(fargate));
        scheduler =
                new Scheduler(
                        story.clock, inbox, store, KEEP_ALL, runners, new Ears(), Brakes.NONE);
        polls = story.plot.hears() ? Instant.MIN : Instant.MAX;
        story.isSafe(false);
        scheduler.start(story.plot.table(), new Boot("boot", Boot.Marker.NONE));
        posted = true;
    }

    private void ended(long run, Outcome outcome) {
        story.danger();
        inbox.post(new Message.Ended(run, outcome));
        posted = true;
        story.danger();
        story.tell("run %d: %s", run, outcome);
    }

    private void moved(long run, farcron.job.Progress progress) {
        inbox.post(new Message.Moved(run, progress));
        posted = true;
        story.tell("run %d: %s", run, progress);
    }

    private void trouble(String what) {
        story.tell("trouble: %s", what);
        if (what.contains("could not be dealt with") || what.contains("could not be done")) {
            throw new AssertionError(what);
        }
    }

    /// Until then, or until all is quiet.
    void live(Instant end) {
        while (story.clock.instant().isBefore(end) && !isQuiet()) {
            story.pass(
                    earliest(
                            end, schedulerWakes, deskWakes, calls.next(), polls, story.ecs.next()));
            story.ecs.live();
            story.look();
            calls.arrive();
            listen();
            kill();
            deskWakes = desk.step();
            Instant now = story.clock.instant();
            if (posted || !now.isBefore(schedulerWakes)) {
                posted = false;
                Instant wake = scheduler.step(!now.isBefore(schedulerWakes));
                Instant latest = now.plus(LONGEST_WAIT);
                schedulerWakes = wake.isAfter(latest) ? latest : wake;
                deskWakes = now;
            }
        }
    }

    private boolean isQuiet() {
        boolean calm = !story.clock.instant().isBefore(story.plot.calm());
        return calm && scheduler.snapshot().open().isEmpty();
    }

    private static Instant earliest(Instant first, Instant... others) {
        Instant earliest = first;
        for (Instant one : others) {
            earliest = one.isBefore(earliest) ? one : earliest;
        }
        return earliest;
    }

    /// As the thread that listens does it.
    private void listen() {
        Instant now = story.clock.instant();
        if (now.isBefore(polls)) {
            return;
        }
        try {
            List<TaskEvents.Event> heard = story.events.receive();
            if (!heard.isEmpty()) {
                story.danger();
            }
            office.hear(heard);
            polls = now.plus(heard.isEmpty() ? LONG_POLL : Duration.ofMillis(50));
        } catch (CallException refusal) {
            office.hearNothing(refusal);
            polls = now.plus(LONG_POLL);
        }
    }

    /// Now and then somebody stops a run.
    private void kill() {
        if (story.dice.nextInt(4_000) > 0) {
            return;
        }
        scheduler.snapshot().open().stream()
                .filter(run -> run.state() == RunState.RUNNING)
                .findAny()
                .ifPresent(run -> {
                    story.tell("somebody stops run %d", run.id());
                    new Requests(inbox).kill(run.id(), "ann");
                    posted = true;
                });
    }

    @Override
    public void close() {
        story.isSafe(true);
        store.close();
    }

    /// Lines of this machine end at once, and well.
    private final class Local implements Runner {

        @Override
        public void start(RunRecord run, Job job) {
            Instant now = story.clock.instant();
            inbox.post(new Message.Ended(run.id(), new Outcome.Exited(0, now, now, Usage.NONE)));
            posted = true;
        }

        @Override
        public boolean adopt(RunRecord run) {
            return false;
        }

        @Override
        public void ask(RunRecord run, Job job) {}

        @Override
        public void stop(RunRecord run, boolean force) {}

        @Override
        public void close() {}
    }

    private final class Ears implements Events {

        @Override
        public void started(RunRecord run, Job job) {
            story.danger();
        }

        @Override
        public void retried(RunRecord run, Job job) {
            story.danger();
        }

        @Override
        public void ended(RunRecord run, Optional<Job> job) {
            story.tell("%s is over: %s %s", run.id(), run.state(), run.reason());
            story.danger();
        }

        @Override
        public void recalled(RunRecord run) {
            story.danger();
        }

        @Override
        public void forgotten(List<Long> runs) {}

        @Override
        public void trouble(String what) {
            CloudLife.this.trouble(what);
        }
    }
}
