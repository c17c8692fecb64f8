package farcron.crontab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The nicknames for schedules that `crontab(5)` has; lower case only.
///
/// The stars follow the C crons, which set them by hand: `@daily` is a job with a fixed time, and
/// `@hourly` one of the wildcard jobs.
enum Nickname {
    REBOOT(new Schedule.Boot()),
    YEARLY(at("0 0 1 1", false, true)),
    ANNUALLY(YEARLY.schedule),
    MONTHLY(at("0 0 1 -", false, true)),
    WEEKLY(weekly()),
    DAILY(at("0 0 - -", false, false)),
    MIDNIGHT(DAILY.schedule),
    HOURLY(at("0 - - -", true, false));

    private static final Map<String, String> OTHER_CRONS =
            Map.ofEntries(
                    Map.entry("every_minute", "`* * * * *`"),
                    Map.entry("minutely", "`* * * * *`"),
                    Map.entry("every_second", "`@every 1s`"),
                    Map.entry("secondly", "`@every 1s`"),
                    Map.entry("quarterly", "`0 0 1 1,4,7,10 *`"),
                    Map.entry("biannually", "`0 0 1 1,7 *`"),
                    Map.entry("bi-annually", "`0 0 1 1,7 *`"),
                    Map.entry("semiannually", "`0 0 1 1,7 *`"),
                    Map.entry("semi-annually", "`0 0 1 1,7 *`"),
                    Map.entry("weekdays", "`0 0 * * 1-5`"),
                    Map.entry("weekends", "`0 0 * * 0,6`"),
                    Map.entry("noon", "`0 12 * * *`"),
                    Map.entry("boot", "`@reboot`"),
                    Map.entry("noauto", "`after:` and the job it follows"));

    private final Schedule schedule;

    Nickname(Schedule schedule) {
        this.schedule = schedule;
    }

    Schedule schedule() {
        return schedule;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param word without the `@`
    static Optional<Nickname> named(String word) {
        return Arrays.stream(values()).filter(nickname -> nickname.word().equals(word)).findFirst();
    }

    /// What to write instead of a nickname that does not exist here.
    static String remedy(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (OTHER_CRONS.containsKey(lower)) {
            return "write " + OTHER_CRONS.get(lower);
        }
        if (!word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return "write " + Shown.quoted("@every " + word + "s");
        }
        List<String> known = Arrays.stream(values()).map(Nickname::word).toList();
        return Spelling.nearest(lower, known)
                .map(near -> "write " + Shown.quoted("@" + near))
                .orElse("write one of " + joined(known) + ", or five time fields");
    }

    private static String joined(List<String> words) {
        return words.stream().map(word -> "@" + word).collect(Collectors.joining(", "));
    }

    /// @param fields minute, hour, day and month; `-` for all values
    private static Schedule at(String fields, boolean hourStar, boolean weekdayStar) {
        String[] values = fields.split(" ");
        return new Schedule.Calendar(
                new CalendarSchedule(
                        set(FieldUnit.MINUTE, values[0], false),
                        set(FieldUnit.HOUR, values[1], hourStar),
                        set(FieldUnit.DAY_OF_MONTH, values[2], false),
                        set(FieldUnit.MONTH, values[3], false),
                        FieldSet.all(FieldUnit.DAY_OF_WEEK, weekdayStar)));
    }

    private static FieldSet set(FieldUnit unit, String value, boolean star) {
        return value.equals("-") ? FieldSet.all(unit, star) : FieldSet.of(Integer.parseInt(value));
    }

    private static Schedule weekly() {
        return new Schedule.Calendar(
                new CalendarSchedule(
                        FieldSet.of(0),
                        FieldSet.of(0),
                        FieldSet.all(FieldUnit.DAY_OF_MONTH, true),
                        FieldSet.all(FieldUnit.MONTH, false),
                        new FieldSet(1L | 1L << 7, false)));
    }
}
