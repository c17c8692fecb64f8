package farcron.dispatch;

import farcron.Samples;
import farcron.job.Control.Answer;
import farcron.job.Firing;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.Trigger;
import farcron.job.Usage;
import farcron.record.RunFolders;
import farcron.record.RunHistory;
import farcron.record.RunStore;
import farcron.schedule.SettableTime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A dispatcher with a real record, at a moment that a test chooses.
final class Post implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-21T08:14:00Z");
    static final ZoneId UTC = ZoneId.of("UTC");

    final Path file;
    final Witness witness;
    final SettableTime time = new SettableTime(NOW);
    Optional<String> pressure = Optional.empty();
    private Brakes brakes = Brakes.NONE;
    private RunStore store;
    private Dispatcher dispatcher;
    private JobTable table = JobTable.EMPTY;

    Post(Path folder) {
        file = folder.resolve("farcron.db");
        witness = new Witness(file);
        restart();
    }

    /// Another daemon begins on the same record.
    Post restart() {
        if (store != null) {
            store.close();
        }
        store = new RunStore(file, new RunFolders(List.of()), time);
        dispatcher = new Dispatcher(store, new Runners(witness), witness, store.recover(), brakes);
        return this;
    }

    Post braked(Brakes other) {
        brakes = other;
        return restart();
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    RunStore store() {
        return store;
    }

    Post load(String... lines) {
        table = Samples.table(String.join("\n", lines) + "\n", UTC);
        dispatcher.load(table, time.instant());
        return this;
    }

    Job job(String name) {
        return table.named(name).getFirst();
    }

    static JobKey key(String name) {
        return new JobKey(Samples.USER, name);
    }

    Post fire(String name, Instant due) {
        dispatcher.fire(new Firing(job(name), due, Trigger.SCHEDULE), time.instant());
        return this;
    }

    /// Due now, recorded, and done.
    Post fire(String name) {
        fire(name, time.instant());
        return commit();
    }

    Post commit() {
        dispatcher.wake(time.instant());
        dispatcher.commit(Optional.empty());
        return this;
    }

    Post after(Duration later) {
        time.advance(later);
        dispatcher.wake(time.instant());
        return commit();
    }

    Post exited(long run, int code) {
        Instant now = time.instant();
        dispatcher.ended(run, new Outcome.Exited(code, now, now, Usage.NONE), now);
        return commit();
    }

    RunRecord onRecord(long run) {
        try (RunHistory history = new RunHistory(file)) {
            return history.run(run).orElseThrow();
        }
    }

    /// From now on nothing can be recorded.
    void breakRecord() throws IOException {
        store.close();
        Files.move(file, aside());
        Files.createDirectory(file);
    }

    void mendRecord() throws IOException {
        Files.delete(file);
        Files.move(aside(), file);
    }

    private Path aside() {
        return file.resolveSibling("aside.db");
    }

    /// All runs, oldest first, as `2 load blocked: upstream extract failed (run 1, exit 3)`.
    List<String> told() {
        return onRecord().reversed().stream()
                .map(run ->
                        run.id()
                                + " "
                                + run.job().name()
                                + " "
                                + run.state().word()
                                + (run.reason().isEmpty() ? "" : ": " + run.reason()))
                .toList();
    }

    /// Why a run waits, as it is shown.
    String shown(long run) {
        return dispatcher.open().stream()
                .filter(open -> open.id() == run)
                .map(RunRecord::reason)
                .findFirst()
                .orElse("it is not open");
    }

    Answer ask(Function<Operator, Answer> question) {
        Answer answer = question.apply(dispatcher.operator());
        commit();
        return answer;
    }

    Post answered(long run, int code) {
        Instant now = time.instant();
        dispatcher.answered(run, new Outcome.Exited(code, now, now, Usage.NONE));
        return commit();
    }

    /// A daemon comes up again after a while, with the same crontab, and takes up what was left.
    Post restart(Duration later) {
        time.advance(later);
        restart();
        dispatcher.load(table, time.instant());
        dispatcher.takeUp(store.recover().open(), false, Interlude.NONE, time.instant());
        return commit();
    }

    List<RunRecord> onRecord() {
        try (RunHistory history = new RunHistory(file)) {
            return history.runs(
                    new RunHistory.Query(
                            Optional.empty(), Optional.empty(), Optional.empty(), 9999));
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
