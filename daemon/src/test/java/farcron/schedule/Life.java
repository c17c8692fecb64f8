package farcron.schedule;

import farcron.Samples;
import farcron.dispatch.Brakes;
import farcron.dispatch.Runners;
import farcron.dispatch.Witness;
import farcron.job.JobTable;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Usage;
import farcron.record.Retention;
import farcron.record.RunFolders;
import farcron.record.RunHistory;
import farcron.record.RunStore;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// The life of a scheduler with a real record, on a clock that a test sets: it is born, lives,
/// sleeps, dies and is born again.
///
/// It begins on a Saturday, at 08:13:30.
final class Life implements AutoCloseable {

    static final Instant BEGIN = Instant.parse("2026-11-21T08:13:30Z");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    final SettableTime time = new SettableTime(BEGIN);
    final Witness witness;
    private final Path file;
    private ZoneId zone = ZoneId.of("UTC");
    private Boot boot = new Boot("first boot", Boot.Marker.NONE);
    private Retention retention =
            new Retention(Duration.ofDays(9999), Duration.ofDays(9999), 1_000_000);
    private RunStore store;
    private Inbox inbox;
    private Scheduler scheduler;
    private boolean ranAtBoot;
    private Instant answered = Instant.MIN;

    Life(Path folder) {
        file = folder.resolve("farcron.db");
        witness = new Witness(file);
    }

    Life in(String other) {
        zone = ZoneId.of(other);
        return this;
    }

    Life boot(String other) {
        return boot(other, Boot.Marker.NONE);
    }

    Life boot(String other, Boot.Marker marker) {
        boot = new Boot(other, marker);
        return this;
    }

    /// Another cron has run what was due until then.
    Life answered(Instant until) {
        answered = until;
        return this;
    }

    Life keeping(Retention other) {
        retention = other;
        return this;
    }

    /// A daemon starts; one that was there before is gone without a word.
    Life begin(String... lines) {
        if (store != null) {
            store.close();
        }
        store = new RunStore(file, new RunFolders(List.of()), time);
        inbox = new Inbox();
        scheduler =
                new Scheduler(
                        time, inbox, store, retention, new Runners(witness), witness, Brakes.NONE);
        ranAtBoot = scheduler.start(table(lines), boot, answered);
        return this;
    }

    /// Whether the daemon that started last has run the lines for the start of the machine.
    boolean ranAtBoot() {
        return ranAtBoot;
    }

    /// The daemon is stopped in order.
    Life stop() {
        scheduler.close();
        return this;
    }

    /// The daemon is asked to end.
    CompletableFuture<Void> end() {
        CompletableFuture<Void> idle = new CompletableFuture<>();
        inbox.post(new Message.End(idle));
        message();
        return idle;
    }

    /// What an operator asks for.
    Requests requests() {
        return new Requests(inbox);
    }

    Scheduler scheduler() {
        return scheduler;
    }

    private JobTable table(String... lines) {
        return Samples.table(String.join("\n", lines) + "\n", zone);
    }

    /// Lives on for a while, awake: steps whenever a step is due.
    Life live(Duration span) {
        Instant end = time.instant().plus(span);
        Instant wake = scheduler.step(true);
        while (!wake.isAfter(end)) {
            time.set(wake);
            wake = scheduler.step(true);
        }
        time.set(end);
        return this;
    }

    /// The clock goes on, or back, and nobody looks at it.
    Life pass(Duration span) {
        time.advance(span);
        return this;
    }

    /// What the loop does when its wait is over.
    Life wake() {
        scheduler.step(true);
        return this;
    }

    /// What the loop does when a message comes.
    Life message() {
        scheduler.step(false);
        return this;
    }

    Life reload(String... lines) {
        inbox.post(new Message.Reload(table(lines)));
        return message();
    }

    Life exited(long run, int code) {
        Instant now = time.instant();
        inbox.post(new Message.Ended(run, new Outcome.Exited(code, now, now, Usage.NONE)));
        return message();
    }

    List<RunRecord> records() {
        try (RunHistory history = new RunHistory(file)) {
            return history.runs(
                            new RunHistory.Query(
                                    Optional.empty(), Optional.empty(), Optional.empty(), 99_999))
                    .reversed();
        }
    }

    /// Forgets how it came here.
    Life andThen() {
        witness.acts();
        known = records().size();
        return this;
    }

    private int known;

    /// What has been recorded since, in order.
    List<RunRecord> news() {
        List<RunRecord> all = records();
        return all.subList(Math.min(known, all.size()), all.size());
    }

    /// What has been recorded since, in order: `catchup 08:15:00`, `missed 3 to 08:17:00`; a run
    /// that stands for several firings as `schedule 4 to 08:18:00`.
    String fates() {
        return news().stream()
                .map(run ->
                        run.state() == RunState.MISSED || run.state() == RunState.SKIPPED
                                ? "%s %d to %s"
                                        .formatted(run.state().word(), run.firings(), due(run))
                                : run.trigger().word()
                                        + (run.firings() > 1 ? " " + run.firings() + " to " : " ")
                                        + due(run))
                .collect(Collectors.joining(", "));
    }

    private String due(RunRecord run) {
        return CLOCK.format(run.due().atZone(zone));
    }

    @Override
    public void close() {
        store.close();
    }
}
