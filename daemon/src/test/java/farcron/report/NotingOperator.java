package farcron.report;

import farcron.job.Control;
import farcron.job.JobKey;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Writes down what it is asked to do.
record NotingOperator(Scene scene) implements Control {

    @Override
    public CompletionStage<Answer> run(JobKey job, boolean alone, String by) {
        scene.acts.add("run " + job + (alone ? " alone" : "") + " by " + by);
        return CompletableFuture.completedFuture(
                new Answer.Accepted(scene.running(job.name(), Scene.NOW)));
    }

    @Override
    public CompletionStage<Answer> rerun(JobKey job, Instant from, Instant until, String by) {
        scene.acts.add("rerun " + job + " of " + from + " to " + until + " by " + by);
        return CompletableFuture.completedFuture(
                new Answer.Accepted(scene.running(job.name(), Scene.NOW)));
    }

    @Override
    public CompletionStage<Answer> kill(long run, String by) {
        scene.acts.add("kill " + run + " by " + by);
        return CompletableFuture.completedFuture(
                new Answer.Refused("run " + run + " has ended; there is nothing to kill"));
    }

    @Override
    public CompletionStage<Answer> pause(JobKey job, Optional<Duration> time, String by) {
        scene.acts.add(
                "pause " + job + " " + time.map(Duration::toString).orElse("-") + " by " + by);
        return CompletableFuture.completedFuture(new Answer.Done(job + " is paused"));
    }

    @Override
    public CompletionStage<Answer> resume(JobKey job, String by) {
        scene.acts.add("resume " + job + " by " + by);
        return CompletableFuture.completedFuture(new Answer.Done(job + " goes on"));
    }
}
