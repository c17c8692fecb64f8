package farcron.shadow;

import farcron.job.JobTable;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/// What the crontabs, as they are now, would have run in a span of time that has gone by, beside
/// what the log says of it.
public final class LookBack {

    /// The virtual clock depends on clock changes up to three hours back.
    private static final Duration RUN_UP = Duration.ofDays(1);

    private final Scene scene;

    private final Consumer<String> trouble;

    /// @param trouble told what is wrong with the crontabs
    public LookBack(Scene scene, Consumer<String> trouble) {
        this.scene = scene;
        this.trouble = trouble;
    }

    /// @param summary on what the log covers of the span
    /// @param begins when the log begins, if that is later than the span does
    public record Result(Summary summary, Optional<Instant> begins) {}

    /// @throws IOException if the log or the crontabs cannot be read
    public Result compare(Instant since, Instant until) throws IOException {
        JobTable table = Scene.table(scene.loader(trouble));
        CronLog.Past past = scene.log().past(since, until);
        Optional<Instant> begins = past.begins().filter(first -> first.isAfter(since));
        Instant from = begins.filter(first -> first.isBefore(until)).orElse(since);
        Judge judge = new Judge(_ -> {});
        Foresight foresight = new Foresight(scene, table, from.minus(RUN_UP));
        judge.take(new Fact.Begun(from));
        judge.take(foresight.lines(from));
        Deque<Fact> log = new ArrayDeque<>(past.facts());
        for (Instant at = foresight.nextLook(); at.isBefore(until); at = foresight.nextLook()) {
            while (!log.isEmpty() && log.peek().at().isBefore(at)) {
                judge.take(log.poll());
            }
            for (Fact would : foresight.due(at)) {
                if (!at.isBefore(from)) {
                    judge.take(would);
                }
            }
            judge.settle(at);
        }
        log.forEach(judge::take);
        judge.take(new Fact.Ended(until));
        return new Result(judge.summary(), begins);
    }
}
