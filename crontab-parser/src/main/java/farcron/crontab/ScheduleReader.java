package farcron.crontab;

import java.util.StringJoiner;

/// Reads what stands before user and command: five time fields, a nickname, or an `after:` word.
final class ScheduleReader {

    private final LineCursor line;
    private final WordReader words;
    private final StableDraw draw;

    ScheduleReader(LineCursor line, WordReader words, StableDraw draw) {
        this.line = line;
        this.words = words;
        this.draw = draw;
    }

    /// @param text the schedule as written, with single blanks
    /// @param dayField where the day of month begins in the line, if there are time fields
    record Scheduled(Schedule schedule, String text, int dayField) {

        private Scheduled(Schedule schedule, String text) {
            this(schedule, text, 0);
        }

        boolean neverComes() {
            return schedule instanceof Schedule.Calendar(CalendarSchedule fields)
                    && fields.neverComes();
        }
    }

    Scheduled read() throws BadLine {
        if (line.peek() == '@') {
            line.expect(Fault.TIME_SPECIFIER);
            return nickname();
        }
        line.expect(Fault.OWN);
        if (words.isKnownWordHere()) {
            return trigger();
        }
        words.refuseMisspeltWordHere();
        return fields();
    }

    private Scheduled trigger() throws BadLine {
        int at = line.index();
        Word word = words.readOne();
        if (!Trigger.isKey(word.key())) {
            throw line.error(
                    at,
                    "line begins with the word "
                            + Shown.quoted(word.key() + ":")
                            + ", so it has no schedule",
                    "begin it with five time fields, a nickname or an `after:` word");
        }
        String text = line.text().substring(at, line.index());
        line.skipBlanks();
        return new Scheduled(new Schedule.Unscheduled(), text);
    }

    private Scheduled nickname() throws BadLine {
        int at = line.index();
        String token = line.token();
        String word = token.substring(1);
        if (word.equals("every")) {
            return every();
        }
        Nickname nickname =
                Nickname.named(word)
                        .orElseThrow(() ->
                                line.error(
                                        at,
                                        "nickname is "
                                                + Shown.quoted(token)
                                                + ", which does not exist",
                                        Nickname.remedy(word)));
        return new Scheduled(nickname.schedule(), token);
    }

    private Scheduled every() throws BadLine {
        int periodAt = line.index();
        String written = line.token();
        Schedule schedule =
                Period.parse(written)
                        .map(Schedule.Every::new)
                        .orElseThrow(() ->
                                line.error(
                                        periodAt,
                                        "period is "
                                                + Shown.quoted(written)
                                                + ", but periods run from 1s to 366d in"
                                                + " whole seconds",
                                        "write a period such as `90s`, `30m`, `2h`, `1d`"
                                                + " or `1h30m`"));
        return new Scheduled(schedule, "@every " + written);
    }

    private Scheduled fields() throws BadLine {
        FieldUnit[] units = FieldUnit.values();
        FieldSet[] sets = new FieldSet[units.length];
        int[] starts = new int[units.length];
        StringJoiner text = new StringJoiner(" ");
        for (FieldUnit unit : units) {
            int i = unit.ordinal();
            starts[i] = line.index();
            line.expect(Fault.of(unit));
            refuseMissing(unit);
            text.add(line.text().substring(line.index(), line.tokenEnd()));
            sets[i] = field(unit);
        }
        CalendarSchedule schedule =
                new CalendarSchedule(sets[0], sets[1], sets[2], sets[3], sets[4]);
        Lints.check(line, schedule, starts);
        refuseSixthField();
        int dayField = starts[FieldUnit.DAY_OF_MONTH.ordinal()];
        return new Scheduled(new Schedule.Calendar(schedule), text.toString(), dayField);
    }

    private void refuseMissing(FieldUnit unit) throws BadLine {
        if (line.atEnd()) {
            throw line.error(
                    line.index(),
                    "line ends after "
                            + unit.ordinal()
                            + " of the five time fields; the "
                            + unit.words()
                            + " is missing",
                    "write minute, hour, day of month, month and day of week, then the command");
        }
    }

    /// Where only the last of five tokens is wrong and nothing follows, it is the command.
    private FieldSet field(FieldUnit unit) throws BadLine {
        int at = line.index();
        int end = line.tokenEnd();
        String token = line.text().substring(at, end);
        boolean last = unit == FieldUnit.DAY_OF_WEEK && line.text().substring(end).isBlank();
        try {
            return FieldParser.read(line, unit, draw);
        } catch (BadLine bad) {
            if (last && !token.matches("(?s)[0-9*].*")) {
                throw line.error(
                        at,
                        "only four time fields stand before " + Shown.quoted(token),
                        "write minute, hour, day of month, month and day of week, then the"
                                + " command");
            }
            throw bad;
        }
    }

    /// The C crons look for this typing error too: nothing that begins with `*` may follow.
    private void refuseSixthField() throws BadLine {
        String next = line.text().substring(line.index(), line.tokenEnd());
        if (next.startsWith("*") || next.equals("?")) {
            line.expect(Fault.COMMAND);
            throw line.error(
                    line.index(),
                    Shown.quoted(next)
                            + " stands after the fifth time field, and cron has no"
                            + " sixth",
                    "leave out the field for seconds or years; for less than a minute write"
                            + " `@every 10s`");
        }
    }
}
