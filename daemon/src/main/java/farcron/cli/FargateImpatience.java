package farcron.cli;

import farcron.run.fargate.CallException;
import farcron.run.fargate.TaskEvents;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A queue for somebody at a terminal, who only wants to know whether it answers: it does not hold
/// back a refusal, so that silence for some seconds is good news.
record FargateImpatience(TaskEvents events) implements TaskEvents {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public List<Event> receive() throws CallException, InterruptedException {
        FutureTask<List<Event>> asking = new FutureTask<>(events::receive);
        Thread.ofVirtual().name("doctor-queue").start(asking);
        try {
            return asking.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silence) {
            return List.of();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CallException answer) {
                throw answer;
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            asking.cancel(true);
        }
    }

    @Override
    public void done(List<String> receipts) throws CallException {
        events.done(receipts);
    }
}
