package farcron.report;

import farcron.crontab.CalendarSchedule;
import farcron.crontab.FieldSet;
import farcron.crontab.Schedule;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/// Which part of a schedule keeps a job from being due in a minute.
final class NotDue {

    private NotDue() {}

    static List<String> because(Line line, LocalDateTime minute) {
        return switch (line.schedule()) {
            case Schedule.Boot _ -> List.of("@reboot runs once after the machine has started");
            case Schedule.Unscheduled _ -> List.of("it has no time of its own");
            case Schedule.Every(Duration period) ->
                    List.of(
                            "it runs at whole multiples of "
                                    + period.toSeconds()
                                    + " seconds since 1970-01-01T00:00:00Z");
            case Schedule.Calendar(CalendarSchedule fields) ->
                    fields(fields, texts(line.text()), minute);
        };
    }

    private static List<String> fields(
            CalendarSchedule fields, List<String> texts, LocalDateTime at) {
        List<String> why = new ArrayList<>();
        if (!fields.minutes().has(at.getMinute())) {
            why.add("minute " + at.getMinute() + in(texts, 0, fields.minutes(), 0, 59));
        }
        if (!fields.hours().has(at.getHour())) {
            why.add("hour " + at.getHour() + in(texts, 1, fields.hours(), 0, 23));
        }
        if (!fields.months().has(at.getMonthValue())) {
            why.add(DayWords.month(at.getMonthValue()) + in(texts, 3, fields.months(), 1, 12));
        } else if (!fields.matchesDay(at.toLocalDate())) {
            why.add(day(fields, texts, at));
        }
        return why;
    }

    private static String day(CalendarSchedule fields, List<String> texts, LocalDateTime at) {
        int weekday = at.getDayOfWeek().getValue() % 7;
        String ofMonth = "day " + at.getDayOfMonth() + in(texts, 2, fields.daysOfMonth(), 1, 31);
        String ofWeek = DayWords.weekday(weekday) + in(texts, 4, fields.daysOfWeek(), 0, 6);
        boolean month = fields.daysOfMonth().has(at.getDayOfMonth());
        boolean week = fields.daysOfWeek().has(weekday);
        if (!month && !week) {
            boolean both = fields.daysOfMonth().star() || fields.daysOfWeek().star();
            return ofMonth
                    + ", and "
                    + ofWeek
                    + (both ? "" : " (as neither day field begins with `*`, one would do)");
        }
        String rule = " (as a day field begins with `*`, both must match)";
        boolean plain = month ? full(fields.daysOfMonth(), 1, 31) : full(fields.daysOfWeek(), 0, 6);
        return (month ? ofWeek : ofMonth) + (plain ? "" : rule);
    }

    private static boolean full(FieldSet set, int first, int last) {
        return DayWords.all(set, first, last);
    }

    /// ` is not in `*/5`` and, where the text does not say it plainly, the values.
    private static String in(List<String> texts, int field, FieldSet set, int first, int last) {
        String values = DayWords.listed(DayWords.values(set, first, last), "-", Integer::toString);
        String shown = values.isEmpty() ? "nothing" : values;
        if (texts.size() != 5) {
            return " is not in " + shown;
        }
        String text = Printable.line(texts.get(field));
        return " is not in `" + text + "`" + (text.equals(values) ? "" : ", which is " + shown);
    }

    /// The five fields as written; none for a nickname.
    private static List<String> texts(String schedule) {
        return schedule.startsWith("@") ? List.of() : List.of(schedule.strip().split("[ \t]+"));
    }
}
