package farcron.run.fargate;

import farcron.job.Outcome;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Has tasks stopped: ECS sends SIGTERM, and SIGKILL when the container's `stopTimeout` is over.
/// Each is asked for until ECS shows that it wants the task stopped. Belongs to the [Desk]'s
/// thread.
final class Stoppings implements Desk.Duty {

    private static final Duration LOOK = Duration.ofSeconds(5);

    /// After a call that was refused.
    private static final Duration AGAIN = Duration.ofSeconds(10);

    /// After a call that was taken, if no effect is to be seen.
    private static final Duration ONCE_MORE = Duration.ofSeconds(30);

    private static final int LONGEST_REASON = 255;

    private final Desk desk;
    private final Service service;
    private final Attempts attempts;
    private final Rate rate = new Rate(5, 10);

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
        if (attempt.entry.flatMap(Entry::sent).isEmpty()) {
            attempts.end(attempt, new Outcome.NotStarted(reason));
        } else {
            attempt.stopAt = desk.now();
            attempt.file.note(reason);
            if (attempt.phase != Attempt.Phase.RUNS) {
                attempt.next = desk.now();
            }
        }
    }

    @Override
    public void see(Instant now) {
        for (Attempt attempt : attempts.toBeStopped(now)) {
            if (!rate.take(now)) {
                return;
            }
            stop(attempt);
        }
    }

    @Override
    public Instant next(Instant now) {
        return rate.next(attempts.nextStop(), now);
    }

    private void stop(Attempt attempt) {
        TaskRequest request = attempt.known().request();
        String arn = attempt.known().arn().orElseThrow();
        String whole =
                "farcron: %s (run %d)".formatted(attempt.stop.orElseThrow(), attempt.run.id());
        String reason = whole.substring(0, Math.min(whole.length(), LONGEST_REASON));
        attempt.stopAt = desk.now().plus(ONCE_MORE);
        service.call(
                cloud -> {
                    cloud.ecs().stop(request.place(), arn, reason);
                    return arn;
                },
                _ -> attempt.next = desk.now().plus(LOOK),
                refusal -> {
                    attempt.stopAt = desk.now().plus(AGAIN);
                    String why = StopWords.of(refusal).text();
                    if (attempts.isOpen(attempt)) {
                        attempts.tell(attempt, "its task cannot be stopped: " + why);
                    }
                });
    }
}
