package farcron.cloud;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// On which days a line is due: as two fields, and where these cannot say it, as a test that GNU's
/// `date` is asked on each of some days more.
///
/// @param test without the zone; it may hold none of `$ % \ ! "`
record AwsDays(String ofMonth, String ofWeek, Optional<String> test) {

    private static final Set<String> ANY = Set.of("?", "*");
    private static final String LAST = "L";
    private static final Pattern NEAREST_WEEKDAY = Pattern.compile("(\\d{1,2})W");
    private static final Pattern LAST_OF_ITS_NAME = Pattern.compile("([0-9A-Z]+)L");
    private static final Pattern NTH = Pattern.compile("([0-9A-Z]+)#([1-5])");
    private static final String WEEKDAY = "(Mon|Tue|Wed|Thu|Fri)";

    /// Such as `Sat, 21 Nov 2026 09:14:20 +0100`, in any locale.
    private static final String TODAY = "date -R";

    /// At noon, a time that no change of clocks leaves out.
    private static final String TOMORROW = "date -R -d '12:00 tomorrow'";

    private AwsDays(String ofMonth, String ofWeek) {
        this(ofMonth, ofWeek, Optional.empty());
    }

    private AwsDays(String ofMonth, String ofWeek, String test) {
        this(ofMonth, ofWeek, Optional.of(test));
    }

    static AwsDays of(String ofMonth, String ofWeek) throws Unsayable {
        if (ANY.contains(ofWeek)) {
            return ANY.contains(ofMonth) ? new AwsDays("*", "*") : daysOfMonth(ofMonth);
        }
        if (ANY.contains(ofMonth)) {
            return daysOfWeek(ofWeek);
        }
        throw new Unsayable("both of its fields for days say something, which AWS does not take");
    }

    private static AwsDays daysOfMonth(String text) throws Unsayable {
        Matcher nearest = NEAREST_WEEKDAY.matcher(text);
        if (nearest.matches()) {
            return nearWeekday(Integer.parseInt(nearest.group(1)));
        }
        return switch (text) {
            case LAST -> new AwsDays("28-31", "*", finds(TOMORROW, ", 01 "));
            case "LW" ->
                    new AwsDays(
                            "*",
                            "1-5",
                            "{ %s || %s; }"
                                    .formatted(
                                            finds(TOMORROW, ", 01 "),
                                            finds(inDays(3), "^Mon, 0[123] ")));
            default -> new AwsDays(AwsField.DAY_OF_MONTH.crontab(text), "*");
        };
    }

    /// It does not go to another month: from the 28th on that depends on the month's length.
    private static AwsDays nearWeekday(int day) throws Unsayable {
        if (day < 1 || day > 27) {
            throw new Unsayable(
                    "it is due on the weekday nearest to the %d., which is not carried over"
                            .formatted(day));
        }
        String late = day == 1 ? "Mon, 0[23]" : "Mon, %02d|Fri, %02d".formatted(day + 1, day - 1);
        String days = day == 1 ? "1-3" : (day - 1) + "-" + (day + 1);
        return new AwsDays(
                days, "*", finds(TODAY, "^(%s|%s, %02d) ".formatted(late, WEEKDAY, day)));
    }

    private static AwsDays daysOfWeek(String text) throws Unsayable {
        Matcher last = LAST_OF_ITS_NAME.matcher(text);
        Matcher nth = NTH.matcher(text);
        if (text.equals(LAST)) {
            return new AwsDays("*", "6");
        }
        if (last.matches()) {
            return new AwsDays("*", named(last.group(1)), finds(inDays(7), ", 0[1-7] "));
        }
        if (nth.matches()) {
            int end = 7 * Integer.parseInt(nth.group(2));
            String days =
                    IntStream.rangeClosed(end - 6, Math.min(end, 31))
                            .mapToObj("%02d"::formatted)
                            .collect(Collectors.joining("|"));
            return new AwsDays("*", named(nth.group(1)), finds(TODAY, ", (%s) ".formatted(days)));
        }
        return new AwsDays("*", AwsField.DAY_OF_WEEK.crontab(text));
    }

    private static String named(String day) throws Unsayable {
        return AwsField.DAY_OF_WEEK.crontab(day);
    }

    private static String inDays(int days) {
        return "date -R -d '12:00 %d days'".formatted(days);
    }

    /// @param date a command that prints one
    static String finds(String date, String pattern) {
        return "%s | grep -q -E '%s'".formatted(date, pattern);
    }
}
