package farcron.cli;

import farcron.job.After;
import farcron.job.After.Condition;
import farcron.job.Job;
import farcron.job.MakeUp;
import farcron.job.Pool;
import farcron.job.Retry;
import farcron.job.Rules;
import farcron.job.Target;
import farcron.report.ScheduleWords;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a line asks for beyond its schedule and its command, in words.
record RuleText(Job job) {

    /// `when extract has ended ok and load has failed`; empty if it waits for nothing.
    String ends() {
        return job.rules()
                .after()
                .map(after ->
                        after.conditions().stream()
                                .map(this::end)
                                .collect(Collectors.joining(joint(after), "when ", "")))
                .orElse("");
    }

    private static String joint(After after) {
        return after.any() ? " or " : " and ";
    }

    private String end(Condition condition) {
        String upstream = name(condition);
        return switch (condition.need()) {
            case OK -> upstream + " has ended ok";
            case FAILED -> upstream + " has failed";
            case DONE -> upstream + " has ended, well or not";
        };
    }

    /// When it starts. Where its line says wrongly what it waits for, there is nothing to tell.
    ///
    /// @param usual the zone that readers expect, and that is therefore not told
    String start(ZoneId usual) {
        return job.isFollower() && job.rules().after().isPresent()
                ? "starts " + ends()
                : ScheduleWords.of(job.schedule(), job.scheduleText(), job.zone(), usual);
    }

    /// As a line of the same crontab could say it: `extract`, `cron.d/etl/load@failed`.
    List<String> conditions() {
        return job.rules().after().stream()
                .flatMap(after -> after.conditions().stream())
                .map(condition ->
                        condition.need() == After.Need.OK
                                ? name(condition)
                                : name(condition) + "@" + condition.need().word())
                .toList();
    }

    private String name(Condition condition) {
        boolean near = condition.upstream().scope().equals(job.key().scope());
        return near ? condition.upstream().name() : condition.upstream().toString();
    }

    /// One line for each word, as `explain` prints them: `timeout ended after 30m`.
    List<String> lines() {
        Rules rules = job.rules();
        List<String> lines = new ArrayList<>();
        if (!job.isFollower() && rules.after().isPresent()) {
            lines.add(
                    "wait      until "
                            + ends().substring("when ".length())
                            + rules.patience()
                                    .map(most -> ", at most " + text(most))
                                    .orElse(", at most until it is due again"));
        }
        rules.when().ifPresent(test -> lines.add("when      " + Shown.text(test) + " exits 0"));
        rules.pool().ifPresent(pool -> lines.add("pool      " + text(pool)));
        if (job.target() instanceof Target.Local local && !local.limits().areNone()) {
            lines.add("limits    " + local.limits().words() + ", all processes of a run together");
        }
        overlap(rules, lines);
        rules.timeout()
                .ifPresent(
                        most -> lines.add("timeout   ended if it takes longer than " + text(most)));
        if (rules.retry().times() > 0) {
            lines.add("retry     " + text(rules.retry()));
        }
        makeUp(rules.makeUp(), lines);
        return lines;
    }

    private static void overlap(Rules rules, List<String> lines) {
        switch (rules.overlap()) {
            case ALLOW -> {}
            case SKIP -> lines.add("overlap   does not start while an earlier run goes");
            case QUEUE -> lines.add("overlap   waits for the end of an earlier run");
            case REPLACE -> lines.add("overlap   stops an earlier run and starts in its place");
        }
    }

    private static void makeUp(MakeUp makeUp, List<String> lines) {
        String window =
                makeUp.window().map(most -> ", if it is not older than " + text(most)).orElse("");
        switch (makeUp.extent()) {
            case RECENT -> {}
            case NONE -> lines.add("catchup   nothing that was missed");
            case LAST -> lines.add("catchup   the last one missed" + window);
            case ALL -> lines.add("catchup   each one missed" + window + "; one after the other");
        }
    }

    private static String text(Pool pool) {
        return "%s, %d at once".formatted(pool.name(), pool.size());
    }

    private static String text(Retry retry) {
        return "up to %d more attempt%s after a failure, after delays that grow from %s to %s"
                .formatted(
                        retry.times(),
                        retry.times() == 1 ? "" : "s",
                        text(retry.delay()),
                        text(retry.most()));
    }

    /// `1h30m`, as a line would say it.
    private static String text(Duration time) {
        StringBuilder text = new StringBuilder();
        append(text, time.toDaysPart(), 'd');
        append(text, time.toHoursPart(), 'h');
        append(text, time.toMinutesPart(), 'm');
        append(text, time.toSecondsPart(), 's');
        return text.toString();
    }

    private static void append(StringBuilder text, long number, char unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }
}
