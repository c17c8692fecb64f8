package farcron.crontab;

/// What to say about a time field that is wrong, or that other crons read otherwise.
final class FieldFaults {

    private final LineCursor line;
    private final FieldUnit unit;
    private final int start;
    private final int end;

    FieldFaults(LineCursor line, FieldUnit unit, int start, int end) {
        this.line = line;
        this.unit = unit;
        this.start = start;
        this.end = end;
    }

    BadLine outOfRange(int value, int at) {
        return line.error(at, unit.words() + " is " + value + ", but " + allowed(), near(value));
    }

    BadLine hugeNumber(String digits, int at) {
        return line.error(
                at,
                unit.words() + " is " + Shown.quoted(digits) + ", but " + allowed(),
                "write at most three digits");
    }

    BadLine tooLong(int longest) {
        return line.error(
                start,
                unit.words() + " field is longer than " + longest + " characters",
                "write ranges such as `0-29` and steps such as `*/5` instead of single values");
    }

    /// No number and no name stands where one must.
    BadLine noValue(int at) {
        boolean missing = at == end || line.text().charAt(at) == ',';
        String found = line.text().substring(at, termEnd(at));
        String what =
                missing
                        ? unit.words() + " " + Shown.quoted(field()) + " lacks a value here"
                        : unit.words() + " is " + Shown.quoted(found) + ", but " + allowed();
        return line.error(at, what, new ForeignField(unit, field()).remedy(found));
    }

    BadLine noStep(int at) {
        return line.error(
                at,
                "step of the "
                        + unit.words()
                        + " field is "
                        + Shown.quoted(line.text().substring(at, termEnd(at)))
                        + ", but a step is a number of at least 1",
                "write a step such as `*/5`");
    }

    BadLine stepOnOneValue(int from, int value, String step) {
        String range = value + "-" + unit.last() + "/" + (step.isEmpty() ? "5" : step);
        return line.error(
                from,
                unit.words()
                        + " is "
                        + Shown.quoted(line.text().substring(from, termEnd(from)))
                        + ", but a step needs a range",
                "write " + Shown.quoted(range));
    }

    BadLine emptyDraw(int from) {
        return line.error(
                from,
                unit.words()
                        + " is "
                        + Shown.quoted(line.text().substring(from, termEnd(from)))
                        + ", which ends before it begins",
                "write the smaller value before the `~`");
    }

    /// Debian's cron takes what stands before the garbage, and drops the rest of the field; a field
    /// with `~` it would not take that far.
    BadLine garbage() {
        int at = line.index();
        String read = line.text().substring(start, at);
        String garbage = Shown.quoted(line.text().substring(at, end));
        String debian =
                read.indexOf('~') >= 0
                        ? ""
                        : "; Debian's cron reads the field as " + Shown.quoted(read);
        return line.error(
                at,
                unit.words()
                        + " is "
                        + Shown.quoted(field())
                        + ", but "
                        + garbage
                        + " cannot stand after a value"
                        + debian,
                new ForeignField(unit, field()).remedyForGarbage(read));
    }

    void refuseOddBlanks() throws BadLine {
        for (int i = start; i < end; i++) {
            int c = line.text().codePointAt(i);
            if (Shown.isOddBlank(c)) {
                throw line.error(
                        i,
                        Shown.character(c)
                                + " stands in the "
                                + unit.words()
                                + " field, and cron takes only space and tab as a blank",
                        "type the blank anew");
            }
        }
    }

    void warnNever(int from, int first, int last) {
        int next = unit == FieldUnit.DAY_OF_WEEK ? 1 : unit.first();
        line.tolerate(
                Fault.of(unit),
                from,
                unit.words() + " " + term(from) + " ends before it begins, so it never matches",
                "write `"
                        + range(first, unit.last())
                        + ","
                        + range(next, last)
                        + "` if it shall go round");
    }

    void warnSundayAsEnd(int from, int first) {
        line.warn(
                from,
                unit.words()
                        + " "
                        + term(from)
                        + " is read as ending on Sunday, but Debian's"
                        + " cron never ran this line",
                "write `" + range(first, unit.last()) + "`, in which 7 is the Sunday");
    }

    void warnEndOutOfRange(int from, int last) {
        line.foreign(
                from,
                unit.words()
                        + " range ends at "
                        + last
                        + ", but "
                        + allowed()
                        + "; "
                        + Lints.DEBIAN_REFUSES,
                "end the range at " + unit.last());
    }

    void warnRandom(int from) {
        String text = line.text().substring(from, line.index());
        int tilde = text.indexOf('~');
        String debian =
                tilde == 0
                        ? Lints.DEBIAN_REFUSES
                        : "Debian's cron reads it as " + Shown.quoted(text.substring(0, tilde));
        line.foreign(
                from,
                unit.words() + " " + Shown.quoted(text) + " is drawn at random; " + debian,
                "write a fixed value if the file must work there too");
    }

    private String allowed() {
        return switch (unit) {
            case MINUTE -> "minutes run 0-59";
            case HOUR -> "hours run 0-23";
            case DAY_OF_MONTH -> "days of the month run 1-31";
            case MONTH -> "months run 1-12 or jan-dec";
            case DAY_OF_WEEK -> "days of the week run 0-7 or sun-sat";
        };
    }

    private String near(int value) {
        return switch (unit) {
            case MINUTE -> "write 0 for the full hour";
            case HOUR -> "write 0 for midnight";
            case DAY_OF_MONTH -> value == 0 ? "write 1 for the first day" : "write 31 at most";
            case MONTH -> value == 0 ? "write 1 for January" : "write 12 for December";
            case DAY_OF_WEEK -> "write 0 or 7 for Sunday";
        };
    }

    private static String range(int first, int last) {
        return first == last ? "" + first : first + "-" + last;
    }

    private String field() {
        return line.text().substring(start, end);
    }

    private String term(int from) {
        return Shown.quoted(line.text().substring(from, termEnd(from)));
    }

    private int termEnd(int from) {
        int comma = line.text().indexOf(',', from);
        return comma < 0 || comma > end ? end : comma;
    }
}
