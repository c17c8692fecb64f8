package farcron;

import farcron.dispatch.Events;
import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.record.RunFolders;
import farcron.report.EventLog;
import farcron.report.OutputEcho;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Tells what happens to the log and to the mail, and clears away the folders of forgotten runs on
/// a thread of its own, so that a slow disk delays no start.
final class Journal implements Events, AutoCloseable {

    private final EventLog log;
    private final RunFolders folders;
    private final Consumer<RunRecord> letters;
    private final Optional<OutputEcho> echo;
    private final ExecutorService broom =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("housekeeping").daemon().factory());

    /// @param echo shows what jobs write, if it is to be shown
    /// @param letters takes runs whose output may have to be mailed
    Journal(
            EventLog log,
            RunFolders folders,
            Consumer<RunRecord> letters,
            Optional<OutputEcho> echo) {
        this.log = log;
        this.folders = folders;
        this.letters = letters;
        this.echo = echo;
    }

    @Override
    public void started(RunRecord run, Job job) {
        log.started(run, job);
        echo.ifPresent(shown -> shown.started(run));
    }

    @Override
    public void retried(RunRecord run, Job job) {
        Runnable tell = () -> log.retried(run, job);
        echo.ifPresentOrElse(shown -> shown.ended(run, tell), tell);
    }

    @Override
    public void ended(RunRecord run, Optional<Job> job) {
        Runnable tell = () -> tell(run, job);
        echo.ifPresentOrElse(shown -> shown.ended(run, tell), tell);
        mail(run);
    }

    @Override
    public void recalled(RunRecord run) {
        mail(run);
    }

    /// Has the output of an ended run mailed, if it is to be and was not yet.
    void mail(RunRecord run) {
        letters.accept(run);
    }

    private void tell(RunRecord run, Optional<Job> job) {
        if (run.started().isEmpty()) {
            log.missed(run);
        } else {
            job.ifPresentOrElse(known -> log.ended(run, known), () -> log.ended(run));
        }
    }

    @Override
    public void trouble(String what) {
        log.problem(what);
    }

    @Override
    public void forgotten(List<Long> runs) {
        broom.execute(() -> runs.forEach(this::delete));
    }

    private void delete(long run) {
        try {
            folders.delete(run);
        } catch (IOException failure) {
            log.problem("the files of run " + run + " cannot be deleted: " + failure);
        }
    }

    @Override
    public void close() {
        broom.shutdown();
    }
}
