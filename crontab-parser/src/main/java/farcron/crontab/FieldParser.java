package farcron.crontab;

import java.util.OptionalInt;

/// Reads one time field: `term{,term}`, where a term is `*`, `n`, `n-m`, one of these ranges with
/// `/step`, or cronie's and OpenBSD's `~`, `n~`, `~m`, `n~m`, which draw one value (and with
/// OpenBSD's `/step` the beginning of the steps).
///
/// Where the crons differ: a reversed range is empty (Debian; cronie from 1.6), and `fri-sun` and
/// `6-0` end on the Sunday after (cronie's next version). What follows a complete term is an error
/// (cronie), although Debian's cron drops it in silence.
final class FieldParser {

    private static final int LONGEST_FIELD = 1_000;
    private static final int SUNDAY_AFTER = 7;

    private final LineCursor line;
    private final FieldUnit unit;
    private final StableDraw draw;
    private final int start;
    private final int end;
    private final FieldFaults faults;
    private long bits;

    private FieldParser(LineCursor line, FieldUnit unit, StableDraw draw) {
        this.line = line;
        this.unit = unit;
        this.draw = draw;
        this.start = line.index();
        this.end = line.tokenEnd();
        this.faults = new FieldFaults(line, unit, start, end);
    }

    /// Reads the token at the cursor, and passes over the blanks after it.
    static FieldSet read(LineCursor line, FieldUnit unit, StableDraw draw) throws BadLine {
        FieldSet set = new FieldParser(line, unit, draw).field();
        line.skipBlanks();
        return set;
    }

    private FieldSet field() throws BadLine {
        if (end - start > LONGEST_FIELD) {
            throw faults.tooLong(LONGEST_FIELD);
        }
        faults.refuseOddBlanks();
        boolean star = line.peek() == '*';
        do {
            term();
        } while (line.accept(','));
        if (line.index() < end) {
            throw faults.garbage();
        }
        boolean sunday =
                unit == FieldUnit.DAY_OF_WEEK && (bits & 1L | bits >> SUNDAY_AFTER & 1L) != 0;
        return new FieldSet(sunday ? bits | 1L | 1L << SUNDAY_AFTER : bits, star);
    }

    private void term() throws BadLine {
        int from = line.index();
        if (line.accept('*')) {
            range(from, unit.first(), unit.last(), from);
        } else if (line.accept('~')) {
            random(from, unit.first());
        } else {
            int first = value();
            if (line.accept('-')) {
                int lastAt = line.index();
                range(from, first, value(), lastAt);
            } else if (line.accept('~')) {
                checkRange(first, from);
                random(from, first);
            } else {
                checkRange(first, from);
                refuseStepOnOneValue(from, first);
                bits |= 1L << first;
            }
        }
    }

    private void range(int from, int first, int writtenLast, int lastAt) throws BadLine {
        int step = step();
        checkRange(first, from);
        int last = writtenLast;
        if (last < first && last == 0 && unit == FieldUnit.DAY_OF_WEEK) {
            faults.warnSundayAsEnd(from, first);
            last = SUNDAY_AFTER;
        }
        if (last < first) {
            faults.warnNever(from, first, last);
            return;
        }
        int reached = last - (last - first) % step;
        if (reached > unit.last()) {
            throw faults.outOfRange(last, lastAt);
        }
        if (last > unit.last()) {
            faults.warnEndOutOfRange(from, last);
        }
        add(first, last, step);
        if (line.index() == end && from == start) {
            new StepLints(line, unit).check(from, first, last, step);
        }
    }

    private void add(int first, int last, int step) {
        for (int value = first; value <= last; value += step) {
            bits |= 1L << value;
        }
    }

    /// The cursor stands after the `~`.
    private void random(int from, int first) throws BadLine {
        boolean open = line.index() == end || ",/".indexOf(line.peek()) >= 0;
        int at = line.index();
        int last = open ? lastDrawn() : value();
        checkRange(last, at);
        if (last < first) {
            throw faults.emptyDraw(from);
        }
        String salt = unit.name() + (from - start);
        if (line.peek() == '/') {
            int step = step();
            int offset = draw.between(0, Math.min(step - 1, last - first), salt);
            add(first + offset, last, step);
        } else {
            bits |= 1L << draw.between(first, last, salt);
        }
        faults.warnRandom(from);
    }

    /// Sunday would be drawn twice as often if it counted as 0 and as 7.
    private int lastDrawn() {
        return unit == FieldUnit.DAY_OF_WEEK ? unit.last() - 1 : unit.last();
    }

    /// The step after a `/`, or 1.
    private int step() throws BadLine {
        if (!line.accept('/')) {
            return 1;
        }
        int at = line.index();
        String word = word();
        if (!isNumber(word)) {
            throw faults.noStep(at);
        }
        int step = number(word, at);
        if (step == 0) {
            throw faults.noStep(at);
        }
        return step;
    }

    private void refuseStepOnOneValue(int from, int value) throws BadLine {
        if (line.accept('/')) {
            String step = word();
            throw faults.stepOnOneValue(from, value, step);
        }
    }

    /// A number or a name; names are three letters in any case.
    private int value() throws BadLine {
        int at = line.index();
        String word = word();
        if (isNumber(word)) {
            return number(word, at);
        }
        OptionalInt named = unit.valueOf3Letters(word);
        if (named.isEmpty()) {
            throw faults.noValue(at);
        }
        return named.getAsInt();
    }

    private String word() {
        int from = line.index();
        int to = from;
        while (to < end && isLetterOrDigit(line.text().charAt(to))) {
            to++;
        }
        line.moveTo(to);
        return line.text().substring(from, to);
    }

    /// Leading zeros do not count. The C parsers wrap round at 32 bits, so that `4294967296` is 0.
    private int number(String digits, int at) throws BadLine {
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        if (digits.length() - zeros > 3) {
            throw faults.hugeNumber(digits, at);
        }
        return Integer.parseInt(digits.substring(zeros));
    }

    private void checkRange(int value, int at) throws BadLine {
        if (value < unit.first() || value > unit.last()) {
            throw faults.outOfRange(value, at);
        }
    }

    private static boolean isNumber(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return false;
            }
        }
        return !word.isEmpty();
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
