package farcron.report;

import farcron.crontab.CalendarSchedule;
import farcron.crontab.FieldSet;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The days of a schedule in words, with the day rule spelled out: where both day fields restrict,
/// people cannot see from the fields whether a day must match both or one.
final class DayWords {

    private DayWords() {}

    /// `every day`, `on Monday to Friday in June`, `on day 13 of the month, and also on Fridays`.
    static String of(CalendarSchedule fields) {
        String days = days(fields);
        String months = all(fields.months(), 1, 12) ? "" : " in " + months(fields.months());
        return days + months;
    }

    static boolean everyDay(CalendarSchedule fields) {
        return all(fields.months(), 1, 12) && days(fields).equals("every day");
    }

    private static String days(CalendarSchedule fields) {
        boolean anyOfMonth = all(fields.daysOfMonth(), 1, 31);
        boolean anyOfWeek = all(fields.daysOfWeek(), 0, 6);
        boolean both = fields.daysOfMonth().star() || fields.daysOfWeek().star();
        if (both ? anyOfMonth && anyOfWeek : anyOfMonth || anyOfWeek) {
            return "every day";
        }
        String ofMonth = "day " + ofMonth(fields.daysOfMonth()) + " of the month";
        if (anyOfWeek || !both && fields.daysOfWeek().isEmpty()) {
            return "on " + ofMonth;
        }
        String ofWeek = "on " + weekdays(fields.daysOfWeek());
        if (anyOfMonth || !both && fields.daysOfMonth().isEmpty()) {
            return ofWeek;
        }
        return both
                ? ofWeek + ", but only if it is " + ofMonth
                : "on " + ofMonth + ", and also " + ofWeek;
    }

    static String months(FieldSet set) {
        return listed(values(set, 1, 12), " to ", DayWords::month);
    }

    static String ofMonth(FieldSet set) {
        return listed(values(set, 1, 31), "-", Integer::toString);
    }

    /// From Monday on, as people count, not from Sunday.
    static String weekdays(FieldSet set) {
        List<Integer> days =
                IntStream.rangeClosed(1, 7).filter(day -> set.has(day % 7)).boxed().toList();
        boolean single = days.size() == 1 || listed(days, "-", day -> "").indexOf('-') < 0;
        return listed(days, " to ", day -> weekday(day) + (single ? "s" : ""));
    }

    static String weekday(int day) {
        return DayOfWeek.of(day == 0 ? 7 : day).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    static String month(int month) {
        return Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    static boolean all(FieldSet set, int first, int last) {
        return IntStream.rangeClosed(first, last).allMatch(set::has);
    }

    static List<Integer> values(FieldSet set, int first, int last) {
        return IntStream.rangeClosed(first, last).filter(set::has).boxed().toList();
    }

    /// `1, 3-5 and 9`: three or more in a row become a range.
    static String listed(List<Integer> values, String to, IntFunction<String> word) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            int last = i;
            while (last + 1 < values.size() && values.get(last + 1) == values.get(last) + 1) {
                last++;
            }
            if (last - i < 2) {
                parts.add(word.apply(values.get(i)));
            } else {
                parts.add(word.apply(values.get(i)) + to + word.apply(values.get(last)));
                i = last;
            }
        }
        return joined(parts);
    }

    static String joined(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }
}
