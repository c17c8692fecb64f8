package farcron.dispatch;

import farcron.Samples;
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

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// A dispatcher with a real record, at a moment that a test chooses.
final class Post implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-21T08:14:00Z");
    static final ZoneId UTC = ZoneId.of("UTC");

    final Path file;
    final Witness witness;
    final SettableTime time = new SettableTime(NOW);
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
        dispatcher = new Dispatcher(store, new Runners(witness), witness, store.recover());
        return this;
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
