package farcron.crontab;

/// Warnings about steps that do not do what they seem to.
final class StepLints {

    private final LineCursor line;
    private final FieldUnit unit;

    StepLints(LineCursor line, FieldUnit unit) {
        this.line = line;
        this.unit = unit;
    }

    /// @param from where the term begins that is the whole field
    void check(int from, int first, int last, int step) {
        if (step == 1) {
            return;
        }
        String field = unit.words() + " " + Shown.quoted(line.text().substring(from, line.index()));
        if (first + step > lastDistinct(last)) {
            line.warn(
                    from,
                    field + " means " + first + " only, as the step leads past the end",
                    "write " + first);
        } else if (first == unit.first() && last == unit.last() && isUneven(step)) {
            warnUneven(from, field, step);
        }
    }

    private void warnUneven(int from, String field, int step) {
        int lastValue = unit.last() - (unit.last() - unit.first()) % step;
        int gap = unit.first() + span() - lastValue;
        line.warn(
                from,
                field
                        + " begins anew each "
                        + cycle()
                        + ": from "
                        + lastValue
                        + " to "
                        + unit.first()
                        + " it is "
                        + gap
                        + ", not "
                        + step,
                "choose a step that divides " + span() + " if the gaps must be even");
    }

    private int lastDistinct(int last) {
        return unit == FieldUnit.DAY_OF_WEEK ? Math.min(last, 6) : Math.min(last, unit.last());
    }

    private boolean isUneven(int step) {
        boolean cycleIsFixed =
                unit == FieldUnit.MINUTE || unit == FieldUnit.HOUR || unit == FieldUnit.MONTH;
        return cycleIsFixed && span() % step != 0;
    }

    private int span() {
        return unit.last() - unit.first() + 1;
    }

    private String cycle() {
        return switch (unit) {
            case MINUTE -> "hour";
            case HOUR -> "day";
            case MONTH -> "year";
            case DAY_OF_MONTH -> "month";
            case DAY_OF_WEEK -> "week";
        };
    }
}
