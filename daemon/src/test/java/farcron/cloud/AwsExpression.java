package farcron.cloud;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// When EventBridge would start something, by the words of its manual, day for day: slow, and with
/// nothing in common with the program.
final class AwsExpression {

    private static final List<String> MONTHS =
            List.of(
                    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                    "DEC");
    private static final List<String> DAYS =
            List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private final String[] fields;

    /// @param text what stands in the brackets of `cron(...)`
    AwsExpression(String text) {
        fields = text.split(" ");
    }

    /// From the first day until before the other one.
    SortedSet<LocalDateTime> starts(LocalDate from, LocalDate until) {
        boolean[] minutes = new boolean[60];
        boolean[] hours = new boolean[24];
        for (int i = 0; i < 60; i++) {
            minutes[i] = has(fields[0], i, 0, 59, List.of(), 0);
        }
        for (int i = 0; i < 24; i++) {
            hours[i] = has(fields[1], i, 0, 23, List.of(), 0);
        }
        SortedSet<LocalDateTime> starts = new TreeSet<>();
        for (LocalDate day = from; day.isBefore(until); day = day.plusDays(1)) {
            for (int i = 0; isDay(day) && i < 24 * 60; i++) {
                if (hours[i / 60] && minutes[i % 60]) {
                    starts.add(day.atTime(i / 60, i % 60));
                }
            }
        }
        return starts;
    }

    private boolean isDay(LocalDate day) {
        return has(fields[3], day.getMonthValue(), 1, 12, MONTHS, 1)
                && has(fields[5], day.getYear(), 1970, 2199, List.of(), 0)
                && isDayOfMonth(day)
                && isDayOfWeek(day);
    }

    private boolean isDayOfMonth(LocalDate day) {
        String field = fields[2];
        if (field.equals("?")) {
            return true;
        }
        if (field.equals("L")) {
            return day.equals(lastOf(day));
        }
        if (field.equals("LW")) {
            LocalDate last = lastOf(day);
            while (isWeekend(last)) {
                last = last.minusDays(1);
            }
            return day.equals(last);
        }
        if (field.endsWith("W")) {
            return day.equals(nearest(day, Integer.parseInt(field.replace("W", ""))));
        }
        return has(field, day.getDayOfMonth(), 1, 31, List.of(), 0);
    }

    /// "The weekday nearest to it, in the same month."
    private static LocalDate nearest(LocalDate month, int number) {
        LocalDate day = month.withDayOfMonth(number);
        List<LocalDate> nearestFirst =
                List.of(day, day.minusDays(1), day.plusDays(1), day.minusDays(2), day.plusDays(2));
        return nearestFirst.stream()
                .filter(one -> one.getMonth() == month.getMonth() && !isWeekend(one))
                .findFirst()
                .orElseThrow();
    }

    private boolean isDayOfWeek(LocalDate day) {
        String field = fields[4];
        int number = day.getDayOfWeek().getValue() % 7 + 1; // Sunday is 1
        if (field.equals("?")) {
            return true;
        }
        if (field.equals("L")) {
            return number == 7;
        }
        if (field.endsWith("L")) {
            return has(field.replace("L", ""), number, 1, 7, DAYS, 1)
                    && day.equals(day.with(TemporalAdjusters.lastInMonth(day.getDayOfWeek())));
        }
        if (field.contains("#")) {
            String[] parts = field.split("#");
            int nth = Integer.parseInt(parts[1]);
            return has(parts[0], number, 1, 7, DAYS, 1) && (day.getDayOfMonth() + 6) / 7 == nth;
        }
        return has(field, number, 1, 7, DAYS, 1);
    }

    private static LocalDate lastOf(LocalDate day) {
        return day.with(TemporalAdjusters.lastDayOfMonth());
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static boolean has(
            String field, int value, int first, int last, List<String> names, int ofFirstName) {
        for (String term : field.split(",")) {
            String[] stepped = term.split("/");
            String[] ends = stepped[0].split("-");
            boolean star = ends[0].equals("*");
            int from = star ? first : number(ends[0], names, ofFirstName);
            int to =
                    ends.length > 1
                            ? number(ends[1], names, ofFirstName)
                            : star || stepped.length > 1 ? last : from;
            int step = stepped.length > 1 ? Integer.parseInt(stepped[1]) : 1;
            for (int i = from, at = from; ; i++, at = at == last ? first : at + 1) {
                if (at == value && (i - from) % step == 0) {
                    return true;
                }
                if (at == to) {
                    break;
                }
            }
        }
        return false;
    }

    private static int number(String text, List<String> names, int ofFirst) {
        int index = names.indexOf(text);
        return index < 0 ? Integer.parseInt(text) : index + ofFirst;
    }
}
