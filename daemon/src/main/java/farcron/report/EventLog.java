package farcron.report;

import farcron.crontab.Flag;
import farcron.crontab.LosslessText;
import farcron.crontab.Problem;
import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.SourceFile;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/// One line for each event, all of one shape: `event=NAME key=value…`. Beside it stands the line
/// that cron itself writes, `(user) CMD (command)`, which log watchers look for.
///
/// Any thread may call; no call waits for the reader of the log.
public final class EventLog {

    private static final Logger LOG = LoggerFactory.getLogger("farcron");

    private final ZoneId zone;

    /// @param zone whose wall clock times are told on
    public EventLog(ZoneId zone) {
        this.zone = zone;
    }

    /// Nothing for a job whose line asks for silence.
    public void started(RunRecord run, Job job) {
        if (job.flags().contains(Flag.QUIET)) {
            return;
        }
        LOG.info("({}) CMD ({})", job.user(), command(job.command().shell()));
        LOG.info(
                "event=run_started {} due={} trigger={} target={}",
                subject(run),
                time(run.due()),
                run.trigger().word(),
                run.target());
    }

    /// Nothing for a job whose line asks for silence.
    public void ended(RunRecord run, Job job) {
        if (!job.flags().contains(Flag.QUIET)) {
            ended(run);
        }
    }

    /// Of a job whose line is gone.
    public void ended(RunRecord run) {
        LOG.info(
                "event=run_ended {} due={} state={} exit={} took={}{}",
                subject(run),
                time(run.due()),
                run.state().word(),
                run.exitCode().isPresent() ? Integer.toString(run.exitCode().getAsInt()) : "-",
                took(run),
                reason(run.reason()));
    }

    /// A firing, or several, that became no run: missed, skipped, blocked.
    public void missed(RunRecord run) {
        LOG.warn(
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
        for (Problem problem : file.problems()) {
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
    }

    /// Something that the operator must know.
    public void problem(String what) {
        LOG.error("event=problem what={}", value(what));
    }

    /// Something that the operator may want to know.
    public void note(String what) {
        LOG.info("event=note what={}", value(what));
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

    private static String reason(String reason) {
        return reason.isEmpty() ? "" : " reason=" + value(reason);
    }

    /// Quoted where it is not one plain word; nothing in it can begin a new line.
    static String value(String text) {
        boolean plain = !text.isEmpty() && text.chars().allMatch(EventLog::isPlain);
        if (plain) {
            return text;
        }
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
        } else if (c == '\t') {
            quoted.append("\\t");
        } else if (c < ' ' || !Printable.isShown(c)) {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
        } else {
            quoted.appendCodePoint(c);
        }
    }

    /// As Debian's cron prints a command: control characters as `^X`, bytes from 128 on in octal.
    private static String command(String shell) {
        StringBuilder printed = new StringBuilder();
        for (byte raw : LosslessText.encode(shell)) {
            int b = raw & 0xFF;
            if (b < ' ' || b == 0x7F) {
                printed.append('^').append((char) (b ^ 0x40));
            } else if (b < 0x7F) {
                printed.append((char) b);
            } else {
                printed.append(String.format(Locale.ROOT, "\\%03o", b));
            }
        }
        return printed.toString();
    }
}
