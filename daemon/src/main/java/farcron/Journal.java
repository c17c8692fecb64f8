package farcron;

import farcron.dispatch.Events;
import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.mail.Post;
import farcron.record.RunFolders;
import farcron.report.EventLog;
import farcron.report.OutputEcho;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Tells what happens to the log and to the mail, and clears away the folders of forgotten runs on
/// a thread of its own, so that a slow disk delays no start.
final class Journal implements Events, AutoCloseable {

    private final EventLog log;
    private final RunFolders folders;
    private final Post post;
    private final Optional<OutputEcho> echo;
    private final ExecutorService broom =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("housekeeping").daemon().factory());

    /// @param echo shows what jobs write, if it is to be shown
    Journal(EventLog log, RunFolders folders, Post post, Optional<OutputEcho> echo) {
        this.log = log;
        this.folders = folders;
        this.post = post;
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
        post.ended(run);
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
