package farcron.load;

import farcron.crontab.Crontab;
import farcron.crontab.CrontabJob;
import farcron.crontab.Grammar;
import farcron.crontab.Grammar.Dialect;
import farcron.crontab.LosslessText;
import farcron.crontab.Problem;
import farcron.crontab.Schedule;
import farcron.crontab.Setting;
import farcron.crontab.Word;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the old cron could not run, if it had to take this file over again.
public final class Portability {

    /// In bytes, a guard included.
    private static final int LONGEST_FOR_DEBIAN = 998;

    /// Those that have POSIX's `:`, which does nothing.
    private static final Set<String> SHELLS =
            Set.of(
                    "sh", "ash", "bash", "busybox", "dash", "ksh", "ksh93", "lksh", "mksh", "oksh",
                    "posh", "rbash", "yash", "zsh");

    private final Dialect dialect;
    private final List<String> lines;
    private final DefaultWords defaults;
    private final List<Problem> problems = new ArrayList<>();

    private Portability(Grammar grammar, List<String> lines) {
        this.dialect = grammar.dialect();
        this.lines = lines;
        this.defaults = new DefaultWords(grammar, new Complaints());
    }

    /// A problem for each line with something that the old cron does not understand: an error if it
    /// would not run the line, or not so, or would ignore the whole file.
    ///
    /// What no daemon can read is not told here.
    public static List<Problem> problems(CrontabFile file, Reading reading) throws IOException {
        return problems(file, Loaded.content(file.path()), reading);
    }

    /// The same for a text that stands, or shall stand, in that file.
    public static List<Problem> problems(CrontabFile file, byte[] text, Reading reading) {
        Grammar grammar = reading.grammar(file.format());
        Crontab crontab = Crontab.parse(file.path().toString(), text, grammar);
        List<String> lines = List.of(LosslessText.decode(text).split("\n", -1));
        Portability portability = new Portability(grammar, lines);
        crontab.problems().stream()
                .filter(Problem::barsReturn)
                .map(it -> Problem.error(it.position(), it.fault(), it.what(), it.remedy()))
                .forEach(portability.problems::add);
        crontab.jobs().forEach(portability::look);
        portability.problems.sort(Loaded.IN_ORDER);
        return portability.problems;
    }

    private void look(CrontabJob job) {
        switch (job.schedule()) {
            case Schedule.Unscheduled _ ->
                    error(
                            job,
                            "no other cron knows a line without a time; Debian's cron ignores the"
                                    + " whole file for it",
                            "give it a date that never comes, and put its words between `: ` and"
                                    + " `;`, as `farcron guard` does");
            case Schedule.Every _ ->
                    error(
                            job,
                            "no other cron knows @every; Debian's cron ignores the whole file for"
                                    + " it",
                            "write time fields such as */5 * * * *");
            case Schedule.Calendar _, Schedule.Boot _ -> words(job);
        }
    }

    private void words(CrontabJob job) {
        if (job.words().isEmpty()) {
            runsHere(job);
            return;
        }
        Word word = job.words().getFirst();
        Setting shell = job.environment().get("SHELL");
        if (shell != null && !SHELLS.contains(name(shell.value()))) {
            error(
                    job,
                    "another cron would give `%s` to %s, which is no POSIX shell"
                            .formatted(word.text(), shell.value()),
                    "take the words away, or write SHELL=/bin/sh above the line and name the other"
                            + " program in its command");
        } else if (job.guarded()) {
            guarded(job, lines.get(job.position().line() - 1));
            runsHere(job);
        } else {
            problems.add(
                    Problem.error(
                            word.position(),
                            "another cron would run `%s` as a command and fail with exit 127"
                                    .formatted(word.text()),
                            "put the words between `: ` and `;`, which every shell skips, as"
                                    + " `farcron guard` does"));
        }
    }

    /// What the shell of another cron gets begins with the guard.
    private void guarded(CrontabJob job, String line) {
        WordRun words = WordRun.of(line, job.words());
        String text = line.substring(line.lastIndexOf(':', words.start() - 1));
        int bytes = LosslessText.encode(text).length;
        if (dialect == Dialect.DEBIAN && bytes > LONGEST_FOR_DEBIAN) {
            error(
                    job,
                    "command is %d bytes long with its words, and Debian's cron refuses the whole"
                                    .formatted(bytes)
                            + " file for more than "
                            + LONGEST_FOR_DEBIAN,
                    "put the command into a script");
        }
        String behind = line.substring(line.indexOf(';', words.end()) + 1).stripLeading();
        if (!job.flags().isEmpty() && behind.startsWith("-")) {
            error(
                    job,
                    "another cron would give the flags behind the words to the shell",
                    "write the flags before the words");
        }
    }

    private void runsHere(CrontabJob job) {
        Optional<Word> fargate = defaults.with(job).of(JobWord.FARGATE);
        if (fargate.isPresent()) {
            problems.add(
                    Problem.warning(
                            job.position(),
                            "another cron would run the command on this machine, and not as a task"
                                    + " of "
                                    + fargate.get().text(),
                            "make sure that it can run here, or take the line out before another"
                                    + " cron takes over"));
        }
    }

    private void error(CrontabJob job, String what, String remedy) {
        problems.add(Problem.error(job.position(), what, remedy));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
