package farcron.report;

import farcron.job.Job;
import farcron.job.MakeUp;
import farcron.job.Overlap;
import farcron.job.Retry;
import farcron.job.Rules;
import farcron.job.RunRecord;
import farcron.job.Target;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// All about one job, for a terminal.
final class JobText {

    private final View view;
    private final Columns columns = new Columns(2);

    JobText(View view) {
        this.view = view;
    }

    /// @param runs the newest ones
    /// @param output the last lines of the last run, if that went wrong and may be shown
    String of(JobView shown, List<RunRecord> runs, List<String> output) {
        Job job = shown.job();
        columns.row("job", job.key().toString());
        columns.row("state", shown.state().isEmpty() ? "never ran" : shown.state());
        if (!shown.reason().isEmpty()) {
            columns.row("reason", Printable.line(shown.reason()));
        }
        columns.row("user", job.user());
        columns.row("stands in", Printable.line(job.file()) + ":" + job.line());
        columns.row("schedule", Printable.line(job.scheduleText()));
        columns.row("", Printable.line(shown.words()));
        columns.row("zone", job.zone().getId());
        columns.row("next", next(shown));
        rules(job.rules());
        followers(job);
        columns.row("where", job.target().word());
        if (job.target() instanceof Target.Local local && !local.limits().areNone()) {
            columns.row("limits", local.limits().words());
        }
        if (view.caller().full()) {
            if (job.target() instanceof Target.Fargate task) {
                TaskWords.rows(columns, task);
            }
            job.rules().when().ifPresent(test -> columns.row("only when", Printable.line(test)));
            columns.row("command", Printable.line(job.command().shell()));
        }
        String table = new RunsText(view).runs(runs, noRun(shown));
        return columns + "\n" + table + RunsText.quoted(output);
    }

    private static String noRun(JobView job) {
        String remedy =
                job.job().runs()
                        ? "`farcron why %1$s` tells why, and `farcron run %1$s` runs it now"
                        : "its line is refused: correct it in %2$s:%3$d, and it runs when it is"
                                + " due";
        String told = "no run of it is on record; " + remedy;
        return Printable.line(told.formatted(job.shown(), job.job().file(), job.job().line()));
    }

    private static String next(JobView job) {
        return job.next().isEmpty()
                ? "-"
                : job.next().stream()
                        .map(at -> Times.rfc(at, job.job().zone()))
                        .collect(Collectors.joining("  "));
    }

    /// Those that the line has; a classic line has none.
    private void rules(Rules rules) {
        rules.pool()
                .ifPresent(
                        pool -> columns.row("pool", pool.name() + ", " + pool.size() + " at once"));
        rules.timeout().ifPresent(time -> columns.row("timeout", Times.span(time)));
        if (rules.retry().times() > 0) {
            columns.row("retry", words(rules.retry()));
        }
        if (rules.overlap() != Overlap.ALLOW) {
            columns.row("overlap", word(rules.overlap()));
        }
        if (rules.makeUp().extent() != MakeUp.Extent.RECENT) {
            String window = rules.makeUp().window().map(w -> " of " + Times.span(w)).orElse("");
            columns.row("catchup", word(rules.makeUp().extent()) + window);
        }
    }

    private static String words(Retry retry) {
        return (retry.times() == 1 ? "once" : retry.times() + " times")
                + ", after "
                + Times.span(retry.delay())
                + (retry.times() == 1 ? "" : " and more, at most " + Times.span(retry.most()));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private void followers(Job job) {
        List<String> names =
                view.snapshot().table().graph().dependents(job.key()).stream()
                        .filter(view::sees)
                        .map(follower -> view.shown(follower.key()))
                        .toList();
        if (!names.isEmpty()) {
            columns.row("then", Printable.line(DayWords.joined(names)));
        }
    }
}
