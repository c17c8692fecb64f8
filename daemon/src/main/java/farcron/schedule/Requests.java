package farcron.schedule;

import farcron.job.Control;
import farcron.job.JobKey;

import java.time.Duration;
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
    public CompletionStage<Answer> run(JobKey job, String by) {
        return ask((dispatcher, now) -> dispatcher.run(job, by, now));
    }

    @Override
    public CompletionStage<Answer> kill(long run, String by) {
        return ask((dispatcher, now) -> dispatcher.kill(run, by, now));
    }

    @Override
    public CompletionStage<Answer> pause(JobKey job, Optional<Duration> time, String by) {
        return ask((dispatcher, now) -> dispatcher.pause(job, time, by, now));
    }

    @Override
    public CompletionStage<Answer> resume(JobKey job, String by) {
        return ask((dispatcher, _) -> dispatcher.resume(job));
    }

    private CompletionStage<Answer> ask(Message.Question question) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        inbox.post(new Message.Ask(question, answer));
        return answer;
    }
}
