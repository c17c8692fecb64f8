package farcron.schedule;

import farcron.job.Control;
import farcron.job.JobKey;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Puts what an operator asks for into the scheduler's inbox. Any thread.
public final class Requests implements Control {

    private final Inbox inbox;

    public Requests(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public CompletionStage<Answer> run(JobKey job, boolean alone, String by) {
        return ask((operator, now) -> operator.run(job, alone, by, now));
    }

    @Override
    public CompletionStage<Answer> rerun(JobKey job, Instant from, Instant until, String by) {
        return ask((operator, now) -> operator.rerun(job, from, until, by, now));
    }

    @Override
    public CompletionStage<Answer> kill(long run, String by) {
        return ask((operator, now) -> operator.kill(run, by, now));
    }

    @Override
    public CompletionStage<Answer> pause(JobKey job, Optional<Duration> time, String by) {
        return ask((operator, now) -> operator.pause(job, time, by, now));
    }

    @Override
    public CompletionStage<Answer> resume(JobKey job, String by) {
        return ask((operator, _) -> operator.resume(job));
    }

    private CompletionStage<Answer> ask(Message.Question question) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        inbox.post(new Message.Ask(question, answer));
        return answer;
    }
}
