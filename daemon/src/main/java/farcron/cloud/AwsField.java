package farcron.cloud;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A field of EventBridge's `cron()`, where it is a plain set of values: `*`, `5`, `MON-FRI`,
/// `0/15`, `1,15`.
enum AwsField {
    MINUTE("minute", 0, 59, List.of()),
    HOUR("hour", 0, 23, List.of()),
    DAY_OF_MONTH("day of the month", 1, 31, List.of()),
    MONTH(
            "month",
            1,
            12,
            List.of(
                    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                    "DEC")),
    /// From Sunday on; a crontab's number is one less.
    DAY_OF_WEEK("day of the week", 1, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")),
    YEAR("year", 1970, 2199, List.of());

    private static final Pattern TERM = Pattern.compile("([^-/]+)(?:-([^-/]+))?(?:/(\\d{1,4}))?");

    private final String title;
    private final int first;
    private final int last;
    private final List<String> names;

    AwsField(String title, int first, int last, List<String> names) {
        this.title = title;
        this.first = first;
        this.last = last;
        this.names = names;
    }

    NavigableSet<Integer> values(String text) throws Unsayable {
        NavigableSet<Integer> values = new TreeSet<>();
        for (String term : text.split(",", -1)) {
            add(term, text, values);
        }
        return values;
    }

    private void add(String term, String text, NavigableSet<Integer> values) throws Unsayable {
        Matcher parts = TERM.matcher(term);
        if (!parts.matches()) {
            throw unknown(text);
        }
        boolean star = parts.group(1).equals("*");
        boolean open = star || parts.group(2) == null && parts.group(3) != null;
        int from = star ? first : value(parts.group(1), text);
        int to = open ? last : parts.group(2) == null ? from : value(parts.group(2), text);
        int step = parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3));
        if (step == 0) {
            throw unknown(text);
        }
        int size = last - first + 1;
        int length = Math.floorMod(to - from, size); // FRI-MON goes over the end
        for (int i = 0; i <= length; i += step) {
            values.add(first + (from - first + i) % size);
        }
    }

    int value(String text, String field) throws Unsayable {
        int named = names.indexOf(text.toUpperCase(Locale.ROOT));
        int value =
                named >= 0 ? first + named : text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
        if (value < first || value > last) {
            throw unknown(field);
        }
        return value;
    }

    private Unsayable unknown(String text) {
        return new Unsayable("its %s is `%s`, which is none".formatted(title, text));
    }

    /// The same in a crontab.
    ///
    /// A `*` at the beginning makes a line follow the wall clock through its changes, so there is
    /// one only where there was one, or steps from the first value on.
    String crontab(String text) throws Unsayable {
        NavigableSet<Integer> values = values(text);
        int step = step(values);
        boolean whole = step > 0 && values.first() == first && values.last() + step > last;
        boolean open = text.contains("*") || text.contains("/");
        int shift = this == DAY_OF_WEEK ? 1 : 0;
        if (whole && (open || step == 1)) {
            return step == 1 ? "*" : "*/" + step;
        }
        if (step > 0 && values.size() > 2) {
            String range = (values.first() - shift) + "-" + (values.last() - shift);
            return step == 1 ? range : range + "/" + step;
        }
        return runs(values, shift);
    }

    /// The distance between all of them, or 0.
    private static int step(NavigableSet<Integer> values) {
        int[] all = values.stream().mapToInt(Integer::intValue).toArray();
        int step = all.length < 2 ? 0 : all[1] - all[0];
        boolean even =
                Arrays.stream(all).allMatch(one -> step != 0 && (one - all[0]) % step == 0)
                        && all[all.length - 1] - all[0] == step * (all.length - 1);
        return even ? step : 0;
    }

    /// `1,3-5`
    private static String runs(NavigableSet<Integer> values, int shift) {
        StringBuilder text = new StringBuilder();
        for (int value : values) {
            boolean begins = !values.contains(value - 1);
            boolean ends = !values.contains(value + 1);
            if (begins) {
                text.append(text.isEmpty() ? "" : ",").append(value - shift);
            } else if (ends) {
                text.append(values.contains(value - 2) ? "-" : ",").append(value - shift);
            }
        }
        return text.toString();
    }
}
