package farcron.report;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;

import farcron.crontab.CalendarSchedule;
import farcron.crontab.FieldSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The minutes and hours of a schedule in words.
///
/// A few times of day are listed. The rest is put together from the words that cron-utils has for
/// one field; it is given the values that were read, written anew, because it reads some crontab
/// fields otherwise than cron does.
final class TimeWords {

    private static final int FEW = 6;

    private TimeWords() {}

    static String of(CalendarSchedule fields) {
        List<Integer> minutes = DayWords.values(fields.minutes(), 0, 59);
        List<Integer> hours = DayWords.values(fields.hours(), 0, 23);
        if (minutes.size() * hours.size() <= FEW) {
            return "at " + DayWords.joined(times(hours, minutes));
        }
        if (hours.size() == 24) {
            return everyHour(minutes);
        }
        if (minutes.size() == 1 && step(hours, 24) > 0) {
            return described(minutes.getFirst() + " */" + step(hours, 24));
        }
        if (hours.getLast() - hours.getFirst() == hours.size() - 1) {
            return everyHour(minutes)
                    + " from "
                    + clock(hours.getFirst(), minutes.getFirst())
                    + " to "
                    + clock(hours.getLast(), minutes.getLast());
        }
        return everyHour(minutes) + ", in the hours " + plain(hours);
    }

    /// Whether the words tell single times of day, which want a day beside them.
    static boolean areTimesOfDay(CalendarSchedule fields) {
        return Long.bitCount(fields.minutes().bits()) * Long.bitCount(fields.hours().bits()) <= FEW;
    }

    private static List<String> times(List<Integer> hours, List<Integer> minutes) {
        List<String> times = new ArrayList<>();
        hours.forEach(hour -> minutes.forEach(minute -> times.add(clock(hour, minute))));
        return times;
    }

    private static String everyHour(List<Integer> minutes) {
        if (minutes.size() == 60) {
            return described("* *");
        }
        if (minutes.size() == 1) {
            return described(minutes.getFirst() + " *");
        }
        return step(minutes, 60) > 0
                ? described("*/" + step(minutes, 60) + " *")
                : "every hour at the minutes " + plain(minutes);
    }

    /// The distance of values that are the same from 0 on and into the next round; else 0.
    private static int step(List<Integer> values, int round) {
        int step = values.size() < 2 ? 0 : values.get(1);
        boolean even = step > 0 && values.getFirst() == 0 && values.size() * step == round;
        for (int i = 0; even && i < values.size(); i++) {
            even = values.get(i) == i * step;
        }
        return even ? step : 0;
    }

    private static String plain(List<Integer> values) {
        return DayWords.listed(values, "-", Integer::toString);
    }

    private static String clock(int hour, int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", hour, minute);
    }

    private static String described(String minuteAndHour) {
        var unix = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
        var cron = new CronParser(unix).parse(minuteAndHour + " * * *");
        return CronDescriptor.instance(Locale.ENGLISH).describe(cron);
    }

    /// Whether any minute of a day is allowed at all.
    static boolean areNone(FieldSet minutes, FieldSet hours) {
        return minutes.isEmpty() || hours.isEmpty();
    }
}
