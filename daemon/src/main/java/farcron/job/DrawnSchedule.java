package farcron.job;

import farcron.crontab.CalendarSchedule;
import farcron.crontab.FieldSet;
import farcron.crontab.Schedule;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A schedule as text that means the same wherever it is read: what stands for a `~` depends on the
/// whole line and on the host, and neither need be known later.
public final class DrawnSchedule {

    private static final int[] LAST = {59, 23, 31, 12, 6};

    private DrawnSchedule() {}

    /// As it is written, but for fields with a `~`: these list their values.
    public static String text(Job job) {
        return job.schedule() instanceof Schedule.Calendar(CalendarSchedule fields)
                        && job.scheduleText().indexOf('~') >= 0
                ? text(fields, job.scheduleText().split(" "))
                : job.scheduleText();
    }

    private static String text(CalendarSchedule fields, String[] written) {
        List<FieldSet> sets =
                List.of(
                        fields.minutes(),
                        fields.hours(),
                        fields.daysOfMonth(),
                        fields.months(),
                        fields.daysOfWeek());
        StringJoiner text = new StringJoiner(" ");
        for (int i = 0; i < LAST.length; i++) {
            boolean drawn = written[i].indexOf('~') >= 0;
            text.add(drawn ? values(sets.get(i), LAST[i]) : written[i]);
        }
        return text.toString();
    }

    /// A field with a `~` allows at least one value, and never begins with `*` in effect.
    private static String values(FieldSet set, int last) {
        return IntStream.rangeClosed(0, last)
                .filter(set::has)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
    }
}
