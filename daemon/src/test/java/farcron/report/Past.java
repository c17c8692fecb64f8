package farcron.report;

import farcron.Followers;
import farcron.Samples;
import farcron.job.After;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.StatusSnapshot;
import farcron.job.Trigger;
import farcron.job.Upstream;
import farcron.job.Usage;
import farcron.job.Wave;
import farcron.os.LogLimit;
import farcron.record.Changes;
import farcron.record.Cursor;
import farcron.record.Ending;
import farcron.record.KnownJob;
import farcron.record.LineChange;
import farcron.record.RunFolders;
import farcron.record.RunHistory;
import farcron.record.RunStore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What happened on a machine, for questions about it. All jobs are ann's; the clock stands at
/// 09:14 on 2026-11-21 in UTC.
final class Past implements AutoCloseable {

    static final Instant NOW = at("2026-11-21T09:14");

    private final Path folder;
    private final RunHistory history;
    private final Map<JobKey, Job> jobs = new LinkedHashMap<>();
    private final List<RunRecord> open = new ArrayList<>();
    private final Map<JobKey, JobStatus.Pause> pauses = new LinkedHashMap<>();
    private final Map<JobKey, RunRecord> last = new LinkedHashMap<>();
    private Instant started = at("2026-11-01T00:00");
    private long next = 1841;

    Past(Path folder) {
        this.folder = folder;
        this.history = new RunHistory(folder.resolve("farcron.db"));
        up("2026-11-01T00:00", "2026-11-21T09:13");
    }

    static Instant at(String local) {
        return Instant.parse(local + ":00Z");
    }

    private void write(Consumer<Changes> what) {
        try (RunStore store =
                new RunStore(
                        folder.resolve("farcron.db"), new RunFolders(List.of()), () -> started)) {
            Changes changes = new Changes();
            what.accept(changes);
            if (!store.commit(changes)) {
                throw new IllegalStateException(store.problem());
            }
        }
    }

    void up(String from, String until) {
        started = at(from);
        write(changes -> changes.cursor(new Cursor(at(until), Map.of())));
    }

    /// A line that is there now, and has been since then.
    Job line(String text, String since) {
        return now(parsed(text), since);
    }

    /// A line without a time of its own.
    Job follower(String name, After after) {
        return now(Followers.of(name, after), "2026-11-01T00:00");
    }

    private Job now(Job job, String since) {
        jobs.put(job.key(), job);
        said(job, since);
        return job;
    }

    static Job parsed(String text) {
        return Samples.jobs(text + "\n", ZoneOffset.UTC).getFirst();
    }

    static After.Condition on(String upstream, After.Need need) {
        return new After.Condition(new JobKey(Samples.USER, upstream), need);
    }

    /// From then on a line said so.
    void said(Job job, String since) {
        write(changes -> {
            changes.job(KnownJob.of(job, at(since)));
            changes.line(LineChange.of(job, at(since)));
        });
    }

    void gone(Job job, String since, Optional<String> why) {
        jobs.remove(job.key());
        write(changes -> changes.line(LineChange.of(job, at(since)).gone(at(since), why)));
    }

    void paused(Job job, String since) {
        pauses.put(job.key(), new JobStatus.Pause(at(since), "bob", Optional.empty()));
    }

    /// A run of a job that was due then, in a wave of its own.
    RunRecord run(Job job, String due) {
        return RunRecord.queued(next++, job, Trigger.SCHEDULE, at(due), at(due));
    }

    /// A run that follows others, in the wave that the first of them is in.
    RunRecord after(Job job, RunRecord... ends) {
        Wave wave = ends[0].wave();
        List<Upstream> upstream = List.of(ends).stream().map(Upstream::of).toList();
        return RunRecord.following(
                next++, job, wave, upstream, ends[0].ended().orElse(ends[0].due()));
    }

    RunRecord ended(RunRecord run, RunState as, int exit, String reason) {
        Instant end = run.due().plus(Duration.ofMinutes(14));
        return put(
                run.running(run.due()).exited(exit, run.due(), Usage.NONE).ended(as, end, reason));
    }

    RunRecord not(RunRecord run, RunState as, String reason) {
        return put(run.ended(as, run.due(), reason));
    }

    RunRecord put(RunRecord run) {
        write(changes -> changes.run(run));
        open.removeIf(old -> old.id() == run.id());
        if (run.state().open()) {
            open.add(run);
        }
        last.put(run.job(), run);
        return run;
    }

    void end(Job dependent, RunRecord end) {
        Ending ending = new Ending(Upstream.of(end), end.ended().orElseThrow());
        write(changes -> changes.endings(dependent.key(), Map.of(end.job(), ending)));
    }

    /// The snapshot knows better than the record what it waits for.
    void fresh(RunRecord run, String reason) {
        open.replaceAll(old -> old.id() == run.id() ? old.because(reason) : old);
    }

    void output(RunRecord run, String text) {
        try {
            Path log = logs().folder(run.id()).log();
            Files.createDirectories(log.getParent());
            Files.writeString(log, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunFolders logs() {
        return new RunFolders(List.of(folder.resolve("runs")));
    }

    String why(String job) {
        return ask(job, Optional.empty(), new Caller.Known("root", true));
    }

    String why(String job, String at) {
        return ask(job, Optional.of(at), new Caller.Known("root", true));
    }

    String why(String job, String at, Caller caller) {
        return ask(job, Optional.of(at), caller);
    }

    private String ask(String job, Optional<String> at, Caller caller) {
        Timetable timetable = new Timetable(ZoneOffset.UTC);
        View view = new View(snapshot(), caller, timetable, new Times(NOW, ZoneOffset.UTC));
        Logs logs = new Logs(logs(), LogLimit.DEFAULT);
        return new Why(view, history, logs).of(job, at).text(view);
    }

    private StatusSnapshot snapshot() {
        Map<JobKey, JobStatus> status = new LinkedHashMap<>();
        jobs.forEach((key, job) ->
                status.put(
                        key,
                        new JobStatus(
                                job,
                                Optional.ofNullable(last.get(key)),
                                List.of(),
                                Optional.ofNullable(pauses.get(key)))));
        JobTable table = new JobTable(List.copyOf(jobs.values()), List.of());
        return new StatusSnapshot(
                NOW.minusSeconds(1), Duration.ZERO, table, status, List.copyOf(open), "");
    }

    @Override
    public void close() {
        history.close();
    }
}
