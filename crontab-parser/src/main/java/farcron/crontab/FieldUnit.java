package farcron.crontab;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// The five time fields of a crontab line, with the values and names each one takes.
///
/// `crontab(5)`: names are the first three letters, in any case; Sunday is 0 and also 7.
public enum FieldUnit {
    MINUTE("minute", 0, 59, List.of()),
    HOUR("hour", 0, 23, List.of()),
    DAY_OF_MONTH("day of month", 1, 31, List.of()),
    MONTH(
            "month",
            1,
            12,
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec")),
    DAY_OF_WEEK("day of week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    private final String words;
    private final int first;
    private final int last;
    private final List<String> names;

    FieldUnit(String words, int first, int last, List<String> names) {
        this.words = words;
        this.first = first;
        this.last = last;
        this.names = names;
    }

    /// What a person calls this field: `day of month`.
    public String words() {
        return words;
    }

    public int first() {
        return first;
    }

    /// The largest value that may be written; 7 for the day of week.
    public int last() {
        return last;
    }

    /// The names of the values from [#first()] on; empty where a field has none.
    public List<String> names() {
        return names;
    }

    OptionalInt valueOf3Letters(String name) {
        int at = names.indexOf(name.toLowerCase(Locale.ROOT));
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(first + at);
    }
}
