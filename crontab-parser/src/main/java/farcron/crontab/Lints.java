package farcron.crontab;

/// Warnings about a schedule that is correct but may surprise its author.
final class Lints {

    static final String DEBIAN_REFUSES = "Debian's cron refuses the whole file for it";

    private Lints() {}

    /// @param fields where the five fields begin in the line
    static void check(LineCursor line, CalendarSchedule schedule, int[] fields) {
        FieldSet days = schedule.daysOfMonth();
        FieldSet weekdays = schedule.daysOfWeek();
        int dayField = fields[FieldUnit.DAY_OF_MONTH.ordinal()];
        if (schedule.hasEmptyField() || schedule.neverComes()) {
            return; // and there is another warning for that
        }
        boolean everyDate = isFull(days, FieldUnit.DAY_OF_MONTH);
        boolean everyWeekday = isFull(weekdays, FieldUnit.DAY_OF_WEEK);
        boolean and = days.star() || weekdays.star();
        if (!everyDate && !everyWeekday) {
            bothDays(line, dayField, and);
        } else if (everyDate != everyWeekday && !and) {
            line.warn(
                    dayField,
                    "one of the two day fields allows every day without a `*`, so the line runs"
                            + " every day",
                    "write `*` for the field that is not meant");
        }
    }

    /// @param dayField where the day of month begins in the line
    static void noDate(LineCursor line, int dayField) {
        line.warn(
                dayField,
                "this date never comes, so the line never runs",
                "check day and month: February has 28 or 29 days; April, June, September and"
                        + " November have 30");
    }

    private static void bothDays(LineCursor line, int index, boolean and) {
        if (and) {
            line.warn(
                    index,
                    "a day field begins with `*`, so the line runs only on days that match both"
                            + " day of month and day of week",
                    "leave it so if that is meant; else spell the `*` out, as in `1-31/2`, to run"
                            + " on days that match either");
        } else {
            line.warn(
                    index,
                    "day of month and day of week are both given, so the line runs on days that"
                            + " match either of them",
                    "leave it so if that is meant; else test one of them in the command");
        }
    }

    private static boolean isFull(FieldSet set, FieldUnit unit) {
        return set.bits() == FieldSet.all(unit, false).bits();
    }
}
