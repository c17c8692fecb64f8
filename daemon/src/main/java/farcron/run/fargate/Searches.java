package farcron.run.fargate;

import static farcron.run.fargate.Attempt.Phase.SEARCHES;

import farcron.job.Outcome;
import farcron.job.RunState;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Finds out whether a request that got no answer, or one that an earlier daemon has sent, has
/// started a task. Belongs to the [Desk]'s thread.
final class Searches implements Desk.Duty {

    /// What ECS shows no trace of so soon has not been: it shows stopped tasks for an hour.
    private static final Duration REMEMBERED = Duration.ofMinutes(59);

    /// A firing that comes a second time comes about when the first one did, by the clock.
    private static final Duration REPEATED = Duration.ofSeconds(5);

    private static final Duration AGAIN = Duration.ofSeconds(15);

    private final Desk desk;
    private final Service service;
    private final Attempts attempts;
    private final Ear ear;
    private final Folders folders;
    private final Installation installation;
    private final Pace pace;
    private final Rate rate;

    Searches(
            Desk desk,
            Service service,
            Attempts attempts,
            Ear ear,
            Folders folders,
            Installation installation,
            Pace pace) {
        this.desk = desk;
        this.service = service;
        this.attempts = attempts;
        this.ear = ear;
        this.folders = folders;
        this.installation = installation;
        this.pace = pace;
        this.rate = new Rate(pace.looks(), 2);
    }

    @Override
    public void see(Instant now) {
        for (Attempt attempt : attempts.due(SEARCHES, now)) {
            if (!rate.take(now)) {
                return;
            }
            search(attempt);
        }
    }

    @Override
    public Instant next(Instant now) {
        return rate.next(attempts.next(SEARCHES), now);
    }

    private void search(Attempt attempt) {
        attempt.asking = true;
        attempts.tell(attempt, PhaseWords.SEARCHES);
        TaskRequest request = attempt.known().request();
        Optional<List<String>> named = attempt.conflict.map(CallException::resources);
        service.call(
                cloud -> tasks(cloud.ecs(), request, named),
                tasks -> found(attempt, tasks),
                refusal -> {
                    attempt.asking = false;
                    attempts.tell(
                            attempt, PhaseWords.SEARCHES + ": " + StopWords.of(refusal).text());
                    attempts.later(attempt, pace.after(attempt.failures + 1, attempt.run.id()));
                });
    }

    /// Not at the desk.
    private static List<TaskSight> tasks(Ecs ecs, TaskRequest request, Optional<List<String>> named)
            throws CallException {
        List<String> arns =
                named.isPresent() ? named.get() : ecs.list(request.place(), request.startedBy());
        List<TaskSight> tasks = new ArrayList<>();
        for (int from = 0; from < arns.size(); from += Ecs.AT_ONCE) {
            List<String> some = arns.subList(from, Math.min(from + Ecs.AT_ONCE, arns.size()));
            ecs.describe(request.place(), some).values().forEach(it -> it.ifPresent(tasks::add));
        }
        return tasks;
    }

    private void found(Attempt attempt, List<TaskSight> tasks) {
        attempt.asking = false;
        if (attempt.phase != SEARCHES || !attempts.isOpen(attempt)) {
            return;
        }
        Instant now = desk.now();
        Optional<TaskSight> own = tasks.stream().filter(task -> isOf(attempt, task)).findFirst();
        if (own.isPresent()) {
            attempts.see(attempt, own.get(), now);
        } else if (attempt.conflict.isPresent()) {
            conflict(attempt, tasks, now);
        } else if (attempt.stop.isEmpty() && attempt.otherwise.isEmpty() && isFresh(attempt, now)) {
            attempt.goesTo(Attempt.Phase.SUBMITS, now);
        } else {
            giveUp(attempt, now);
        }
    }

    private static boolean isOf(Attempt attempt, TaskSight task) {
        String startedBy = attempt.known().request().startedBy();
        return task.marker()
                .filter(marker -> marker.run() == attempt.run.id())
                .filter(marker -> marker.attempt() == attempt.run.attempt())
                .filter(marker -> marker.startedBy().equals(startedBy))
                .isPresent();
    }

    /// Where the clock was set back, a firing comes a second time, as another run of ours; then
    /// that run's task stands for the token, and this one needs another. If the other one began
    /// before, by this clock, a power cut has made the record forget it. Any other's task is the
    /// work of somebody who thinks he is us.
    private void conflict(Attempt attempt, List<TaskSight> tasks, Instant now) {
        CallException refusal = attempt.conflict.orElseThrow();
        if (tasks.isEmpty() && now.isBefore(attempt.conflicts.plus(Ecs.VISIBLE))) {
            attempt.next = now.plus(AGAIN);
            return;
        }
        attempt.conflict = Optional.empty();
        Optional<Entry> other = tasks.stream().findFirst().flatMap(folders::ofAnotherRun);
        if (other.isPresent() && now.isAfter(other.get().begun().plus(REPEATED))) {
            String why = "this firing was run before, by %s";
            attempts.end(attempt, skipped(why.formatted(other.get().arn().orElseThrow())));
        } else if (other.isPresent()) {
            Entry entry = attempt.known();
            String token = installation.token(attempt.run, entry.tries() + 1);
            attempt.entry = Optional.of(entry.again(token, entry.request().onSpot()));
            attempt.goesTo(Attempt.Phase.SUBMITS, now);
        } else {
            String arns = String.join(", ", refusal.resources());
            attempts.end(
                    attempt,
                    new Outcome.Lost(
                            "another task runs under its token: %s; give each daemon an"
                                            .formatted(arns)
                                    + " installation id of its own (fargate-installation)"));
        }
    }

    private Outcome skipped(String why) {
        return judged(RunState.SKIPPED, why, Outcome.Retrial.NEVER);
    }

    private Outcome unanswered() {
        return judged(
                RunState.FAILED,
                "its task was asked for, no answer came for nearly an hour, and none was started",
                Outcome.Retrial.AS_THE_LINE_SAYS);
    }

    private Outcome judged(RunState state, String why, Outcome.Retrial retrial) {
        return new Outcome.Judged(
                state, OptionalInt.empty(), Optional.empty(), desk.now(), why, retrial);
    }

    /// Whether the token is sure to stand for the same task.
    private boolean isFresh(Attempt attempt, Instant now) {
        Instant sent = attempt.known().sent().orElse(now);
        return now.isBefore(sent.plus(pace.sameToken()));
    }

    private void giveUp(Attempt attempt, Instant now) {
        Instant since = attempt.uncertain.filter(attempt.taken::isBefore).orElse(attempt.taken);
        if (now.isBefore(since.plus(Ecs.VISIBLE)) || !ear.hasHeardAllSince(attempt.taken)) {
            attempt.next = now.plus(AGAIN);
            return;
        }
        Instant sent = attempt.known().sent().orElse(now);
        boolean surely = now.isBefore(sent.plus(REMEMBERED));
        Optional<Outcome> told =
                attempt.otherwise.or(() -> attempt.stop.map(Outcome.NotStarted::new));
        attempts.end(
                attempt,
                surely
                        ? told.orElseGet(this::unanswered)
                        : new Outcome.Lost(
                                "its task was asked for, no answer came, and ECS shows no such task"
                                        + " any more; whether it ran is not known"));
    }
}
