package farcron.job;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What is recorded about one run, or about firings that did not become one.
///
/// @param id unique in one record; a later run has a larger one
/// @param due when it should have started; for `firings` > 1 the last of those moments
/// @param notBefore a queued run does not start before this
/// @param started absent for what never started
/// @param exitCode of the command; 128 + n may also mean signal n
/// @param reason why it is in its state, in words; empty where the state says it all
/// @param place where it runs
/// @param upstream the ends that let it start, or kept it from starting
/// @param firings how many due firings this record stands for; more than one only where they were
///   missed together
/// @param alone whether nothing follows its end
public record RunRecord(
        long id,
        JobKey job,
        String user,
        RunState state,
        Trigger trigger,
        int attempt,
        Instant due,
        Optional<Instant> notBefore,
        Optional<Instant> started,
        Optional<Instant> ended,
        OptionalInt exitCode,
        String reason,
        Place place,
        Wave wave,
        List<Upstream> upstream,
        Usage usage,
        int firings,
        boolean alone) {

    /// In the order in which they came to be. Written out, as what [Comparator] makes is put
    /// together anew at each start.
    public static final Comparator<RunRecord> BY_ID =
            (one, other) -> Long.compare(one.id, other.id);

    private static final String ASKED = "asked for by ";

    /// A run that waits for its start. Its due time is kept to the millisecond, as on record.
    public static RunRecord queued(long id, Job job, Trigger trigger, Instant at, Instant start) {
        Instant due = at.truncatedTo(ChronoUnit.MILLIS);
        return new RunRecord(
                id,
                job.key(),
                job.user(),
                RunState.QUEUED,
                trigger,
                1,
                due,
                Optional.of(start),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                "",
                Place.of(job.target()),
                new Wave(job.key(), due),
                List.of(),
                Usage.NONE,
                1,
                false);
    }

    /// A run that follows others, in their wave.
    public static RunRecord following(
            long id, Job job, Wave wave, List<Upstream> upstream, Instant at) {
        RunRecord own = queued(id, job, Trigger.AFTER, at, at.plus(job.delay()));
        return own.in(wave).upon(upstream);
    }

    /// The same run, as one of another wave.
    public RunRecord in(Wave other) {
        return new RunRecord(
                id, job, user, state, trigger, attempt, due, notBefore, started, ended, exitCode,
                reason, place, other, upstream, usage, firings, alone);
    }

    /// The same run, let go by these ends.
    public RunRecord upon(List<Upstream> ends) {
        return new RunRecord(
                id, job, user, state, trigger, attempt, due, notBefore, started, ended, exitCode,
                reason, place, wave, ends, usage, firings, alone);
    }

    /// The same run, as one of this user: what it does from now on, it does as him.
    public RunRecord of(String other) {
        return new RunRecord(
                id, job, other, state, trigger, attempt, due, notBefore, started, ended, exitCode,
                reason, place, wave, upstream, usage, firings, alone);
    }

    /// The same run, which nothing follows.
    public RunRecord onlyItself() {
        return new RunRecord(
                id, job, user, state, trigger, attempt, due, notBefore, started, ended, exitCode,
                reason, place, wave, upstream, usage, firings, true);
    }

    /// The same run, whose time has come and whose turn has not.
    public RunRecord held(String why) {
        return new RunRecord(
                id,
                job,
                user,
                state,
                trigger,
                attempt,
                due,
                Optional.empty(),
                started,
                ended,
                exitCode,
                notForgettingWhoAsked(why),
                place,
                wave,
                upstream,
                usage,
                firings,
                alone);
    }

    /// The same run, to be tried once more. What the last attempt came to stays on it meanwhile.
    public RunRecord again(Instant start, String why) {
        return new RunRecord(
                id,
                job,
                user,
                RunState.QUEUED,
                trigger,
                attempt + 1,
                due,
                Optional.of(start),
                Optional.empty(),
                Optional.empty(),
                exitCode,
                notForgettingWhoAsked(why),
                place,
                wave,
                upstream,
                usage,
                firings,
                alone);
    }

    /// The same run, which goes on there.
    public RunRecord at(Place there) {
        return new RunRecord(
                id, job, user, state, trigger, attempt, due, notBefore, started, ended, exitCode,
                reason, there, wave, upstream, usage, firings, alone);
    }

    /// The same run, of which more is known.
    public RunRecord moved(Progress progress) {
        String why = notForgettingWhoAsked(progress.phase());
        RunRecord known = progress.task().map(arn -> at(place.as(arn))).orElse(this);
        Optional<Instant> began = progress.started().or(() -> started);
        return known.as(state, due, began, ended, exitCode, why, usage, firings);
    }

    public RunRecord running(Instant at) {
        OptionalInt none = OptionalInt.empty();
        return as(RunState.RUNNING, due, Optional.of(at), ended, none, asked(), usage, firings);
    }

    public RunRecord askedForBy(String who) {
        return because(ASKED + who);
    }

    /// That somebody asked for it, and who; empty for runs that nobody asked for.
    public String asked() {
        int at = trigger == Trigger.MANUAL ? reason.indexOf(ASKED) : -1;
        return at < 0 ? "" : reason.substring(at);
    }

    /// The reason as people read it: while a run waits, what for is what counts.
    public String why() {
        int at = state.open() ? reason.indexOf("; " + ASKED) : -1;
        return at < 0 ? reason : reason.substring(0, at);
    }

    private String notForgettingWhoAsked(String why) {
        return asked().isEmpty() || why.isEmpty() ? why + asked() : why + "; " + asked();
    }

    public RunRecord ended(RunState as, Instant at, String why) {
        return as(as, due, started, Optional.of(at), exitCode, why, usage, firings);
    }

    public RunRecord because(String why) {
        return as(state, due, started, ended, exitCode, why, usage, firings);
    }

    public RunRecord exited(int code, Instant startedAt, Usage used) {
        OptionalInt exit = OptionalInt.of(code);
        return as(state, due, Optional.of(startedAt), ended, exit, reason, used, firings);
    }

    public RunRecord standingFor(int count) {
        return as(state, due, started, ended, exitCode, reason, usage, count);
    }

    /// The same record, for a later due time as well.
    public RunRecord dueAt(Instant later) {
        return as(state, later, started, ended, exitCode, reason, usage, firings);
    }

    /// The same record, for a run that was to start and did not.
    public RunRecord unstarted() {
        return as(state, due, Optional.empty(), ended, exitCode, reason, usage, firings);
    }

    /// What can change in the course of a run.
    private RunRecord as(
            RunState state,
            Instant due,
            Optional<Instant> started,
            Optional<Instant> ended,
            OptionalInt exitCode,
            String reason,
            Usage usage,
            int firings) {
        return new RunRecord(
                id, job, user, state, trigger, attempt, due, notBefore, started, ended, exitCode,
                reason, place, wave, upstream, usage, firings, alone);
    }
}
