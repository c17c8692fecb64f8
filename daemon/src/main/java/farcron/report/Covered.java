package farcron.report;

import farcron.clock.Outlook;
import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.record.RunHistory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Finds the record that stands for a due time which has none of its own: firings that were missed,
/// or skipped, together share one, and it bears the last one's time.
final class Covered {

    /// How long after a gap of the daemon its missed firings are recorded.
    private static final Duration MADE_UP = Duration.ofHours(3);

    private final RunHistory history;

    Covered(RunHistory history) {
        this.history = history;
    }

    /// @param away the time in which the daemon was not there, if the due time lies in it
    Optional<RunRecord> by(Line line, Instant due, Optional<Away> away) {
        return away.flatMap(gap -> inGap(line.key(), gap))
                .or(() -> history.ofMany(line.key(), due).filter(row -> counts(line, row, due)));
    }

    /// All that was due in the gap and has no record of its own was recorded as missed when the
    /// daemon came back.
    private Optional<RunRecord> inGap(JobKey job, Away gap) {
        if (gap.from().isEmpty() || gap.until().isEmpty()) {
            return Optional.empty();
        }
        Instant back = gap.until().get();
        return history.ofMany(job, gap.from().get())
                .filter(row -> !row.due().isAfter(back))
                .filter(row -> row.state() == RunState.MISSED || row.state() == RunState.SKIPPED)
                .filter(row -> row.ended().filter(at -> isMadeUp(at, back)).isPresent());
    }

    private static boolean isMadeUp(Instant recorded, Instant back) {
        return !recorded.isBefore(back) && recorded.isBefore(back.plus(MADE_UP));
    }

    /// Whether the due times after this one that have no record of their own are fewer than the
    /// record stands for.
    private boolean counts(Line line, RunRecord row, Instant due) {
        long own =
                history.due(row.job(), due.plusMillis(1), row.due().plusMillis(1)).stream()
                        .filter(run -> run.id() != row.id() && run.trigger() != Trigger.MANUAL)
                        .map(RunRecord::due)
                        .filter(at -> at.isBefore(row.due()))
                        .distinct()
                        .count();
        long later = Outlook.after(line.schedule(), line.zone(), due).skip(row.due());
        return later - own < row.firings();
    }
}
