package farcron.swap;

import farcron.crontab.CrontabJob;
import farcron.crontab.Grammar;
import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Grammar.Format;
import farcron.crontab.Schedule;
import farcron.crontab.Word;
import farcron.load.WordRun;

import java.util.List;

/// Puts the words of a line where no other cron minds them: between `: ` and `;`, for the shell
/// does nothing about `:` and what follows it. Where a word stands in place of the time fields, a
/// date that never comes takes its place.
final class GuardedLine {

    /// All crons read it, and none ever runs the line.
    private static final String NEVER = "0 0 30 2 *";

    private final String line;
    private final CrontabJob job;
    private final Grammar grammar;

    /// @param line as it stands in its file, without the line end
    GuardedLine(String line, CrontabJob job, Grammar grammar) {
        this.line = line;
        this.job = job;
        this.grammar = grammar;
    }

    /// The same line if there is nothing to guard.
    String text() {
        if (job.schedule() instanceof Schedule.Unscheduled) {
            return follower(job.words());
        }
        return job.words().isEmpty() || job.guarded() ? line : guarded(job.words());
    }

    private String guarded(List<Word> words) {
        WordRun run = WordRun.of(line, words);
        return until(run.start()) + ": " + of(run) + ";" + line.substring(run.end());
    }

    private String follower(List<Word> words) {
        WordRun trigger = WordRun.of(line, words.subList(0, 1));
        List<Word> others = words.subList(1, words.size());
        String time = until(trigger.start()) + NEVER;
        if (others.isEmpty()) {
            int command = command(trigger.end());
            String between = line.substring(trigger.end(), command);
            return time + between + ": " + of(trigger) + "; " + line.substring(command);
        }
        WordRun run = WordRun.of(line, others);
        String between = line.substring(trigger.end(), run.start());
        String begun = time + between + (job.guarded() ? "" : ": ") + of(trigger) + " ";
        return job.guarded()
                ? begun + line.substring(run.start())
                : begun + of(run) + ";" + line.substring(run.end());
    }

    private String until(int index) {
        return line.substring(0, index);
    }

    private String of(WordRun run) {
        return line.substring(run.start(), run.end());
    }

    /// Where the command of a line without other words begins: behind user and flags.
    private int command(int afterTrigger) {
        int at = blanksEnd(afterTrigger);
        if (grammar.format() == Format.SYSTEM) {
            at = blanksEnd(tokenEnd(at));
        }
        while (grammar.dialect() == Dialect.CRONIE && line.startsWith("-", at)) {
            at = blanksEnd(tokenEnd(at));
        }
        return at;
    }

    private int tokenEnd(int start) {
        int end = start;
        while (end < line.length() && !isBlank(line.charAt(end))) {
            end++;
        }
        return end;
    }

    private int blanksEnd(int start) {
        int end = start;
        while (end < line.length() && isBlank(line.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
