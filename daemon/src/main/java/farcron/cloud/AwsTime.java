package farcron.cloud;

import farcron.crontab.Period;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// When EventBridge invokes something: `cron(0 2 ? * MON-FRI *)`, `rate(5 minutes)`,
/// `at(2026-12-24T18:00:00)`.
record AwsTime(String expression) {

    private static final Pattern FORM = Pattern.compile("\\s*(cron|rate|at)\\s*\\((.*)\\)\\s*");
    private static final Pattern RATE = Pattern.compile("(\\d{1,6}) +(minute|hour|day)s?");
    private static final int MINUTES_OF_HOUR = 60;

    boolean isOnce() {
        return expression.strip().startsWith("at");
    }

    boolean isRate() {
        return expression.strip().startsWith("rate");
    }

    /// @param zone IANA name, for tests of days
    /// @param now the first year that matters
    CronTime crontab(String zone, Year now) throws Unsayable {
        Matcher form = FORM.matcher(expression);
        if (!form.matches()) {
            throw new Unsayable("its time `%s` is neither cron, rate nor at".formatted(expression));
        }
        String inner = form.group(2).strip();
        return switch (form.group(1)) {
            case "cron" -> cron(inner, zone, now);
            case "rate" -> rate(inner);
            default -> at(inner, zone);
        };
    }

    private CronTime cron(String text, String zone, Year now) throws Unsayable {
        String[] fields = text.toUpperCase(Locale.ROOT).split("\\s+");
        if (fields.length != 6) {
            throw new Unsayable("`%s` has %d fields, not 6".formatted(expression, fields.length));
        }
        AwsDays days = AwsDays.of(fields[2], fields[4]);
        String schedule =
                String.join(
                        " ",
                        AwsField.MINUTE.crontab(fields[0]),
                        AwsField.HOUR.crontab(fields[1]),
                        days.ofMonth(),
                        AwsField.MONTH.crontab(fields[3]),
                        days.ofWeek());
        List<String> tests = new ArrayList<>();
        days.test().ifPresent(tests::add);
        years(fields[5], now).ifPresent(tests::add);
        return new CronTime(schedule, inZone(tests, zone));
    }

    private Optional<String> years(String field, Year now) throws Unsayable {
        NavigableSet<Integer> years = AwsField.YEAR.values(field).tailSet(now.getValue(), true);
        if (years.isEmpty()) {
            throw new Unsayable("it is over: its years are " + field);
        }
        boolean all = years.size() == AwsField.YEAR.values("*").tailSet(now.getValue()).size();
        return all ? Optional.empty() : Optional.of(test(years));
    }

    private static String test(NavigableSet<Integer> years) {
        return AwsDays.finds(
                "date -R",
                years.stream().map(String::valueOf).collect(Collectors.joining("|", " (", ") ")));
    }

    private static Optional<String> inZone(List<String> tests, String zone) {
        return tests.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(" && ", tests).replace("date ", "TZ=" + zone + " date "));
    }

    /// A crontab's periods count from the beginning of 1970, in UTC.
    private CronTime rate(String text) throws Unsayable {
        Matcher rate = RATE.matcher(text);
        String period = rate.matches() ? rate.group(1) + rate.group(2).charAt(0) : "";
        if (Period.parse(period).isEmpty()) {
            throw new Unsayable("`%s` is no period of up to 366 days".formatted(expression));
        }
        int number = Integer.parseInt(rate.group(1));
        boolean minutes = rate.group(2).equals("minute");
        if (minutes && number < MINUTES_OF_HOUR && MINUTES_OF_HOUR % number == 0) {
            return new CronTime((number == 1 ? "*" : "*/" + number) + " * * * *");
        }
        return new CronTime("@every " + period);
    }

    private CronTime at(String text, String zone) throws Unsayable {
        try {
            LocalDateTime time = LocalDateTime.parse(text);
            String schedule =
                    "%d %d %d %d *"
                            .formatted(
                                    time.getMinute(),
                                    time.getHour(),
                                    time.getDayOfMonth(),
                                    time.getMonthValue());
            String year = AwsDays.finds("date -R", " " + time.getYear() + " ");
            return new CronTime(schedule, inZone(List.of(year), zone));
        } catch (DateTimeException e) {
            throw new Unsayable("its time `%s` is none".formatted(expression));
        }
    }
}
