package farcron.run.fargate;

import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.run.fargate.TaskDefinition.LogPlace;
import farcron.run.fargate.TaskDefinition.LogStream;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/// What has to survive about an attempt at a run: put down before each step that it tells of.
///
/// @param request of the present try; its token stands for this try alone
/// @param tries how many there were, this one included
/// @param begun when the first one was
/// @param sent when this one was sent first; absent if that is still to be done
/// @param arn of the task that was started
/// @param started when its command began
/// @param log where its container writes to; absent where nobody can read it
/// @param outcome how it ended
/// @param copied whether all of the log has been copied
record Entry(
        TaskRequest request,
        int tries,
        Instant begun,
        Optional<Instant> sent,
        Optional<String> arn,
        Optional<Instant> started,
        Optional<LogPlace> log,
        Optional<Outcome> outcome,
        boolean copied) {

    static Entry first(TaskRequest request, Optional<LogPlace> log, Instant now) {
        return new Entry(
                request,
                1,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                log,
                Optional.empty(),
                false);
    }

    /// Whether it was put down for this run. Where a disk has lost the newest records, a number may
    /// have been given twice.
    boolean isOf(RunRecord run) {
        Map<String, String> told = request.overrides().environment();
        Instant due = OffsetDateTime.parse(told.get("FARCRON_SCHEDULED_AT")).toInstant();
        return run.job().toString().equals(told.get("FARCRON_JOB"))
                && due.equals(run.due().truncatedTo(ChronoUnit.SECONDS));
    }

    Entry sent(Instant now) {
        return sent.isPresent()
                ? this
                : new Entry(
                        request,
                        tries,
                        begun,
                        Optional.of(now),
                        arn,
                        started,
                        log,
                        outcome,
                        copied);
    }

    /// Another try: it is known that the one before has started nothing.
    Entry again(String token, boolean onSpot) {
        return new Entry(
                request.again(token, onSpot),
                tries + 1,
                begun,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                log,
                Optional.empty(),
                false);
    }

    Entry seen(TaskSight task) {
        return new Entry(
                request,
                tries,
                begun,
                sent,
                Optional.of(task.arn()),
                task.started().or(() -> started),
                log,
                outcome,
                copied);
    }

    Entry ended(Outcome how) {
        return new Entry(request, tries, begun, sent, arn, started, log, Optional.of(how), copied);
    }

    /// What its task writes; absent where there is none, or nobody can read it.
    Optional<LogStream> stream() {
        return log.flatMap(place ->
                arn.map(task -> {
                    String id = task.substring(task.lastIndexOf('/') + 1);
                    return place.stream(request.container(), id);
                }));
    }

    /// Whether some of what it wrote may still be to be copied.
    boolean isToBeCopied() {
        return outcome.isPresent() && !copied && stream().isPresent();
    }

    Entry wasCopied() {
        return new Entry(request, tries, begun, sent, arn, started, log, outcome, true);
    }
}
