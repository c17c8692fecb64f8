package farcron.run.fargate;

import static farcron.run.fargate.Attempt.Phase.RUNS;

import farcron.job.Outcome;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// Has tasks stopped: ECS sends SIGTERM, and SIGKILL when the container's `stopTimeout` is over.
/// Belongs to the [Desk]'s thread.
final class Stoppings implements Desk.Duty {

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final int LONGEST_REASON = 255;

    private final Desk desk;
    private final Service service;
    private final Attempts attempts;
    private final Rate rate = new Rate(5, 20);
    private final Queue<Attempt> wanted = new ArrayDeque<>();
    private Instant next = Instant.MAX;

    Stoppings(Desk desk, Service service, Attempts attempts) {
        this.desk = desk;
        this.service = service;
        this.attempts = attempts;
    }

    /// An attempt is to end. One of which nothing was sent has ended.
    void ask(Attempt attempt, String reason) {
        if (attempt.stop.isPresent()) {
            return;
        }
        attempt.stop = Optional.of(reason);
        boolean sent = attempt.entry.flatMap(Entry::sent).isPresent();
        if (!sent) {
            attempts.end(attempt, new Outcome.NotStarted(reason));
        } else {
            wanted.add(attempt);
            next = desk.now();
        }
    }

    @Override
    public void see(Instant now) {
        if (now.isBefore(next)) {
            return;
        }
        next = Instant.MAX;
        wanted.removeIf(attempt -> !attempts.isOpen(attempt) || attempt.stopped);
        for (Attempt attempt : wanted) {
            if (attempt.phase != RUNS || !rate.take(now)) {
                next = now.plusSeconds(1);
            } else {
                stop(attempt);
            }
        }
    }

    @Override
    public Instant next(Instant now) {
        return next;
    }

    private void stop(Attempt attempt) {
        TaskRequest request = attempt.known().request();
        String arn = attempt.known().arn().orElseThrow();
        String whole =
                "farcron: %s (run %d)".formatted(attempt.stop.orElseThrow(), attempt.run.id());
        String reason = whole.substring(0, Math.min(whole.length(), LONGEST_REASON));
        attempt.stopped = true;
        service.call(
                cloud -> {
                    cloud.ecs().stop(request.place(), arn, reason);
                    return arn;
                },
                _ -> attempt.next = desk.now().plus(LOOK),
                refusal -> failed(attempt, refusal));
    }

    private void failed(Attempt attempt, CallException refusal) {
        attempt.stopped = false;
        if (attempts.isOpen(attempt)) {
            wanted.add(attempt);
            next = desk.now().plus(AGAIN);
            attempts.tell(attempt, "its task cannot be stopped: " + StopWords.of(refusal).text());
        }
    }
}
