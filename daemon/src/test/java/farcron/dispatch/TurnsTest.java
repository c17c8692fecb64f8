package farcron.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Outcome;
import farcron.job.RunState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a run waits for when its time has come, and how it gets its turn.
class TurnsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

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
                    words           | second                                                     | third
                    overlap:allow   | running                                                    | running
                    overlap:skip    | skipped: run 1 still goes                                  |
                    overlap:queue   | queued: run 1 still goes                                   | skipped: run 2 waits already
                    overlap:replace | skipped: replaced by run 3                                 | queued: waits for the end of a #1
                    """)
    void overlap_says_what_a_run_does_while_an_earlier_one_goes(
            String words, String second, String third) {
        post.load("* * * * * name:a " + words + " true");

        post.fire("a").after(MINUTE).fire("a").after(MINUTE).fire("a");

        assertThat(post.told().get(1)).isEqualTo("2 a " + second);
        if (third != null) {
            assertThat(post.told().get(2)).isEqualTo("3 a " + third);
        } else {
            assertThat(post.told()).as("they share a record").hasSize(2);
            assertThat(post.onRecord(2).firings()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"overlap:queue", "overlap:replace"})
    void what_waits_for_an_earlier_run_starts_at_its_end_also_after_a_crash(String words) {
        post.load("* * * * * name:a " + words + " true");
        post.fire("a").after(MINUTE).fire("a");
        post.witness.alive(1);

        post.restart(Duration.ofHours(3));
        assertThat(post.onRecord(2).state()).isEqualTo(RunState.QUEUED);
        post.exited(1, 0);

        assertThat(post.onRecord(2).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void a_replaced_run_is_asked_to_end_and_then_forced_also_by_a_later_daemon() {
        post.load("* * * * * name:a overlap:replace true");
        post.fire("a").after(MINUTE).fire("a");
        assertThat(post.witness.acts()).contains("stop 1");
        post.witness.alive(1);

        post.restart(Duration.ofSeconds(1));
        assertThat(post.witness.acts()).contains("stop 1");
        post.after(Duration.ofSeconds(10));
        assertThat(post.witness.acts()).contains("force 1");
        post.exited(1, 137);

        assertThat(post.told())
                .containsExactly(
                        "1 a killed: stopped by run 2 of the same job, which replaces it",
                        "2 a running");
    }

    @Test
    void a_pool_is_given_in_due_order_and_says_who_holds_it() {
        post.load(
                "FARCRON_POOLS=\"heavy=2\"",
                "0 * * * * name:reindex pool:heavy true",
                "1 * * * * name:dump pool:heavy true",
                "2 * * * * name:late pool:heavy true",
                "3 * * * * name:later pool:heavy true",
                "3 * * * * name:light true");
        post.fire("reindex").fire("dump");

        post.fire("later", Post.NOW.plusSeconds(2)).fire("late", Post.NOW.plusSeconds(1));
        post.time.advance(Duration.ofSeconds(3));
        post.commit().fire("light");

        assertThat(post.told())
                .contains("3 later queued: pool heavy is full (reindex #1, dump #2)")
                .contains("4 late queued: pool heavy is full (reindex #1, dump #2)")
                .contains("5 light running");
        post.exited(2, 0);
        assertThat(post.onRecord(4).state()).as("it was due first").isEqualTo(RunState.RUNNING);
        assertThat(post.shown(3)).isEqualTo("pool heavy is full (reindex #1, late #4)");
    }

    @Test
    void a_pool_is_as_full_after_a_crash_as_before() {
        post.load(
                "FARCRON_POOLS=\"heavy=1\"",
                "0 * * * * name:a pool:heavy true",
                "1 * * * * name:b pool:heavy true");
        post.fire("a").fire("b");
        post.witness.alive(1);

        post.restart(Duration.ofHours(1));

        assertThat(post.shown(2)).isEqualTo("pool heavy is full (a #1)");
        post.exited(1, 0);
        assertThat(post.onRecord(2).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void no_more_runs_go_on_at_once_than_may() {
        post.braked(new Brakes(2, Optional::empty));
        post.load("* * * * * name:a true", "* * * * * name:b true", "* * * * * name:c true");

        post.fire("a").fire("b").fire("c");

        assertThat(post.told()).contains("3 c queued: max-running is 2 (a #1, b #2)");
        post.exited(1, 0);
        assertThat(post.told()).contains("3 c running");
    }

    @Test
    void a_machine_under_pressure_gets_no_second_run_and_is_looked_at_again() {
        post.braked(new Brakes(0, () -> post.pressure));
        post.load("* * * * * name:a true", "* * * * * name:b true");
        post.pressure = Optional.of("the load is 9.00, and max-load is 8");

        post.fire("a").fire("b");

        assertThat(post.told())
                .containsExactly("1 a running", "2 b queued: the load is 9.00, and max-load is 8");
        assertThat(post.dispatcher().nextWake()).isEqualTo(Post.NOW.plusSeconds(5));
        post.pressure = Optional.empty();
        post.after(Duration.ofSeconds(5));
        assertThat(post.told()).contains("2 b running");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    code | fate
                    0    | running
                    1    | skipped: its when: test said no (exit 1)
                    """)
    void a_test_is_asked_before_the_start(int code, String fate) {
        post.load("* * * * * name:a when:\"test -e /x\" true");

        post.fire("a");
        assertThat(post.told()).containsExactly("1 a queued: asks its when: test");
        assertThat(post.witness.acts()).containsExactly("ask 1");
        post.answered(1, code);

        assertThat(post.told()).containsExactly("1 a " + fate);
    }

    @Test
    void a_test_is_asked_again_by_a_later_daemon_and_stopped_with_its_run() {
        post.load("* * * * * name:a when:\"test -e /x\" true");
        post.fire("a");

        post.restart(Duration.ofHours(1));
        assertThat(post.witness.acts()).contains("ask 1");
        post.ask(operator -> operator.kill(1, "root", post.time.instant()));

        assertThat(post.witness.acts()).contains("force 1");
        assertThat(post.told()).containsExactly("1 a killed: stopped by root");
        post.answered(1, 0);
        assertThat(post.told()).containsExactly("1 a killed: stopped by root");
    }

    @Test
    void a_failed_run_is_tried_again_after_growing_delays_and_a_restart_changes_nothing() {
        post.load("* * * * * name:a retry:2/20s true");
        post.fire("a").exited(1, 3);

        assertThat(post.told().getFirst())
                .matches(
                        "1 a queued: attempt 1 of 3 failed \\(exit 3\\); the next one starts at"
                                + " 08:14:[12]\\d");
        Duration first = Duration.between(Post.NOW, post.onRecord(1).notBefore().orElseThrow());
        assertThat(first).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));

        post.restart(Duration.ofHours(2)).exited(1, 4);
        assertThat(post.onRecord(1).attempt()).isEqualTo(3);
        Duration second =
                Duration.between(post.time.instant(), post.onRecord(1).notBefore().orElseThrow());
        assertThat(second).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
        post.after(Duration.ofSeconds(40)).exited(1, 5);

        assertThat(post.told()).containsExactly("1 a failed: exit 5");
        assertThat(post.witness.started()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    then   | fate                                                            | why
                    paused | failed: not tried again: paused by root                         | it has failed
                    gone   | failed: not tried again: its line was taken away before its start | it has failed
                    kill   | killed: stopped by root                                         | as asked
                    """)
    void a_run_that_waits_for_its_next_attempt_may_not_get_it(
            String then, String fate, String why) {
        post.load("* * * * * name:a retry:2/20s true");
        post.fire("a").exited(1, 3);

        switch (then) {
            case "paused" ->
                    post.ask(operator ->
                            operator.pause(Post.key("a"), Optional.empty(), "root", Post.NOW));
            case "gone" -> post.load("* * * * * name:other true");
            default -> post.ask(operator -> operator.kill(1, "root", Post.NOW));
        }
        post.after(Duration.ofSeconds(20));

        assertThat(post.told()).as(why).containsExactly("1 a " + fate);
    }

    @Test
    void a_run_that_takes_too_long_is_stopped_and_may_be_tried_again() {
        post.load("* * * * * name:a timeout:30s retry:1/1s true");
        post.fire("a");
        assertThat(post.dispatcher().nextWake()).isEqualTo(Post.NOW.plusSeconds(30));

        post.after(Duration.ofSeconds(30));
        assertThat(post.witness.acts()).contains("stop 1");
        post.after(Duration.ofSeconds(10));
        assertThat(post.witness.acts()).contains("force 1");
        post.exited(1, 137);
        assertThat(post.told().getFirst())
                .startsWith("1 a queued: attempt 1 of 2 timed out (it took longer than 30s)");
        post.after(Duration.ofSeconds(1)).exited(1, 0);

        assertThat(post.told()).containsExactly("1 a ok");
    }

    @Test
    void a_deadline_holds_through_a_restart() {
        post.load("* * * * * name:a timeout:30m true");
        post.fire("a");
        post.witness.alive(1);

        post.restart(Duration.ofHours(1)).after(Duration.ZERO);
        assertThat(post.witness.acts()).contains("stop 1");
        post.exited(1, 143);

        assertThat(post.told()).containsExactly("1 a timeout: it took longer than 30m");
    }

    @ParameterizedTest
    @CsvSource({"PT10H", "PT-10H"})
    void a_clock_that_is_set_shortens_no_run_and_lengthens_none(Duration step) {
        post.load("* * * * * name:a timeout:30m true");
        post.fire("a").after(Duration.ofMinutes(29));

        post.dispatcher().clockMoved(step);
        post.after(step);
        assertThat(post.witness.acts()).doesNotContain("stop 1");
        post.after(Duration.ofMinutes(1));

        assertThat(post.witness.acts()).contains("stop 1");
    }

    @Test
    void a_line_with_a_time_of_its_own_waits_for_others_so_long_as_it_says() {
        post.load("0 2 * * * name:train true", "14 8 * * * name:report after:train wait:2h true");
        post.fire("report");
        assertThat(post.told())
                .containsExactly("1 report queued: waits for train, at most until 10:14:00");

        post.fire("train").after(Duration.ofMinutes(50)).exited(2, 0);

        assertThat(post.told()).containsExactly("1 report running", "2 train ok");
        assertThat(post.onRecord(1).upstream().getFirst().run()).isEqualTo(2);
    }

    @Test
    void it_is_missed_when_they_do_not_end_so_and_an_end_counts_once() {
        post.load("0 2 * * * name:train true", "14 8 * * * name:report after:train wait:2h true");
        post.fire("train").exited(1, 0).fire("report").exited(2, 0);

        post.after(Duration.ofDays(1)).fire("report");
        post.fire("train").exited(4, 3);
        post.after(Duration.ofHours(2));

        assertThat(post.told())
                .contains("3 report missed: waited for train (failed last, #4) until 10:14:00");
    }

    @Test
    void without_wait_it_waits_until_it_is_due_again_and_old_ends_do_not_count() {
        post.load("0 2 * * * name:train true", "14 8 * * * name:report after:train true");
        post.fire("report");
        assertThat(post.shown(1)).isEqualTo("waits for train, until it is due again");

        post.after(Duration.ofDays(1)).fire("report");

        assertThat(post.told())
                .containsExactly(
                        "1 report missed: it was due again before what it waits for had ended",
                        "2 report queued: waits for train, until it is due again");
    }

    @Test
    void what_waits_is_ended_or_kept_in_its_order_when_many_wait() {
        List<String> lines = new java.util.ArrayList<>(List.of("FARCRON_POOLS=\"one=1\""));
        for (int i = 0; i < 2_000; i++) {
            lines.add("* * * * * name:j" + i + " pool:one true");
        }
        post.load(lines.toArray(String[]::new));
        for (int i = 0; i < 2_000; i++) {
            post.fire("j" + i, Post.NOW.minusSeconds(i));
        }
        post.commit();

        assertThat(post.witness.started()).hasSize(1);
        assertThat(post.onRecord(2_000).state()).as("due first").isEqualTo(RunState.RUNNING);
        post.exited(2_000, 0);
        assertThat(post.onRecord(1_999).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void no_more_than_so_many_runs_of_a_line_wait() {
        post.load("FARCRON_POOLS=\"one=1\"", "@every 1s name:a pool:one true");
        for (int i = 0; i < 2_100; i++) {
            post.fire("a", Post.NOW.plusSeconds(i));
        }
        post.commit();

        assertThat(post.dispatcher().open()).hasSizeLessThanOrEqualTo(2_001);
        assertThat(post.told().getLast()).endsWith("skipped: 2000 runs of it wait already");
    }

    @Test
    void nothing_is_stopped_for_a_run_whose_test_says_no() {
        post.load("* * * * * name:a overlap:replace when:\"test -e /x\" true");
        post.fire("a").answered(1, 0).after(MINUTE).fire("a");

        post.answered(2, 1);

        assertThat(post.witness.acts()).doesNotContain("stop 1");
        assertThat(post.told())
                .containsExactly("1 a running", "2 a skipped: its when: test said no (exit 1)");
    }

    @Test
    void a_run_that_was_killed_before_it_could_start_is_killed_and_not_tried_again() {
        post.load("* * * * * name:a retry:3 true");
        post.fire("a");
        post.ask(operator -> operator.kill(1, "root", post.time.instant()));

        post.dispatcher().ended(1, new Outcome.NotStarted("no such user"), post.time.instant());
        post.commit();

        assertThat(post.told()).containsExactly("1 a killed: stopped by root");
    }
}
