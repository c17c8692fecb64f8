package farcron.load;

import farcron.crontab.CrontabJob;
import farcron.crontab.Flag;
import farcron.crontab.Period;
import farcron.crontab.Problem;
import farcron.crontab.Schedule;
import farcron.crontab.Spelling;
import farcron.crontab.Word;
import farcron.job.MakeUp;
import farcron.job.Overlap;
import farcron.job.Pool;
import farcron.job.Retry;
import farcron.job.Rules;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Turns the words of a line into its rules. A value that means nothing is an error, and its line
/// does not run.
final class RuleWords {

    private static final List<String> OVERLAPS =
            Arrays.stream(Overlap.values()).map(it -> it.name().toLowerCase(Locale.ROOT)).toList();

    /// For all lines together.
    private static final int MOST_CONDITIONS = 50_000;

    private final Complaints complaints;
    private final PoolWord pools;
    private int conditions;

    RuleWords(Complaints complaints, PoolWord pools) {
        this.complaints = complaints;
        this.pools = pools;
    }

    /// All but what it waits for, which is known later.
    Rules rules(CrontabJob line, LineWords words) {
        return new Rules(
                Optional.empty(),
                patience(line, words),
                words.of(JobWord.TIMEOUT)
                        .flatMap(word -> complaints.read(word, RuleWords::duration)),
                words.of(JobWord.RETRY)
                        .flatMap(word -> complaints.read(word, RetryWord::parse))
                        .orElse(Retry.NEVER),
                overlap(line, words),
                makeUp(line, words),
                pool(line, words),
                words.of(JobWord.WHEN).flatMap(word -> complaints.read(word, RuleWords::test)));
    }

    /// What the line waits for.
    Optional<AfterWord> after(LineWords words) {
        Optional<Word> all = words.own(JobWord.AFTER);
        Optional<Word> any = words.own(JobWord.AFTER_ANY);
        if (all.isPresent() && any.isPresent()) {
            complaints.refuse(
                    Problem.error(
                            any.get().position(),
                            "after-any: stands on a line with after:",
                            "let one line wait for all of some jobs, and another one for the"
                                    + " first of several"));
        }
        Optional<AfterWord> after =
                all.map(word -> new AfterWord(false, word))
                        .or(() -> any.map(word -> new AfterWord(true, word)));
        return after.filter(this::isTaken);
    }

    /// Whether it is worth looking up, even if something is wrong with it.
    private boolean isTaken(AfterWord after) {
        conditions += after.names(complaints::refuse).size();
        boolean tooMany = conditions > MOST_CONDITIONS;
        if (tooMany) {
            complaints.refuse(
                    Problem.error(
                            after.word().position(),
                            "the lines above wait for %d others already".formatted(MOST_CONDITIONS),
                            "let several lines wait for one that waits for the others"));
        }
        return !tooMany;
    }

    /// By default it holds where it makes sense; on a line itself it must.
    private Optional<Duration> patience(CrontabJob line, LineWords words) {
        boolean waits =
                words.own(JobWord.AFTER).isPresent() || words.own(JobWord.AFTER_ANY).isPresent();
        boolean timed = isTimed(line);
        Optional<Word> word = waits && timed ? words.of(JobWord.WAIT) : words.own(JobWord.WAIT);
        if (word.isPresent() && !(waits && timed)) {
            complaints.refuse(
                    Problem.error(
                            word.get().position(),
                            waits
                                    ? Complaints.written(word.get())
                                            + " stands on a line without a time"
                                    : Complaints.written(word.get())
                                            + " stands on a line without after:",
                            waits
                                    ? "take it away: such a line has no due time to wait from"
                                    : "take it away, or say what to wait for with after:"));
            return Optional.empty();
        }
        return word.flatMap(it -> complaints.read(it, RuleWords::duration));
    }

    private static boolean isTimed(CrontabJob line) {
        return !(line.schedule() instanceof Schedule.Unscheduled);
    }

    /// The flag stands on the line, and so wins over a default; a word beside it wins over the
    /// flag.
    private Overlap overlap(CrontabJob line, LineWords words) {
        Optional<Word> own = words.own(JobWord.OVERLAP);
        if (own.isEmpty() && line.flags().contains(Flag.SINGLE)) {
            return Overlap.SKIP;
        }
        return own.or(() -> words.of(JobWord.OVERLAP))
                .flatMap(word -> complaints.read(word, RuleWords::overlap))
                .orElse(Overlap.ALLOW);
    }

    private static Overlap overlap(String value) throws BadValue {
        int index = OVERLAPS.indexOf(value);
        if (index < 0) {
            throw new BadValue(
                    "is none of allow, skip, queue and replace",
                    Spelling.near(value, OVERLAPS)
                            .map(near -> "write overlap:" + near)
                            .orElse("write one of them, such as overlap:skip"));
        }
        return Overlap.values()[index];
    }

    private MakeUp makeUp(CrontabJob line, LineWords words) {
        boolean due = line.schedule().isTimed();
        words.own(JobWord.CATCHUP)
                .filter(_ -> !due)
                .ifPresent(word ->
                        complaints.note(
                                Problem.warning(
                                        word.position(),
                                        Complaints.written(word)
                                                + " stands on a line that is due at no time, and"
                                                + " can miss none",
                                        "take it away")));
        return words.of(JobWord.CATCHUP)
                .flatMap(word -> complaints.read(word, CatchUpWord::parse))
                .orElse(MakeUp.USUAL);
    }

    private Optional<Pool> pool(CrontabJob line, LineWords words) {
        Map<String, Integer> above = pools.above(line);
        return words.of(JobWord.POOL)
                .flatMap(word -> complaints.read(word, name -> pools.parse(name, above)));
    }

    private static String test(String value) throws BadValue {
        if (value.isBlank()) {
            throw new BadValue(
                    "is an empty test", "write a shell test, such as when:\"test -e /data/ready\"");
        }
        return value;
    }

    private static Duration duration(String value) throws BadValue {
        return Period.parse(value)
                .orElseThrow(() ->
                        new BadValue(
                                "is no duration",
                                "write a number and a unit, such as 90s, 30m or 2h"));
    }
}
