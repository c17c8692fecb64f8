package farcron.run.fargate;

import static farcron.run.fargate.Attempt.Phase.RUNS;

import farcron.job.Outcome;
import farcron.job.TaskPlace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Asks how tasks go on, a hundred at once: events may be late or lost, or there is no queue for
/// them. Belongs to the [Desk]'s thread.
final class Looks implements Desk.Duty {

    private static final Duration SOON = Duration.ofSeconds(15);

    private record Where(String region, String cluster) {}

    private final Desk desk;
    private final Service service;
    private final Attempts attempts;
    private final Ear ear;
    private final Pace pace;
    private final Rate rate;

    Looks(Desk desk, Service service, Attempts attempts, Ear ear, Pace pace) {
        this.desk = desk;
        this.service = service;
        this.attempts = attempts;
        this.ear = ear;
        this.pace = pace;
        this.rate = new Rate(pace.looks(), 4);
    }

    @Override
    public void see(Instant now) {
        Map<Where, List<Attempt>> due =
                attempts.waiting(RUNS, now).stream()
                        .collect(
                                Collectors.groupingBy(attempt -> {
                                    TaskPlace place = attempt.known().request().place();
                                    return new Where(place.region(), place.cluster());
                                }));
        for (List<Attempt> there : due.values()) {
            for (int from = 0; from < there.size() && rate.take(now); from += Ecs.AT_ONCE) {
                look(there.subList(from, Math.min(from + Ecs.AT_ONCE, there.size())));
            }
        }
    }

    @Override
    public Instant next(Instant now) {
        return rate.next(attempts.next(RUNS), now);
    }

    private void look(List<Attempt> some) {
        TaskPlace place = some.getFirst().known().request().place();
        List<String> arns = some.stream().map(one -> one.known().arn().orElseThrow()).toList();
        some.forEach(attempt -> attempt.asking = true);
        service.call(
                cloud -> cloud.ecs().describe(place, arns),
                seen -> some.forEach(attempt -> seen(attempt, seen)),
                refusal ->
                        some.forEach(attempt -> {
                            attempt.asking = false;
                            cannotLook(attempt, refusal);
                            attempts.later(
                                    attempt, pace.after(attempt.failures + 1, attempt.run.id()));
                        }));
    }

    private void seen(Attempt attempt, Map<String, Optional<TaskSight>> all) {
        attempt.asking = false;
        if (!attempts.isOpen(attempt)) {
            return;
        }
        Instant now = desk.now();
        attempt.failures = 0;
        boolean often = attempt.stop.isPresent() || ear.isDeaf();
        attempt.next = now.plus(often ? SOON : pace.laterLooks());
        Optional<TaskSight> task =
                all.getOrDefault(attempt.known().arn().orElseThrow(), Optional.empty());
        if (task.isPresent()) {
            attempts.see(attempt, task.get(), now);
        } else {
            miss(attempt, now);
        }
    }

    private void cannotLook(Attempt attempt, CallException refusal) {
        String why = StopWords.of(refusal).text();
        if (attempts.isOpen(attempt) && attempt.failures > 1) {
            attempts.tell(attempt, "ECS cannot be asked how its task goes on: " + why);
        }
    }

    /// It is not there yet, or not any more. What was told of it in the meantime may still wait in
    /// the queue.
    private void miss(Attempt attempt, Instant now) {
        boolean young = now.isBefore(attempt.found.plus(Ecs.VISIBLE));
        if (young || !ear.hasHeardAllSince(attempt.taken)) {
            attempt.next = now.plus(SOON);
        } else {
            attempts.end(
                    attempt,
                    new Outcome.Lost(
                            "ECS does not know its task any more, as it forgets them about an hour"
                                    + " after their end, and nobody has told how it ended"));
        }
    }
}
