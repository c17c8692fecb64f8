package farcron.crontab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a file line by line: blank, comment, setting, or job. A line that is none of these costs
/// only itself (cronie from 1.5.5; Debian's cron refuses the whole file).
final class CrontabReader {

    static final int MOST_BYTES = 8 << 20;

    /// As many as cronie takes.
    static final int MOST_JOBS = 10_000;

    /// As many as cronie takes in a user's crontab.
    static final int MOST_SETTINGS = 1_000;

    static final int MOST_LINES = 100_000;

    private static final int MOST_LINES_FOR_DEBIAN = 10_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String source;
    private final String text;
    private final Grammar grammar;
    private final Problems problems = new Problems();
    private final List<JobDraft> jobs = new ArrayList<>();
    private final CarriageReturns carriageReturns = new CarriageReturns();
    private Environment environment = Environment.NONE;
    private String nameInComment = "";
    private int settings;
    private int jobLines;

    private CrontabReader(String source, String text, Grammar grammar) {
        this.source = source;
        this.text = text;
        this.grammar = grammar;
    }

    static Crontab read(String source, byte[] content, Grammar grammar) {
        if (content.length > MOST_BYTES) {
            Problem problem =
                    Problem.error(
                            new Position(1, 1),
                            "file is "
                                    + content.length
                                    + " bytes long, but "
                                    + MOST_BYTES
                                    + " is the limit",
                            "is it a crontab? if so, move jobs to a second file");
            return new Crontab(source, List.of(), List.of(problem));
        }
        return new CrontabReader(source, LosslessText.decode(content), grammar).read();
    }

    private Crontab read() {
        int number = 0;
        int start = 0;
        while (start < text.length() && number < MOST_LINES) {
            number++;
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            line(number, text.substring(start, end), newline >= 0);
            start = end + 1;
        }
        if (start < text.length()) {
            problems.add(beyond(number + 1, Fault.TOO_MANY_LINES, MOST_LINES + " lines"));
        }
        if (number > MOST_LINES_FOR_DEBIAN && grammar.dialect() == Grammar.Dialect.DEBIAN) {
            problems.add(
                    Problem.tolerated(
                            new Position(MOST_LINES_FOR_DEBIAN + 1, 1),
                            Fault.TOO_MANY_LINES,
                            "file has more than 10000 lines; " + Lints.DEBIAN_REFUSES,
                            "move jobs to a second file"));
        }
        carriageReturns.report(problems);
        List<CrontabJob> named = JobNames.assign(jobs, problems);
        return new Crontab(source, named, problems.inOrder());
    }

    private void line(int number, String raw, boolean ended) {
        String nameAbove = nameInComment;
        nameInComment = "";
        LineCursor line = new LineCursor(number, withoutCarriageReturn(raw), grammar);
        skipByteOrderMark(number, line);
        line.skipBlanks();
        if (line.peek() == '#') {
            nameInComment = JobNames.inComment(line.rest());
            return;
        }
        carriageReturns.look(number, raw);
        if (line.atEnd()) {
            return;
        }
        if (!ended) {
            warnOfMissingNewline(line);
        }
        try {
            active(line, nameAbove);
            line.warnings().forEach(problems::add);
        } catch (BadLine bad) {
            problems.add(bad.problem());
        }
    }

    private void active(LineCursor line, String nameAbove) throws BadLine {
        LookAlikes.refuseNul(line);
        Optional<Setting> setting = EnvironmentLine.read(line);
        if (setting.isPresent()) {
            set(setting.get());
            return;
        }
        if (++jobLines > MOST_JOBS) {
            if (jobLines == MOST_JOBS + 1) {
                int number = line.position(0).line();
                throw new BadLine(beyond(number, Fault.TOO_MANY_ENTRIES, MOST_JOBS + " job lines"));
            }
            return;
        }
        jobs.add(new JobLine(line, source, grammar).read(environment, nameAbove));
    }

    private void set(Setting setting) throws BadLine {
        if (++settings <= MOST_SETTINGS) {
            environment = environment.with(setting);
        } else if (settings == MOST_SETTINGS + 1) {
            int number = setting.position().line();
            throw new BadLine(beyond(number, Fault.OWN, MOST_SETTINGS + " settings"));
        }
    }

    private static Problem beyond(int line, Fault fault, String limit) {
        return Problem.error(
                new Position(line, 1),
                fault,
                "file has more than " + limit + "; this one and those below are not read",
                "move jobs to a second file");
    }

    private void skipByteOrderMark(int number, LineCursor line) {
        if (number == 1 && line.accept(BYTE_ORDER_MARK)) {
            problems.add(
                    Problem.foreign(
                            line.position(0),
                            "file begins with a byte order mark; " + Lints.DEBIAN_REFUSES,
                            "save it as UTF-8 without a byte order mark"));
        }
    }

    private void warnOfMissingNewline(LineCursor line) {
        problems.add(
                Problem.tolerated(
                        line.position(line.text().length()),
                        Fault.PREMATURE_EOF,
                        "last line has no newline; Debian's cron ignores the whole file, cronie"
                                + " this line",
                        "end the file with a newline"));
    }

    private static String withoutCarriageReturn(String raw) {
        return raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
    }
}
