package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.Samples;
import farcron.dispatch.Brakes;
import farcron.dispatch.Runners;
import farcron.dispatch.Witness;
import farcron.job.JobKey;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Usage;
import farcron.record.Retention;
import farcron.record.RunFolders;
import farcron.record.RunStore;
import farcron.report.StatusProbe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// An example that runs on a clock that is set, with jobs that end when a test says so. Its moments
/// are such as `22 02:00:00`: the 22nd of November 2026, a Sunday, in UTC.
final class Story implements AutoCloseable {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Retention RETENTION =
            new Retention(Duration.ofDays(30), Duration.ofDays(90), 1_000_000);

    private final SettableTime time = new SettableTime(Instant.EPOCH);
    private final Path record;
    private final String crontab;
    private Inbox inbox = new Inbox();
    private RunStore store;
    private Scheduler scheduler;
    private Instant begin;

    /// A daemon starts on an example.
    ///
    /// @param folder for its record
    Story(Path folder, String example, String moment) throws IOException {
        record = folder.resolve("farcron.db");
        crontab = Files.readString(Path.of("..", "examples", example + ".crontab"));
        begins(moment);
    }

    private void begins(String moment) {
        begin = at(moment);
        time.set(begin);
        inbox = new Inbox();
        store = new RunStore(record, new RunFolders(List.of()), time);
        Witness witness = new Witness(record);
        scheduler =
                new Scheduler(
                        time, inbox, store, RETENTION, new Runners(witness), witness, Brakes.NONE);
        scheduler.start(Samples.table(crontab, UTC), new Boot("boot", Boot.Marker.NONE));
    }

    private static Instant at(String moment) {
        return Instant.parse("2026-11-" + moment.replace(' ', 'T') + "Z");
    }

    /// The daemon is gone at once, and comes back at a later moment.
    void isCutOff(String until) {
        store.close();
        begins(until);
    }

    /// Goes on, and looks whenever there is something to do.
    void until(String moment) {
        Instant end = at(moment);
        Instant wake = scheduler.step(true);
        while (!wake.isAfter(end)) {
            time.set(wake);
            wake = scheduler.step(true);
        }
        time.set(end);
    }

    /// The run of a job that goes on comes to its end.
    void ends(String job, int code) {
        RunRecord run = open(job, RunState.RUNNING);
        inbox.post(new Message.Ended(run.id(), exit(run.started().orElseThrow(), code)));
        scheduler.step(false);
    }

    /// The `when:` test of a job comes to its end.
    void answers(String job, int code) {
        RunRecord run = open(job, RunState.QUEUED);
        inbox.post(new Message.Answered(run.id(), exit(time.instant(), code)));
        scheduler.step(false);
    }

    private Outcome exit(Instant begun, int code) {
        return new Outcome.Exited(code, begun, time.instant(), Usage.NONE);
    }

    private RunRecord open(String job, RunState state) {
        return scheduler.snapshot().open().stream()
                .filter(run -> run.job().name().equals(job) && run.state() == state)
                .findFirst()
                .orElseThrow(() -> new AssertionError(job + " is not " + state.word()));
    }

    /// What `farcron run --from JOB@TIME` asks for.
    void runAgain(String job, String minute) {
        JobKey key = new JobKey(Samples.USER, job);
        Instant until = at(minute).plus(Duration.ofMinutes(1));
        new Requests(inbox).rerun(key, at(minute), until, "ann");
        scheduler.step(false);
    }

    /// @param expected the status, without the lines at its end, which are the same each time
    void shows(String expected) {
        String text = StatusProbe.text(scheduler.snapshot(), begin, time.instant(), UTC);
        assertThat(text.substring(0, text.lastIndexOf("\nMore: "))).isEqualTo(expected);
    }

    @Override
    public void close() {
        store.close();
    }
}
