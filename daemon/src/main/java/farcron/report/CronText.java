package farcron.report;

import farcron.crontab.LosslessText;
import farcron.job.CronLine;
import farcron.job.Job;

import java.util.Locale;

/// A line as cron prints it, harmless whatever it holds: control characters as `^X`, bytes from 128
/// on in octal. Both Debian's cron and cronie do so with commands; here all texts are treated
/// alike.
public final class CronText {

    /// Together they stay below what a system's log takes as one message.
    private static final int LONGEST_NAME = 300;

    private static final int LONGEST_DETAIL = 7000;

    private CronText() {}

    /// What stands behind `CMD` when the job starts, without the parentheses.
    public static String command(Job job) {
        return printed(Idiom.started(job).detail(), LONGEST_DETAIL);
    }

    static String of(CronLine line) {
        String text =
                "(%s) %s (%s)"
                        .formatted(
                                printed(line.who(), LONGEST_NAME),
                                printed(line.event(), LONGEST_NAME),
                                printed(line.detail(), LONGEST_DETAIL));
        return line.cause().isEmpty() ? text : text + ": " + printed(line.cause(), LONGEST_NAME);
    }

    /// What would be printed longer than this is cut, and says so.
    private static String printed(String text, int longest) {
        byte[] bytes = LosslessText.encode(text);
        StringBuilder printed = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            int before = printed.length();
            append(printed, bytes[i] & 0xFF);
            if (printed.length() > longest) {
                printed.setLength(before);
                return printed + "... [" + (bytes.length - i) + " bytes cut]";
            }
        }
        return printed.toString();
    }

    private static void append(StringBuilder printed, int b) {
        if (b < ' ' || b == 0x7F) {
            printed.append('^').append((char) (b ^ 0x40));
        } else if (b < 0x7F) {
            printed.append((char) b);
        } else {
            printed.append(String.format(Locale.ROOT, "\\%03o", b));
        }
    }
}
