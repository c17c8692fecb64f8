package farcron.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.Samples;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.job.Usage;
import farcron.record.Recovered;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What becomes of the runs that an earlier daemon left open.
class TakeUpTest {

    private static final Instant NOW = Post.NOW;

    @TempDir private Path folder;
    private Post post;

    @BeforeEach
    void begin() {
        post = new Post(folder);
    }

    @AfterEach
    void end() {
        post.close();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    state   | found | line     | seconds | then    | why
                    running | true  | kept     | 60      | running | it goes on
                    running | true  | kept     | 90000   | running | for as long as it likes
                    running | true  | gone     | 60      | running | also without its line
                    running | true  | rejected | 60      | running | or with one that must not run
                    running | false | kept     | 60      | started | recorded, and the daemon died before the start
                    running | false | kept     | 300     | started | at most five minutes late
                    running | false | kept     | 301     | missed  | too late
                    running | false | gone     | 60      | missed  | its line is gone
                    running | false | rejected | 60      | missed  | its line must not run
                    queued  | false | kept     | -60     | queued  | its time will come
                    queued  | false | kept     | 60      | started | its time has come meanwhile
                    queued  | false | kept     | 301     | missed  | too late
                    queued  | false | gone     | -60     | missed  | its line is gone
                    """)
    void a_run_that_was_left(
            String state, boolean found, String line, long seconds, String then, String why) {
        post.load("* * * * * name:a true");
        Instant start = NOW.minusSeconds(seconds);
        RunRecord queued =
                RunRecord.queued(
                        7, post.job("a"), Trigger.SCHEDULE, start.minusSeconds(600), start);
        RunRecord left = state.equals("queued") ? queued : queued.running(start);
        if (found) {
            post.witness.alive(7);
        }
        post.load(
                switch (line) {
                    case "kept" -> "* * * * * name:a true";
                    case "rejected" -> "* * * * * name:a fargate:x true";
                    default -> "* * * * * name:b true";
                });
        post.dispatcher().takeUp(List.of(left), false, Interlude.NONE, NOW);
        post.after(Duration.ZERO);

        RunRecord now = post.onRecord(7);
        assertThat(now.state().word()).isEqualTo(then.equals("started") ? "running" : then);
        assertThat(post.witness.started()).hasSize(then.equals("started") ? 1 : 0);
        assertThat(now.started().isPresent()).isEqualTo(now.state() == RunState.RUNNING);
        if (then.equals("missed")) {
            assertThat(now.reason())
                    .isEqualTo(
                            "the daemon stopped before its start, and "
                                    + (line.equals("kept")
                                            ? "it was too late by then"
                                            : "its line is gone"));
            assertThat(now.ended()).contains(NOW);
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    left     | turn | other | words         | then    | why
                    held     | 0    | 3600  |               | skipped | what waits for others is given up with the machine
                    held     | 0    | 300   |               | started | but not for a moment's trial
                    held     | 0    | 301   |               | skipped | of five minutes at most
                    delayed  | 60   | 3600  |               | skipped | its turn came in the other's time
                    delayed  | 3400 | 3600  |               | started | it has only just come
                    delayed  | 9000 | 3600  |               | queued  | its turn is still to come
                    retried  | 60   | 3600  |               | failed  | a failure that was not mended
                    retried  | 9000 | 3600  |               | queued  | it may still be mended
                    asked    | 0    | 3600  |               | skipped | nobody waits for it any more
                    held     | 0    | 3600  | catchup:last  | started | the line wants it however late
                    held     | 0    | 3600  | catchup:all   | started | the same
                    held     | 0    | 3600  | catchup:all/2h | started | not so late
                    held     | 0    | 9000  | catchup:all/2h | skipped | too late for it, too
                    held     | 0    | 3600  | catchup:none  | skipped | all the less
                    held     | 0    | 0     |               | started | there was no other cron
                    """)
    void a_run_that_waited_when_another_cron_took_the_lines(
            String left, long turn, long other, String words, String then, String why) {
        post.load("* * * * * name:a " + (words == null ? "" : words) + " true");
        Instant from = NOW.minusSeconds(Math.max(other, 1));
        Trigger trigger = left.equals("asked") ? Trigger.MANUAL : Trigger.SCHEDULE;
        RunRecord queued =
                RunRecord.queued(7, post.job("a"), trigger, from, from.plusSeconds(turn));
        RunRecord run =
                switch (left) {
                    case "delayed" -> queued;
                    case "retried" -> queued.again(from.plusSeconds(turn), "attempt 1 failed");
                    default -> queued.held("pool p is full");
                };
        Interlude interlude = Interlude.since(Optional.of(from), from.plusSeconds(other));

        post.dispatcher().takeUp(List.of(run), false, interlude, NOW);
        post.after(Duration.ZERO);

        RunRecord now = post.onRecord(7);
        assertThat(now.state().word()).isEqualTo(then.equals("started") ? "running" : then);
        assertThat(post.witness.started()).hasSize(then.equals("started") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1 | skipped | it still waited when farcron stopped, and another cron ran the lines from 2026-11-18 08:14:00 to 2026-11-21 08:13:00
                    2 | failed  | not tried again: another cron ran the lines from 2026-11-18 08:14:00 to 2026-11-21 08:13:00
                    """)
    void what_is_given_up_says_for_whom_and_its_wave_ends(int attempt, String state, String why) {
        post.load("* * * * * name:a true", "after:a name:b true");
        Instant from = NOW.minus(Duration.ofDays(3));
        RunRecord waiting = RunRecord.queued(7, post.job("a"), Trigger.SCHEDULE, from, from);
        RunRecord run = attempt == 1 ? waiting.held("full") : waiting.again(from, "failed");

        Interlude other = Interlude.since(Optional.of(from), NOW.minusSeconds(60));
        post.dispatcher().takeUp(List.of(run), false, other, NOW);
        post.commit();

        assertThat(post.told()).contains("7 a " + state + ": " + why);
        assertThat(post.told()).anyMatch(told -> told.contains("b blocked: upstream a "));
        assertThat(post.witness.started()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    seen  | attempt | alive | then    | why
                    true  | 1       | false | skipped | the daemon died before the start, and was away for days
                    true  | 2       | false | failed  | the same for a later attempt, for which it is never too late
                    false | 2       | false | failed  | also where the record was found only later
                    true  | 2       | true  | running | it has begun, and goes on
                    """)
    void a_run_of_which_nothing_ran_is_not_begun_after_another_cron(
            boolean seen, int attempt, boolean alive, String then, String why) {
        post.load("* * * * * name:a true");
        Instant from = NOW.minus(Duration.ofDays(3));
        RunRecord first = RunRecord.queued(7, post.job("a"), Trigger.SCHEDULE, from, from);
        RunRecord run = (attempt == 1 ? first : first.again(from, "failed")).running(from);
        if (alive) {
            post.witness.alive(7);
        }

        Interlude other =
                Interlude.since(Optional.of(from).filter(_ -> seen), NOW.minusSeconds(60));
        post.dispatcher().takeUp(List.of(run), false, other, NOW);
        post.after(Duration.ZERO);

        assertThat(post.onRecord(7).state().word()).isEqualTo(then);
        assertThat(post.witness.started()).isEmpty();
    }

    @Test
    void a_run_that_goes_on_is_not_started_and_its_end_is_recorded() {
        post.load("* * * * * name:a true").fire("a").restart().load("* * * * * name:a true");
        List<RunRecord> left = post.store().recover().open();
        post.witness.acts();
        post.dispatcher().takeUp(left, false, Interlude.NONE, NOW.plusSeconds(60));
        post.commit();

        assertThat(post.witness.acts()).containsExactly("adopt 1");
        assertThat(post.dispatcher().open()).isEqualTo(left);
        post.exited(1, 4);
        assertThat(post.onRecord(1).reason()).isEqualTo("exit 4");
    }

    @ParameterizedTest
    @CsvSource({"it took longer than 1m, timeout", "stopped by ann, killed"})
    void a_run_whose_folder_says_why_it_was_stopped_was_stopped(String why, String state) {
        post.load("* * * * * name:a retry:3 timeout:1m true");
        RunRecord queued = RunRecord.queued(7, post.job("a"), Trigger.SCHEDULE, NOW, NOW);
        post.witness.alive(7);
        RunRecord found = queued.running(NOW).because(why);
        post.dispatcher().takeUp(List.of(found), false, Interlude.NONE, NOW.plusSeconds(99));
        post.exited(7, 143);

        RunRecord end = post.onRecord(7);
        assertThat(end.attempt() > 1 ? end.reason() : end.state() + ": " + end.reason())
                .containsIgnoringCase(state.equals("timeout") ? "timed out" : state)
                .contains(why);
    }

    @Test
    void of_a_lost_record_only_new_ends_are_told() {
        post.load("* * * * * name:a true");
        RunRecord run = RunRecord.queued(7, post.job("a"), Trigger.SCHEDULE, NOW, NOW).running(NOW);
        RunRecord other = RunRecord.queued(8, post.job("a"), Trigger.SCHEDULE, NOW, NOW);
        List<RunRecord> found = List.of(run, other.running(NOW));
        post.witness.alive(7);
        post.witness.alive(8);
        Recovered folders = new Recovered(9, Optional.empty(), found, Map.of(), false);
        Dispatcher fresh =
                new Dispatcher(
                        post.store(),
                        new Runners(post.witness),
                        post.witness,
                        folders,
                        Brakes.NONE);
        Instant begin = NOW.plusSeconds(60);
        fresh.load(Samples.table("* * * * * name:a true\n", Post.UTC), begin);
        fresh.takeUp(found, false, Interlude.NONE, begin);
        fresh.commit(Optional.empty());
        post.witness.acts();

        fresh.ended(7, exited(begin.minusSeconds(1)), begin);
        fresh.ended(8, exited(begin), begin);
        fresh.commit(Optional.empty());

        assertThat(post.witness.acts())
                .containsExactly("told that 7 is known again", "told that 8 of ann/a is ok: ");
        assertThat(post.onRecord(7).state()).isEqualTo(RunState.OK);
    }

    private static Outcome exited(Instant ended) {
        return new Outcome.Exited(0, NOW, ended, Usage.NONE);
    }

    @Test
    void new_runs_get_new_numbers() {
        post.load("* * * * * name:a true").fire("a").restart().load("* * * * * name:a true");
        post.fire("a");

        assertThat(post.witness.started()).extracting(RunRecord::id).containsExactly(1L, 2L);
    }

    @Test
    void a_run_that_waits_starts_once_over_many_restarts() {
        post.load("* * * * * name:a jitter:10m true").fire("a");
        for (int i = 0; i < 3; i++) {
            post.restart().load("* * * * * name:a jitter:10m true");
            post.dispatcher()
                    .takeUp(
                            post.store().recover().open(),
                            false,
                            Interlude.NONE,
                            post.time.instant());
            post.commit();
        }
        post.after(post.job("a").delay());
        post.restart().load("* * * * * name:a jitter:10m true");
        post.dispatcher()
                .takeUp(post.store().recover().open(), false, Interlude.NONE, post.time.instant());
        post.after(Duration.ZERO);

        assertThat(post.witness.started()).hasSize(1);
        assertThat(post.dispatcher().open()).hasSize(1);
    }
}
