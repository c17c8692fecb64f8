package farcron.clock;

/// Cron's virtual clock: the last local minute whose jobs have been run.
///
/// A cron that simply matched the wall clock would lose `30 2 * * *` in the night in which 02:30
/// does not exist, and run `30 1 * * *` twice in the night in which 01:30 comes twice. Since 1993
/// the Vixie family therefore keeps a clock of its own, which counts minutes of the *local wall
/// clock*, and compares the two at each wake-up. Only the difference decides; whether it comes from
/// a time zone's rules, from somebody who set the clock, or from a laptop that slept, cron neither
/// knows nor cares.
///
/// ```
/// wall - virtual   what it is                    jobs with a * minute or hour   all others
///              1   a minute has passed           this minute                    this minute
///         2 .. 5   a late wake-up                each minute missed             each missed
///       6 .. 180   spring; sleep; a correction   this minute only               each missed
///      -179 .. 0   autumn; a correction          this minute, again             none: have run
///     all others   somebody set the clock        this minute                    this minute
/// ```
///
/// In the fourth row the virtual clock stands still until the wall has caught up with it; in all
/// others it is then set to the wall. So `30 2 * * *` runs once on each day of the year, and a line
/// for every ten minutes runs every ten real minutes, which is what their authors want.
///
/// The limits are those of the code of Debian's cron 3.0pl1 (its comment says the same, rounded).
/// That cron sleeps up to ten seconds between the minutes it makes up for; here they start at once.
///
/// Not thread-safe: it belongs to whoever wakes up.
public final class VirtualClock {

    private long minute;

    /// @param minute the local minute that counts as done
    public VirtualClock(long minute) {
        this.minute = minute;
    }

    /// The last local minute that is done.
    public long minute() {
        return minute;
    }

    /// Tells what is due now that the wall shows a minute it has not shown before this moment.
    ///
    /// @param wall the local minute on the wall
    public Due wake(long wall) {
        Minutes missed = new Minutes(minute + 1, wall);
        Minutes now = Minutes.only(wall);
        ClockStep step = ClockStep.of(wall - minute);
        if (step != ClockStep.BACKWARD) {
            minute = wall;
        }
        return switch (step) {
            case NORMAL -> new Due(missed, missed);
            case FORWARD -> new Due(now, missed);
            case BACKWARD -> new Due(now, Minutes.NONE);
            case JUMP -> new Due(now, now);
        };
    }

    /// The same as a [#wake] at each of the following minutes up to `wall`, one after the other, on
    /// a wall clock that goes on without a step: then a wildcard job is due at each of them, and
    /// any other job at those later than [#minute()] was before this call.
    public void coast(long wall) {
        minute = Math.max(minute, wall);
    }
}
