package farcron.clock;

/// How far the wall clock is ahead of the virtual clock when the scheduler wakes up, sorted into
/// the kinds that cron knows (`cron(8)`, and the recorded behaviour of Debian's cron 3.0pl1).
enum ClockStep {
    /// One minute ahead, as it should be; or up to five: the scheduler was late, or a small
    /// correction. Every minute is made up for.
    NORMAL,
    /// Six minutes to three hours ahead: summer time began, or the machine was asleep.
    FORWARD,
    /// Level, or up to 179 minutes behind: summer time ended, or a correction.
    BACKWARD,
    /// Anything else: somebody set the clock.
    JUMP;

    private static final long LATE = 5;
    private static final long THREE_HOURS = 180;

    static ClockStep of(long minutesAhead) {
        if (minutesAhead > THREE_HOURS || minutesAhead <= -THREE_HOURS) {
            return JUMP;
        }
        if (minutesAhead > LATE) {
            return FORWARD;
        }
        return minutesAhead > 0 ? NORMAL : BACKWARD;
    }
}
