package farcron.run.fargate;

import static farcron.run.fargate.Attempt.Phase.PREPARES;
import static farcron.run.fargate.Attempt.Phase.SUBMITS;

import farcron.job.Outcome;
import farcron.job.RunState;
import farcron.job.TaskPlace;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// From a line to a task, exactly one for each attempt: the request is put down before it is sent,
/// and sent again as it was until ECS has answered it. Only what ECS has answered with no task is
/// followed by another request, under another token.
///
/// Belongs to the [Desk]'s thread.
final class Submissions implements Desk.Duty {

    private static final Duration DISK_AGAIN = Duration.ofSeconds(5);

    /// AWS takes 20 at once of all who share the account. Calls that wait for something here, and
    /// those that may follow them at once, arrive together.
    private static final int MOST_AT_ONCE = 10;

    /// So often a failure that nobody knows is worth another try.
    private static final int STRANGE = 5;

    private final Desk desk;
    private final Service service;
    private final Attempts attempts;
    private final Definitions definitions;
    private final Installation installation;
    private final Pace pace;
    private final Rate rate;

    /// Calls without an answer yet.
    private int open;

    /// The first call has the way to itself: its connection, credentials and code take their time,
    /// and others would pile up behind it.
    private boolean begun;

    Submissions(
            Desk desk,
            Service service,
            Attempts attempts,
            Definitions definitions,
            Installation installation,
            Pace pace) {
        this.desk = desk;
        this.service = service;
        this.attempts = attempts;
        this.definitions = definitions;
        this.installation = installation;
        this.pace = pace;
        this.rate = new Rate(pace.starts(), Math.min(2 * pace.starts(), MOST_AT_ONCE));
    }

    @Override
    public void see(Instant now) {
        attempts.due(PREPARES, now).forEach(this::prepare);
        for (Attempt attempt : attempts.due(SUBMITS, now)) {
            if (!hasRoom() || !rate.take(now)) {
                return;
            }
            submit(attempt, now);
        }
    }

    @Override
    public Instant next(Instant now) {
        Instant sends = hasRoom() ? rate.next(attempts.next(SUBMITS), now) : Instant.MAX;
        Instant prepares = attempts.next(PREPARES);
        return prepares.isBefore(sends) ? prepares : sends;
    }

    private boolean hasRoom() {
        return open < (begun ? MOST_AT_ONCE : 1);
    }

    private void prepare(Attempt attempt) {
        Attempt.Wish wish = attempt.wish.orElseThrow();
        attempt.asking = true;
        attempts.tell(attempt, PhaseWords.PREPARES);
        definitions.find(
                Definitions.Sake.RUN,
                wish.target(),
                definition -> prepared(attempt, wish, definition),
                refusal -> {
                    attempt.asking = false;
                    if (attempts.isOpen(attempt)) {
                        refuse(attempt, refusal);
                    }
                });
    }

    private void prepared(Attempt attempt, Attempt.Wish wish, TaskDefinition definition) {
        attempt.asking = false;
        if (!attempts.isOpen(attempt)) {
            return;
        }
        Optional<String> fault = Requests.fault(wish.target(), definition);
        if (fault.isPresent()) {
            attempts.end(attempt, failed(fault.get(), Outcome.Retrial.NEVER));
            return;
        }
        TaskRequest request = Requests.of(attempt.run, wish, definition, installation);
        attempt.entry =
                Optional.of(
                        Entry.first(request, Requests.log(wish.target(), definition), desk.now()));
        attempt.goesTo(SUBMITS, desk.now());
        attempts.tell(attempt, PhaseWords.SUBMITS);
    }

    /// What cannot be put down is not sent.
    private void submit(Attempt attempt, Instant now) {
        Entry known = attempt.known();
        if (attempt.stop.isPresent()) {
            giveUp(attempt, new Outcome.NotStarted(attempt.stop.get()));
            return;
        }
        if (known.sent().filter(first -> !now.isBefore(first.plus(pace.sameToken()))).isPresent()) {
            // The machine may have slept, or the disk been full: its token may be forgotten.
            attempt.goesTo(Attempt.Phase.SEARCHES, now);
            return;
        }
        if (known.sent().isEmpty() && isTooLate(known)) {
            String why = "no task could be started for it in time, in %d tries";
            Outcome.Retrial again = Outcome.Retrial.AS_THE_LINE_SAYS;
            attempts.end(attempt, failed(why.formatted(known.tries()), again));
            return;
        }
        Entry entry = known.sent(now);
        if (known.sent().isEmpty() && !attempts.save(attempt, entry)) {
            attempt.next = now.plus(DISK_AGAIN);
            attempts.tell(attempt, "its start cannot be put down");
            return;
        }
        attempt.asking = true;
        open++;
        service.call(
                cloud -> cloud.ecs().run(entry.request()),
                answer -> {
                    back(attempt);
                    answered(attempt, answer);
                },
                refusal -> {
                    back(attempt);
                    refuse(attempt, refusal);
                });
    }

    private void back(Attempt attempt) {
        attempt.asking = false;
        open--;
        begun = true;
    }

    private void answered(Attempt attempt, Ecs.Answer answer) {
        if (attempt.phase != SUBMITS || !attempts.isOpen(attempt)) {
            return;
        }
        switch (answer) {
            case Ecs.Answer.Started(TaskSight task) -> attempts.see(attempt, task, desk.now());
            case Ecs.Answer.Failed(String reason) -> tryAgain(attempt, StopWords.of(reason));
        }
    }

    /// ECS has said that there is no task.
    private void tryAgain(Attempt attempt, StopWords why) {
        attempt.uncertain = Optional.empty();
        Entry entry = attempt.known();
        boolean onDemand = entry.request().onSpot() && prefersSpot(entry) && why.isOfCapacity();
        String token = installation.token(attempt.run, entry.tries() + 1);
        if (attempt.stop.isPresent()) {
            attempts.end(attempt, new Outcome.NotStarted(attempt.stop.get()));
        } else if (onDemand) {
            Entry again = entry.again(token, false);
            attempt.entry = Optional.of(again);
            attempts.save(attempt, again);
            attempt.next = desk.now();
        } else if (why.sort() == StopWords.Sort.LASTING
                || why.sort() == StopWords.Sort.UNKNOWN && entry.tries() >= STRANGE) {
            attempts.end(attempt, failed(why.text(), Outcome.Retrial.NEVER));
        } else if (isTooLate(entry)) {
            String tries = "; it was tried %d times".formatted(entry.tries());
            attempts.end(attempt, failed(why.text() + tries, Outcome.Retrial.AS_THE_LINE_SAYS));
        } else {
            Entry again = entry.again(token, entry.request().onSpot());
            attempt.entry = Optional.of(again);
            attempts.save(attempt, again);
            attempts.later(attempt, pace.after(attempt.failures + 1, attempt.run.id()));
            attempts.tell(attempt, PhaseWords.waits(why));
        }
    }

    private static boolean prefersSpot(Entry entry) {
        return entry.request().place().spot() == TaskPlace.Spot.PREFER;
    }

    private boolean isTooLate(Entry entry) {
        return desk.now().isAfter(entry.begun().plus(pace.startWithin()));
    }

    private void refuse(Attempt attempt, CallException refusal) {
        if (attempt.phase != SUBMITS && attempt.phase != PREPARES || !attempts.isOpen(attempt)) {
            return;
        }
        boolean sent = attempt.phase == SUBMITS;
        switch (refusal.kind()) {
            case THROTTLED, NO_CREDENTIALS -> sendAgain(attempt, refusal);
            case UNCERTAIN -> {
                attempt.uncertain = sent ? Optional.of(desk.now()) : Optional.empty();
                sendAgain(attempt, refusal);
            }
            case NOT_NOW -> {
                if (sent && attempt.uncertain.isEmpty()) {
                    tryAgain(attempt, StopWords.of(refusal));
                } else {
                    sendAgain(attempt, refusal);
                }
            }
            case CONFLICT -> {
                attempt.conflict = Optional.of(refusal);
                attempt.conflicts = desk.now();
                attempt.goesTo(Attempt.Phase.SEARCHES, desk.now());
            }
            case DENIED, NOT_FOUND, WRONG ->
                    giveUp(attempt, failed(StopWords.of(refusal).text(), Outcome.Retrial.NEVER));
        }
    }

    private void sendAgain(Attempt attempt, CallException refusal) {
        String words = StopWords.of(refusal).text();
        Optional<String> stop = attempt.stop;
        if (stop.isPresent()) {
            giveUp(attempt, new Outcome.NotStarted(stop.get()));
        } else if (isOutOfTime(attempt)) {
            giveUp(attempt, failed(words, Outcome.Retrial.AS_THE_LINE_SAYS));
        } else {
            attempts.later(attempt, pace.after(attempt.failures + 1, attempt.run.id()));
            attempts.tell(attempt, "its task is asked for once more: " + words);
        }
    }

    private boolean isOutOfTime(Attempt attempt) {
        Instant begun = attempt.entry.map(Entry::begun).orElse(attempt.taken);
        Duration most = attempt.uncertain.isPresent() ? pace.sameToken() : pace.startWithin();
        return desk.now().isAfter(begun.plus(most));
    }

    /// If the request may have arrived before, nothing is sure until its task is looked for.
    private void giveUp(Attempt attempt, Outcome outcome) {
        if (attempt.uncertain.isEmpty()) {
            attempts.end(attempt, outcome);
        } else {
            attempt.otherwise = Optional.of(outcome);
            attempt.goesTo(Attempt.Phase.SEARCHES, desk.now());
        }
    }

    private Outcome failed(String why, Outcome.Retrial retrial) {
        return new Outcome.Judged(
                RunState.FAILED, OptionalInt.empty(), Optional.empty(), desk.now(), why, retrial);
    }
}
