package farcron.clock;

/// A run of local minutes, both ends included; empty where `last` is before `first`.
///
/// @param first local minutes, as [farcron.crontab.CalendarSchedule] counts them
public record Minutes(long first, long last) {

    static final Minutes NONE = new Minutes(0, -1);

    static Minutes only(long minute) {
        return new Minutes(minute, minute);
    }

    public boolean has(long minute) {
        return first <= minute && minute <= last;
    }
}
