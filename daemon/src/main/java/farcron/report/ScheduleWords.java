package farcron.report;

import farcron.crontab.CalendarSchedule;
import farcron.crontab.Schedule;

import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.ZoneId;

/// A schedule in English: `at 04:30 on Monday to Friday`.
public final class ScheduleWords {

    private ScheduleWords() {}

    /// @param text the schedule as written
    /// @param zone in which it is read
    /// @param usual the zone that readers expect, and that is therefore not told
    public static String of(Schedule schedule, String text, ZoneId zone, ZoneId usual) {
        return switch (schedule) {
            case Schedule.Boot _ -> "once after the machine has started";
            case Schedule.Unscheduled _ -> "no time of its own";
            case Schedule.Every(Duration period) -> "every " + period(period);
            case Schedule.Calendar(CalendarSchedule fields) ->
                    calendar(fields, text)
                            + (zone.equals(usual) ? "" : ", " + zone.getId() + " time");
        };
    }

    private static String calendar(CalendarSchedule fields, String text) {
        String drawn = text.contains("~") ? " (the values of `~` are drawn for this host)" : "";
        try {
            return words(fields) + drawn;
        } catch (RuntimeException trouble) {
            LoggerFactory.getLogger("farcron")
                    .debug("event=no_words schedule=\"{}\" what=\"{}\"", text, trouble.toString());
            return text;
        }
    }

    private static String words(CalendarSchedule fields) {
        if (fields.next(0) == CalendarSchedule.NEVER) {
            return "never: " + never(fields);
        }
        String times = TimeWords.of(fields);
        if (DayWords.everyDay(fields)) {
            return TimeWords.areTimesOfDay(fields) ? times + " every day" : times;
        }
        return times + " " + DayWords.of(fields);
    }

    private static String never(CalendarSchedule fields) {
        if (TimeWords.areNone(fields.minutes(), fields.hours())) {
            return "its fields allow no minute of the day";
        }
        if (fields.months().isEmpty() || fields.daysOfMonth().isEmpty() && onlyMonthDays(fields)) {
            return "its fields allow no day";
        }
        return "there is no day "
                + DayWords.ofMonth(fields.daysOfMonth())
                + " in "
                + DayWords.months(fields.months());
    }

    private static boolean onlyMonthDays(CalendarSchedule fields) {
        return fields.daysOfMonth().star()
                || fields.daysOfWeek().star()
                || fields.daysOfWeek().isEmpty();
    }

    private static String period(Duration period) {
        long seconds = period.toSeconds();
        if (seconds % 86_400 == 0) {
            return count(seconds / 86_400, "day");
        }
        if (seconds % 3600 == 0) {
            return count(seconds / 3600, "hour");
        }
        return seconds % 60 == 0 ? count(seconds / 60, "minute") : count(seconds, "second");
    }

    private static String count(long number, String unit) {
        return number == 1 ? unit : number + " " + unit + "s";
    }
}
