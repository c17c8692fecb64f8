package farcron.crontab;

import java.util.Locale;

/// Remedies for what other schedulers (Quartz, Jenkins, cron libraries) allow in a time field.
final class ForeignField {

    private static final String GENERAL =
            "write a value, `*`, a range such as `2-5`, or a step such as `*/2`";

    private final FieldUnit unit;
    private final String field;

    ForeignField(FieldUnit unit, String field) {
        this.unit = unit;
        this.field = field;
    }

    /// @param found what stands where a value must
    String remedy(String found) {
        if (found.startsWith("?")) {
            return "write `*`; only Quartz and its kin know `?`";
        }
        if (found.equals("H") || found.startsWith("H/") || found.startsWith("H(")) {
            return "write `~`; only Jenkins knows `H`";
        }
        if (found.startsWith("$") || unit == FieldUnit.DAY_OF_MONTH && found.startsWith("L")) {
            return "for the last day of the month write `28-31` and test in the command:"
                    + " `[ \"$(date -d tomorrow +\\%d)\" = 01 ] && ...`";
        }
        if (isNumberWith('W', found)) {
            return "for the nearest weekday test the date in the command; only Quartz knows `W`";
        }
        if (isNumberWith('L', found)) {
            return "for the last such weekday test the date in the command; only Quartz knows `L`";
        }
        if (found.startsWith("+") || found.startsWith("-")) {
            return "write the number without a sign";
        }
        return nameRemedy(found);
    }

    String remedyForGarbage(String read) {
        int hash = field.indexOf('#');
        if (hash > 0 && unit == FieldUnit.DAY_OF_WEEK) {
            return "for the second Monday and the like write `8-14` as day of month and test the"
                    + " weekday in the command";
        }
        return "write " + Shown.quoted(read) + ", or what is meant";
    }

    private String nameRemedy(String found) {
        if (found.length() >= 3) {
            String letters = found.substring(0, 3).toLowerCase(Locale.ROOT);
            if (unit.names().contains(letters)) {
                return "write the first three letters, `" + letters + "`";
            }
            for (FieldUnit other : FieldUnit.values()) {
                if (other.names().contains(letters)) {
                    return "`"
                            + letters
                            + "` belongs into the "
                            + other.words()
                            + " field; is a field missing?";
                }
            }
        }
        return GENERAL;
    }

    private static boolean isNumberWith(char letter, String found) {
        int last = found.length() - 1;
        return last > 0
                && Character.toUpperCase(found.charAt(last)) == letter
                && found.substring(0, last).chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
