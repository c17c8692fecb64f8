package farcron.job;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
/// @param target `local` or `fargate`
/// @param firings how many due firings this record stands for; more than one only where they were
///   missed together
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
        String target,
        Wave wave,
        List<Long> upstream,
        Usage usage,
        int firings) {

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
                job.target().word(),
                new Wave(job.key(), due),
                List.of(),
                Usage.NONE,
                1);
    }

    public RunRecord running(Instant at) {
        return as(RunState.RUNNING, due, Optional.of(at), ended, exitCode, asked(), usage, firings);
    }

    /// Who asked for a manual run; empty for all others.
    public String asked() {
        return trigger == Trigger.MANUAL ? reason : "";
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
                reason, target, wave, upstream, usage, firings);
    }
}
