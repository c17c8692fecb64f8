package farcron.report;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Problem;
import farcron.job.CronLine;
import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.SourceFile;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/// One line for each event, all of one shape: `event=NAME key=value…`. Beside them stand the lines
/// that cron itself writes, `(user) CMD (command)`, which log watchers look for.
///
/// In the system's log each line has an ident, by which watchers choose: that is the name of the
/// line's logger behind `farcron.`, and `farcron` itself for events.
///
/// Any thread may call; no call but [#output] waits for the reader of the log.
public final class EventLog {

    /// The name of the logger for what jobs write.
    static final String OUTPUT = "farcron.output";

    private static final Logger LOG = LoggerFactory.getLogger("farcron");
    private static final Logger JOBS = LoggerFactory.getLogger(OUTPUT);

    /// Of one file: a user can write as many as he likes, as often as he likes.
    private static final int MOST_PROBLEMS = 10;

    private final Idiom idiom;
    private final ZoneId zone;

    /// Sets up the library that writes. Whoever makes the first log waits for that.
    public static void prepare() {
        // The loggers are there once this class is.
    }

    /// @param dialect whose words and idents cron's own lines have
    /// @param zone whose wall clock times are told on
    public EventLog(Dialect dialect, ZoneId zone) {
        this.idiom = new Idiom(dialect);
        this.zone = zone;
    }

    /// A line of cron's.
    public void line(CronLine line) {
        Logger ident = LoggerFactory.getLogger("farcron." + idiom.name(line.ident()));
        String text = CronText.of(line);
        switch (line.level()) {
            case INFO -> ident.info("{}", text);
            case ERROR -> ident.error("{}", text);
        }
    }

    /// The system's daemon begins its work.
    public void begun(String version) {
        line(Idiom.begun(version));
    }

    /// Whether `@reboot` lines run at this start of the daemon.
    public void reboot(boolean runs) {
        idiom.reboot(runs).ifPresent(this::line);
    }

    /// The system's daemon ends its work.
    public void stopping() {
        idiom.stopping().ifPresent(this::line);
    }

    /// Nothing for a job whose line asks for silence.
    public void started(RunRecord run, Job job) {
        if (job.quiet()) {
            return;
        }
        line(Idiom.started(job));
        LOG.info(
                "event=run_started {} due={} trigger={} target={}",
                subject(run),
                time(run.due()),
                run.trigger().word(),
                run.place().target());
    }

    /// Nothing for a job whose line asks for silence.
    public void ended(RunRecord run, Job job) {
        if (job.quiet()) {
            return;
        }
        if (run.exitCode().isPresent()) {
            idiom.ended(job).ifPresent(this::line);
        }
        ended(run);
    }

    /// Of a job whose line is gone.
    public void ended(RunRecord run) {
        LOG.info(
                "event=run_ended {} due={} state={} exit={} took={}{}{}",
                subject(run),
                time(run.due()),
                run.state().word(),
                run.exitCode().isPresent() ? Integer.toString(run.exitCode().getAsInt()) : "-",
                took(run),
                task(run),
                reason(run.reason()));
    }

    /// A run that did not end well and is to be tried once more. Nothing for a job whose line asks
    /// for silence.
    ///
    /// @param run as it waits for its next attempt
    public void retried(RunRecord run, Job job) {
        if (job.quiet()) {
            return;
        }
        LOG.info(
                "event=run_retried {} attempt={} starts={}{}{}",
                subject(run),
                run.attempt(),
                time(run.notBefore().orElse(run.due())),
                task(run),
                reason(run.reason()));
    }

    /// A firing, or several, that became no run: missed, skipped, blocked. That somebody wanted it
    /// so, or that a handler of failures has nothing to do, is no reason for a warning.
    public void missed(RunRecord run) {
        boolean calm = run.state() == RunState.SKIPPED || run.state() == RunState.BLOCKED;
        LOG.atLevel(calm ? Level.INFO : Level.WARN)
                .log(
                        "event=run_{} {} due={} firings={}{}",
                        run.state().word(),
                        subject(run),
                        time(run.due()),
                        run.firings(),
                        reason(run.reason()));
    }

    /// A crontab that was read, and each of its problems.
    public void loaded(SourceFile file) {
        LOG.info(
                "event=file_loaded file={} ok={} problems={}",
                value(file.path()),
                file.ok(),
                file.problems().size());
        file.problems().stream().limit(MOST_PROBLEMS).forEach(problem -> problem(file, problem));
        if (file.problems().size() > MOST_PROBLEMS) {
            LOG.warn(
                    "event=file_problems_left_out file={} count={} remedy={}",
                    value(file.path()),
                    file.problems().size() - MOST_PROBLEMS,
                    value("farcron check shows all"));
        }
    }

    private static void problem(SourceFile file, Problem problem) {
        String line =
                "event=file_problem file=%s line=%d column=%d severity=%s what=%s remedy=%s"
                        .formatted(
                                value(file.path()),
                                problem.position().line(),
                                problem.position().column(),
                                problem.severity().word(),
                                value(problem.what()),
                                value(problem.remedy()));
        LOG.warn("{}", line);
    }

    /// Something that the operator must know.
    public void problem(String what) {
        LOG.error("event=problem what={}", value(what));
    }

    /// Something that the operator may want to know.
    public void note(String what) {
        LOG.info("event=note what={}", value(what));
    }

    /// What a job has written: a line, or a piece of one that is long. Waits for the reader.
    ///
    /// @param more whether the next piece belongs to the same line
    void output(RunRecord run, String line, boolean more) {
        JOBS.info(
                "event=output {} line={}{}", subject(run), quoted(line), more ? " more=true" : "");
    }

    private static String subject(RunRecord run) {
        return "job=" + value(run.job().toString()) + " run=" + run.id();
    }

    private String time(Instant at) {
        return Times.rfc(at, zone);
    }

    /// In seconds, to the millisecond.
    private static String took(RunRecord run) {
        if (run.started().isEmpty() || run.ended().isEmpty()) {
            return "-";
        }
        long millis = Duration.between(run.started().get(), run.ended().get()).toMillis();
        return String.format(Locale.ROOT, "%.3fs", Math.max(0, millis) / 1000.0);
    }

    /// What to look for on AWS.
    private static String task(RunRecord run) {
        return run.place().task().map(arn -> " task=" + value(arn)).orElse("");
    }

    private static String reason(String reason) {
        return reason.isEmpty() ? "" : " reason=" + value(reason);
    }

    /// Quoted where it is not one plain word; nothing in it can begin a new line.
    static String value(String text) {
        boolean plain = !text.isEmpty() && text.chars().allMatch(EventLog::isPlain);
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> escape(quoted, c));
        return quoted.append('"').toString();
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '=';
    }

    private static void escape(StringBuilder quoted, int c) {
        if (c == '"' || c == '\\') {
            quoted.append('\\').append((char) c);
        } else if (c == '\n') {
            quoted.append("\\n");
        } else if (c == '\r') {
            quoted.append("\\r");
        } else if (c == '\t') {
            quoted.append("\\t");
        } else if (c < ' ' || !Printable.isShown(c)) {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
        } else {
            quoted.appendCodePoint(c);
        }
    }
}
