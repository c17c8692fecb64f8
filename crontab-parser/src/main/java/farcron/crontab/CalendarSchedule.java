package farcron.crontab;

import java.time.LocalDate;

/// Five time fields, and the minutes they match.
///
/// Minutes are counted on the local wall clock, from 1970-01-01T00:00 *local* time on ("local
/// minutes"), as cron itself does. There are no zones here and no clock changes: what happens
/// around those is the scheduler's business.
///
/// **The day rule** (`crontab(5)`, all crons of the Vixie family): if one of the two day fields
/// *begins with* `*`, a day must match both; if neither does, one of them is enough. So `0 0 13 *
/// 5` is each 13th and each Friday, `0 0 */2 * 1` is the Mondays with an odd date, and `0 0 1-31 *
/// 1` is every day.
public record CalendarSchedule(
        FieldSet minutes,
        FieldSet hours,
        FieldSet daysOfMonth,
        FieldSet months,
        FieldSet daysOfWeek) {

    /// From a leap day on a given weekday to the next one it can be 40 years, around 2100.
    private static final int MONTHS_WITHOUT_A_MATCH = 41 * 12;

    /// Every seventh bit, from bit 0 on: one weekday of a month.
    private static final long EACH_SEVENTH = 0x1020_4081;

    private static final long EACH_MONTH = 0b1_1111_1111_1110;
    private static final long FEBRUARY = 1L << 2;

    /// January, March, May, July, August, October and December.
    private static final long MONTHS_OF_31_DAYS = 0b1_0101_1010_1010;

    private static final int MINUTES_PER_DAY = 24 * 60;

    /// No local minute: the schedule never matches.
    public static final long NEVER = Long.MAX_VALUE;

    /// Whether cron sees a wildcard job: one whose minute or hour field begins with `*`. After a
    /// jump of the clock those are run for the present minute only; all others are run for each
    /// minute that was jumped over.
    public boolean wildcard() {
        return minutes.star() || hours.star();
    }

    public boolean matches(long localMinute) {
        int minuteOfDay = (int) Math.floorMod(localMinute, (long) MINUTES_PER_DAY);
        return minutes.has(minuteOfDay % 60)
                && hours.has(minuteOfDay / 60)
                && matchesDay(day(localMinute));
    }

    /// The first matching minute after the given one, or [#NEVER]. Its cost does not depend on how
    /// far away that is by more than a look at each month.
    public long next(long localMinute) {
        if (minutes.isEmpty() || hours.isEmpty() || months.isEmpty()) {
            return NEVER;
        }
        long from = localMinute + 1;
        LocalDate today = day(from);
        if (matchesDay(today)) {
            int minuteOfDay = firstMinuteOfDay((int) Math.floorMod(from, (long) MINUTES_PER_DAY));
            if (minuteOfDay >= 0) {
                return today.toEpochDay() * MINUTES_PER_DAY + minuteOfDay;
            }
        }
        return nextDay(today);
    }

    /// Whether each field allows something, and yet no day of any year is meant: a 30th of
    /// February.
    public boolean neverComes() {
        return !hasEmptyField() && !hasDays();
    }

    boolean hasEmptyField() {
        return minutes.isEmpty()
                || hours.isEmpty()
                || daysOfMonth.isEmpty()
                || months.isEmpty()
                || daysOfWeek.isEmpty();
    }

    /// How many minutes match from one to another, both included. Its cost does not depend on how
    /// many there are by more than a look at each month.
    public long count(long first, long last) {
        if (first > last) {
            return 0;
        }
        LocalDate begin = day(first);
        LocalDate end = day(last);
        long count = days(begin, end) * minutesBefore(MINUTES_PER_DAY);
        if (matchesDay(begin)) {
            count -= minutesBefore((int) Math.floorMod(first, (long) MINUTES_PER_DAY));
        }
        if (matchesDay(end)) {
            count += minutesBefore((int) Math.floorMod(last, (long) MINUTES_PER_DAY) + 1);
        }
        return count;
    }

    /// How many minutes of a day that matches do so before the given one.
    private int minutesBefore(int minuteOfDay) {
        int hour = minuteOfDay / 60;
        int whole = Long.bitCount(hours.bits() & ((1L << hour) - 1));
        int count = whole * Long.bitCount(minutes.bits());
        return hours.has(hour)
                ? count + Long.bitCount(minutes.bits() & ((1L << minuteOfDay % 60) - 1))
                : count;
    }

    /// How many days match, the first included, the last not.
    private long days(LocalDate first, LocalDate last) {
        long count = 0;
        LocalDate month = first.withDayOfMonth(1);
        for (; month.isBefore(last); month = month.plusMonths(1)) {
            if (months.has(month.getMonthValue())) {
                long start = month.toEpochDay();
                int before = (int) Math.max(0, first.toEpochDay() - start);
                int until = (int) Math.min(month.lengthOfMonth(), last.toEpochDay() - start);
                count += Long.bitCount(days(month) & firstDays(until) & ~firstDays(before));
            }
        }
        return count;
    }

    private long nextDay(LocalDate today) {
        if (!hasDays()) {
            return NEVER;
        }
        LocalDate month = today.withDayOfMonth(1);
        long days = -2L << today.getDayOfMonth();
        for (int i = 0; i <= MONTHS_WITHOUT_A_MATCH; i++) {
            if (months.has(month.getMonthValue())) {
                days &= days(month);
                if (days != 0) {
                    long first = month.toEpochDay() + Long.numberOfTrailingZeros(days) - 1;
                    return first * MINUTES_PER_DAY + firstMinuteOfDay(0);
                }
            }
            month = month.plusMonths(1);
            days = -1L;
        }
        return NEVER;
    }

    /// Whether there is a day that matches in any year: a 30th of February is none.
    private boolean hasDays() {
        boolean dates =
                hasDate(29, EACH_MONTH)
                        || hasDate(30, EACH_MONTH & ~FEBRUARY)
                        || hasDate(31, MONTHS_OF_31_DAYS);
        boolean weekdays = !daysOfWeek.isEmpty();
        return needsBoth() ? dates && weekdays : dates || weekdays;
    }

    /// Whether there is a day up to that one in one of these months.
    private boolean hasDate(int last, long among) {
        return (months.bits() & among) != 0 && (daysOfMonth.bits() & firstDays(last)) != 0;
    }

    /// The days of a month that match: bit *n* is set for the *n*-th.
    ///
    /// @param month its first day
    private long days(LocalDate month) {
        long ofWeek = 0;
        for (int day = 1; day <= 7; day++) {
            if (daysOfWeek.has((month.getDayOfWeek().getValue() + day - 1) % 7)) {
                ofWeek |= EACH_SEVENTH << day;
            }
        }
        long matching = needsBoth() ? daysOfMonth.bits() & ofWeek : daysOfMonth.bits() | ofWeek;
        return matching & firstDays(month.lengthOfMonth());
    }

    private static long firstDays(int count) {
        return (2L << count) - 2;
    }

    private boolean needsBoth() {
        return daysOfMonth.star() || daysOfWeek.star();
    }

    private int firstMinuteOfDay(int from) {
        int hour = hours.atLeast(from / 60);
        if (hour == from / 60) {
            int minute = minutes.atLeast(from % 60);
            if (minute >= 0) {
                return hour * 60 + minute;
            }
            hour = hours.atLeast(hour + 1);
        }
        return hour < 0 ? -1 : hour * 60 + minutes.atLeast(0);
    }

    public boolean matchesDay(LocalDate day) {
        if (!months.has(day.getMonthValue())) {
            return false;
        }
        boolean ofMonth = daysOfMonth.has(day.getDayOfMonth());
        boolean ofWeek = daysOfWeek.has(day.getDayOfWeek().getValue() % 7);
        return needsBoth() ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    private static LocalDate day(long localMinute) {
        return LocalDate.ofEpochDay(Math.floorDiv(localMinute, (long) MINUTES_PER_DAY));
    }
}
