package farcron.record;

import farcron.job.After;
import farcron.job.DrawnSchedule;
import farcron.job.Job;
import farcron.job.JobKey;

import java.time.Instant;
import java.util.Optional;

/// What the crontab line of a job said from a moment on; or that there was none from then on.
///
/// @param at when it was found so
/// @param schedule as written
/// @param drawn the same, with the values that stood for each `~`
/// @param file path of the crontab
/// @param line where it stood in it when it came to say so; lines move, and that alone is no change
/// @param user the account it ran as
/// @param waits for which ends it waited, as [After] writes them; empty if for none
/// @param refused why it did not run; of a line that is gone: why it, or its file, was not taken
/// @param gone whether no line of this name was in force
public record LineChange(
        JobKey key,
        Instant at,
        String schedule,
        String drawn,
        String zone,
        String file,
        int line,
        String user,
        String waits,
        Optional<String> refused,
        boolean gone) {

    public static LineChange of(Job job, Instant at) {
        return new LineChange(
                job.key(),
                at,
                job.scheduleText(),
                DrawnSchedule.text(job),
                job.zone().getId(),
                job.file(),
                job.line(),
                job.user(),
                job.rules().after().map(After::toString).orElse(""),
                job.rejected(),
                false);
    }

    /// The same line, which is not there any more.
    ///
    /// @param why absent if somebody has taken it out
    public LineChange gone(Instant now, Optional<String> why) {
        return new LineChange(key, now, schedule, drawn, zone, file, line, user, waits, why, true);
    }

    /// Whether the line says the same as the other one, wherever it stands.
    public boolean saysAs(LineChange other) {
        return key.equals(other.key)
                && schedule.equals(other.schedule)
                && drawn.equals(other.drawn)
                && zone.equals(other.zone)
                && file.equals(other.file)
                && user.equals(other.user)
                && waits.equals(other.waits)
                && refused.equals(other.refused)
                && gone == other.gone;
    }
}
