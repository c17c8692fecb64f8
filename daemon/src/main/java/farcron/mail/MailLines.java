package farcron.mail;

import farcron.crontab.LosslessText;
import farcron.job.CronLine;
import farcron.job.RunRecord;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// What the log says about mail: cron's own lines, and where they leave a reader alone, one more.
///
/// Owned by the thread `post`.
final class MailLines {

    private static final String MAIL = "MAIL";

    /// As long as cronie makes them.
    private static final int LONGEST_OUTPUT_LINE = 1023;

    private static final int LONGEST_VALUE = 1000;
    private static final int LONGEST_ANSWER = 200;

    private final Manner manner;
    private final Consumer<CronLine> log;
    private boolean saidThatNoMailer;
    private boolean saidThatFull;

    MailLines(Manner manner, Consumer<CronLine> log) {
        this.manner = manner;
        this.log = log;
    }

    void unsafe(RunRecord run, List<String> values) {
        for (String value : values) {
            log.accept(CronLine.run(run.user(), manner.unsafeEvent(), upTo(LONGEST_VALUE, value)));
        }
    }

    /// Once.
    void noMailer(String mailer) {
        if (saidThatNoMailer) {
            return;
        }
        saidThatNoMailer = true;
        Manner.WithoutMailer without = manner.withoutMailer();
        log.accept(CronLine.run("CRON", without.event(), without.detail()));
        log.accept(
                CronLine.run(
                        "CRON",
                        without.event(),
                        mailer
                                + " is not there, so nothing is mailed; the output stays on record:"
                                + " farcron log JOB. Install a sendmail program, or set mailer to"
                                + " its path or to off"));
    }

    /// The output itself, line by line.
    void output(RunRecord run, byte[] output) {
        for (String line : LosslessText.decode(output).split("\n")) {
            for (int from = 0; from < line.length(); from += LONGEST_OUTPUT_LINE) {
                int to = Math.min(line.length(), from + LONGEST_OUTPUT_LINE);
                log.accept(CronLine.run(run.user(), "CMDOUT", line.substring(from, to)));
            }
        }
    }

    /// @param answer what the mailer has written
    void failed(RunRecord run, long bytes, int code, String answer) {
        String status = String.format(Locale.ROOT, "0x%04x", code);
        log.accept(
                CronLine.run(
                        run.user(),
                        MAIL,
                        mailed(bytes) + " but got status " + manner.failed(status)));
        String said = answer.lines().findFirst().orElse("nothing");
        log.accept(
                CronLine.run(
                        run.user(),
                        MAIL,
                        "the mailer said: %s; the output stays on record: farcron log %d"
                                .formatted(upTo(LONGEST_ANSWER, said), run.id())));
    }

    void uncertain(RunRecord run, long bytes, String why) {
        log.accept(
                CronLine.run(
                        run.user(),
                        MAIL,
                        "%s, or not: %s; it is not sent again, and stays on record: farcron log %d"
                                .formatted(mailed(bytes), why, run.id())));
    }

    /// It stays where it is.
    void notSent(RunRecord run, String why) {
        log.accept(
                CronLine.error(
                        run.user(),
                        MAIL,
                        "the output of run %d cannot be mailed now: %s; a restart tries again"
                                .formatted(run.id(), why)));
    }

    /// Once: there would be many.
    void full(RunRecord run) {
        if (!saidThatFull) {
            saidThatFull = true;
            notSent(run, Desk.WAITING_OF_ONE_USER + " letters of this user wait for the mailer");
        }
    }

    void trouble(RunRecord run, String what) {
        log.accept(
                CronLine.error(
                        run.user(),
                        MAIL,
                        "the mail of run %d makes trouble: %s".formatted(run.id(), what)));
    }

    private static String upTo(int most, String text) {
        return text.substring(0, Math.min(text.length(), most));
    }

    private static String mailed(long bytes) {
        return "mailed " + bytes + (bytes == 1 ? " byte" : " bytes") + " of output";
    }
}
