package farcron.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.CpuTime;
import farcron.job.Control.Answer;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.job.Upstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What follows from the end of a run.
class ChainTest {

    private static final Duration DAY = Duration.ofDays(1);

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

    @Test
    void a_dependent_starts_with_the_end_of_what_it_waits_for_and_in_the_same_transaction() {
        post.load("0 2 * * * name:extract true", "after:extract name:load true");

        post.fire("extract");
        assertThat(post.told()).containsExactly("1 extract running");
        post.witness.acts();
        post.exited(1, 0);

        RunRecord load = post.onRecord(2);
        assertThat(load.state()).isEqualTo(RunState.RUNNING);
        assertThat(load.trigger()).isEqualTo(Trigger.AFTER);
        assertThat(load.wave()).isEqualTo(post.onRecord(1).wave());
        assertThat(load.upstream())
                .containsExactly(new Upstream(1, Post.key("extract"), RunState.OK));
        assertThat(post.witness.acts()).contains("start 2, on record as running");
    }

    @Test
    void a_date_that_never_comes_is_no_time_of_its_own() {
        post.load(
                "0 2 * * * : name:root; true",
                "0 0 30 2 * : name:a after:root; true",
                "0 0 31 4 * : name:b after-any:root,a; true",
                "after:a,b name:c true");

        post.fire("root").exited(1, 0).exited(2, 0).exited(3, 0);

        assertThat(post.told()).containsExactly("1 root ok", "2 a ok", "3 b ok", "4 c running");
        assertThat(post.onRecord(4).wave()).isEqualTo(post.onRecord(1).wave());
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    after               | code of a | code of b | dependent
                    after:a,b           | 0         | 0         | running
                    after:a,b           | 3         |           | blocked: upstream a failed (run 2, exit 3)
                    after:a,b           | 0         | 3         | blocked: upstream b failed (run 3, exit 3)
                    after:a,b           | 3         | 4         | blocked: upstream a failed (run 2, exit 3)
                    after:a@failed      | 3         |           | running
                    after:a@failed      | 0         |           | blocked: upstream a ended well (run 2, exit 0)
                    after:a@done,b@done | 3         | 0         | running
                    after:a@ok,b@failed | 0         | 3         | running
                    after:a,b           | 0         |           |
                    after-any:a,b       | 0         |           | running
                    after-any:a,b       | 3         |           |
                    after-any:a,b       | 3         | 0         | running
                    after-any:a,b       | 3         | 4         | blocked: upstream a failed (run 2, exit 3); upstream b failed (run 3, exit 4)
                    after-any:a,b       | 0         | 3         | running
                    """)
    void conditions_are_judged_within_the_wave(
            String after, Integer a, Integer b, String dependent) {
        post.load(
                "0 2 * * * name:root true",
                "after:root name:a true",
                "after:root name:b true",
                after + " name:c true");

        post.fire("root").exited(1, 0).exited(2, a);
        if (b != null) {
            post.exited(3, b);
        }

        List<String> told = new ArrayList<>(post.told());
        told.removeIf(line -> !line.contains(" c "));
        assertThat(told.stream().map(line -> line.substring(4)))
                .isEqualTo(dependent == null ? List.of() : List.of(dependent));
    }

    @Test
    void what_is_blocked_blocks_what_follows_all_the_way_down() {
        post.load(
                "0 2 * * * name:extract true",
                "after:extract name:transform true",
                "after:transform name:load true",
                "after:load@failed name:page true",
                "after:load@done name:sweep true");

        post.fire("extract").exited(1, 3);

        assertThat(post.told())
                .containsExactly(
                        "1 extract failed: exit 3",
                        "2 transform blocked: upstream extract failed (run 1, exit 3)",
                        "3 load blocked: upstream transform was blocked (run 2)",
                        "4 page blocked: upstream load was blocked (run 3)",
                        "5 sweep running");
    }

    @Test
    void a_chain_of_ten_thousand_lines_is_blocked_at_once() {
        List<String> lines = new ArrayList<>(List.of("0 2 * * * name:j0 true"));
        for (int i = 1; i < 10_000; i++) {
            lines.add("after:j" + (i - 1) + " name:j" + i + " true");
        }
        post.load(lines.toArray(String[]::new));

        post.fire("j0").exited(1, 3);

        assertThat(post.dispatcher().statuses(Post.NOW).get(Post.key("j9999")).letters())
                .isEqualTo("b");
    }

    @Test
    void overlapping_waves_of_one_root_never_mix() {
        post.load(
                "0 * * * * name:root true",
                "after:root name:a true",
                "after:root name:b true",
                "after:a,b name:c true");
        post.fire("root").exited(1, 0);
        post.after(Duration.ofHours(1)).fire("root").exited(4, 0);

        post.exited(2, 0).exited(6, 0);
        assertThat(post.told()).noneMatch(line -> line.contains(" c "));

        post.exited(5, 0);
        post.exited(3, 9);

        assertThat(post.told())
                .contains("7 c running", "8 c blocked: upstream b failed (run 3, exit 9)");
        assertThat(post.onRecord(7).wave()).isEqualTo(post.onRecord(4).wave());
        assertThat(post.onRecord(8).wave()).isEqualTo(post.onRecord(1).wave());
    }

    @Test
    void with_several_roots_each_must_have_ended_so_since_the_dependent_last_started() {
        post.load("0 1 * * * name:a true", "0 2 * * * name:b true", "after:a,b name:report true");

        post.fire("a").exited(1, 0);
        post.after(Duration.ofHours(1)).fire("b").exited(2, 0);
        assertThat(post.told()).contains("3 report running");
        post.exited(3, 0);

        post.after(DAY).fire("b").exited(4, 0);
        assertThat(post.told()).as("the old end of a has been used").hasSize(4);
        post.fire("b").exited(5, 0);
        post.fire("a").exited(6, 0);

        assertThat(post.told()).contains("7 report running");
        assertThat(post.onRecord(7).upstream().stream().map(Upstream::run)).containsExactly(6L, 5L);
        assertThat(post.onRecord(7).wave()).isEqualTo(post.onRecord(6).wave());
    }

    @Test
    void with_several_roots_a_failure_blocks_in_its_wave_and_what_came_before_it_is_kept() {
        post.load("0 1 * * * name:a true", "0 2 * * * name:b true", "after:a,b name:report true");

        post.fire("a").exited(1, 0);
        post.fire("b").exited(2, 3);
        assertThat(post.told()).contains("3 report blocked: upstream b failed (run 2, exit 3)");
        post.restart(DAY);
        post.fire("b").exited(4, 0);

        assertThat(post.told()).contains("5 report running");
    }

    @Test
    void a_retried_run_counts_by_its_last_attempt() {
        post.load("0 2 * * * name:a retry:2/10s true", "after:a name:b true");

        post.fire("a").exited(1, 3);
        assertThat(post.told()).hasSize(1);
        post.after(Duration.ofSeconds(10)).exited(1, 3);
        post.after(Duration.ofSeconds(20)).exited(1, 0);

        assertThat(post.told()).containsExactly("1 a ok", "2 b running");
        assertThat(post.onRecord(1).attempt()).isEqualTo(3);
    }

    @Test
    void a_wave_goes_on_after_a_restart() {
        post.load(
                "0 2 * * * name:root true",
                "after:root name:a true",
                "after:root name:b true",
                "after:a,b name:c true");
        post.fire("root").exited(1, 0).exited(2, 0);
        post.witness.alive(3);

        post.restart(Duration.ofDays(2)).exited(3, 0);

        assertThat(post.told()).contains("4 c running");
    }

    @Test
    void a_run_alone_is_followed_by_nothing() {
        post.load("0 2 * * * name:a true", "after:a name:b true");

        post.ask(operator -> operator.run(Post.key("a"), true, "root", Post.NOW));
        post.witness.alive(1);
        post.restart(Duration.ofSeconds(5)).exited(1, 0);

        assertThat(post.told()).containsExactly("1 a ok: asked for by root");
    }

    @Test
    void a_run_that_somebody_asks_for_begins_a_wave_and_what_is_outside_counts_as_it_last_ended() {
        post.load(
                "0 2 * * * name:root true",
                "after:root name:a true",
                "after:root name:b true",
                "after:a,b name:c true");
        post.fire("root").exited(1, 0).exited(2, 0).exited(3, 0).exited(4, 0);

        post.after(DAY);
        post.ask(operator -> operator.run(Post.key("b"), false, "root", post.time.instant()));
        post.exited(5, 0);

        assertThat(post.told()).contains("5 b ok: asked for by root", "6 c running");
        assertThat(post.onRecord(6).wave().root()).isEqualTo(Post.key("b"));
        assertThat(post.onRecord(6).upstream().stream().map(Upstream::run)).containsExactly(2L, 5L);
    }

    @Test
    void a_failed_job_and_what_was_blocked_behind_it_are_run_once_more_in_their_wave() {
        post.load(
                "0 2 * * * name:root true",
                "after:root name:a true",
                "after:root name:b true",
                "after:a,b name:c true",
                "after:c name:d true",
                "after:a@failed name:page true");
        Instant due = post.time.instant();
        post.fire("root").exited(1, 0).exited(2, 3).exited(3, 0);
        assertThat(post.told())
                .contains(
                        "4 c blocked: upstream a failed (run 2, exit 3)",
                        "5 page running",
                        "6 d blocked: upstream c was blocked (run 4)");
        post.exited(5, 0);

        post.restart(DAY);
        Answer answer =
                post.ask(operator ->
                        operator.rerun(
                                Post.key("a"), due, due.plusSeconds(60), "root", due.plus(DAY)));
        assertThat(answer).isInstanceOf(Answer.Accepted.class);
        post.exited(7, 0).exited(8, 0).exited(9, 0);

        assertThat(post.told())
                .endsWith("7 a ok: asked for by root", "8 c ok", "9 d ok")
                .hasSize(9);
        assertThat(post.onRecord(9).wave()).isEqualTo(post.onRecord(1).wave());
    }

    @Test
    void what_has_no_run_in_that_time_cannot_be_run_once_more() {
        post.load("0 2 * * * name:a true");

        Answer answer =
                post.ask(operator ->
                        operator.rerun(Post.key("a"), Post.NOW, Post.NOW, "root", Post.NOW));

        assertThat(answer)
                .isEqualTo(
                        new Answer.Refused(
                                "no run of ann/a was due then, and none is of a wave that began"
                                        + " then; `farcron runs ann/a` tells when there were"
                                        + " some"));
    }

    @Test
    void what_is_not_over_cannot_be_run_once_more_yet() {
        post.load("0 2 * * * name:a true").fire("a");

        Answer answer =
                post.ask(operator ->
                        operator.rerun(
                                Post.key("a"),
                                Post.NOW,
                                Post.NOW.plusSeconds(60),
                                "root",
                                Post.NOW));

        assertThat(answer)
                .isEqualTo(
                        new Answer.Refused(
                                "run 1 of that time is not over; wait for its end, or `farcron"
                                        + " kill 1`"));
    }

    @Test
    void a_firing_that_came_to_nothing_begins_no_wave() {
        post.load("0 2 * * * name:a true", "after:a@done name:b true");
        post.ask(operator ->
                operator.pause(Post.key("a"), java.util.Optional.empty(), "root", Post.NOW));

        post.fire("a");

        assertThat(post.told()).containsExactly("1 a skipped: paused by root");
    }

    @Test
    void a_paused_dependent_is_skipped_in_the_wave() {
        post.load("0 2 * * * name:a true", "after:a name:b true", "after:b name:c true");
        post.ask(operator ->
                operator.pause(Post.key("b"), java.util.Optional.empty(), "root", Post.NOW));

        post.fire("a").exited(1, 0);

        assertThat(post.told())
                .containsExactly(
                        "1 a ok",
                        "2 b skipped: paused by root",
                        "3 c blocked: upstream b was skipped (run 2)");
    }

    @Test
    void a_dependency_that_is_added_while_the_wave_goes_on_counts() {
        post.load("0 2 * * * name:a true", "after:a name:b true", "after:a name:c true");
        post.fire("a").exited(1, 0);
        post.load("0 2 * * * name:a true", "after:a name:b true", "after:a,b name:d true");

        post.exited(3, 0).exited(2, 0);

        assertThat(post.told()).containsExactly("1 a ok", "2 b ok", "3 c ok", "4 d running");
    }

    @Test
    void a_clock_that_was_set_back_does_not_mix_two_waves_of_the_same_minute() {
        post.load("* * * * * name:a true", "after:a name:b true");
        post.fire("a", Post.NOW).commit().exited(1, 0).exited(2, 0);

        post.fire("a", Post.NOW).commit().exited(3, 0);

        assertThat(post.told()).contains("4 b running");
    }

    @Test
    void chains_wait_while_nothing_can_be_recorded() throws IOException {
        // The rest of the crontab runs on, see DispatcherTest.
        post.load("0 2 * * * name:a true", "after:a name:b true");
        post.fire("a");
        post.breakRecord();

        post.exited(1, 0).commit();
        assertThat(post.shown(2)).isEqualTo("its start cannot be recorded");
        post.mendRecord();
        post.after(Duration.ofSeconds(6)).after(Duration.ofSeconds(5));

        assertThat(post.told()).containsExactly("1 a ok", "2 b running");
        assertThat(post.witness.acts()).contains("start 2, on record as running");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    b then                          | root then     | why
                    after:z name:b true             | name:a true   | it follows another one by now
                    5 5 * * * name:b true           | name:a true   | it has a time of its own by now
                    after:a2 name:b true            | name:a2 true  | the root has another name
                    """)
    void what_follows_a_run_of_a_wave_follows_it_whatever_has_become_of_the_way_there(
            String b, String root, String why) {
        post.load("0 2 * * * name:a true", "after:a name:b true", "after:b name:c true");
        post.fire("a").exited(1, 0);
        post.witness.alive(2);

        post.load("0 2 * * * " + root, "0 3 * * * name:z true", b, "after:b name:c true");
        post.restart(Duration.ofMinutes(1)).exited(2, 0);

        assertThat(post.told()).as(why).contains("3 c running");
    }

    @Test
    void a_wide_and_deep_graph_of_several_roots_is_judged_in_time() {
        List<String> lines = new ArrayList<>(List.of("0 2 * * * name:a true"));
        lines.add("0 3 * * * name:b true");
        lines.add("after:a,b name:j0 true");
        for (int i = 1; i < 5_000; i++) {
            lines.add("after:j" + (i - 1) + ",b name:j" + i + " true");
        }
        post.load(lines.toArray(String[]::new));

        Duration began = CpuTime.used();
        post.fire("a").exited(1, 3);

        assertThat(post.told()).hasSize(5_001);
        assertThat(CpuTime.used().minus(began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void an_end_from_before_the_last_start_lets_nothing_go() {
        String[] both = {"0 1 * * * name:x true", "0 2 * * * name:y true", "after:x,y name:d true"};
        post.load(both).fire("x").exited(1, 0);
        post.load(both[0], both[1], "after:x name:d true");
        post.after(DAY).fire("x").exited(2, 0).exited(3, 0);
        post.load(both);

        post.after(DAY).fire("y").exited(4, 0);

        assertThat(post.told()).as("x has not ended since d started").hasSize(4);
    }

    @Test
    void trying_a_job_out_uses_up_no_end() {
        post.load("0 2 * * * name:x true", "0 3 * * * name:t after:x wait:2h true");
        post.fire("x").exited(1, 0);
        post.ask(operator -> operator.run(Post.key("t"), true, "root", Post.NOW));
        post.exited(2, 0);

        post.after(Duration.ofHours(1)).fire("t");

        assertThat(post.told()).contains("3 t running");
    }

    @Test
    void a_wave_goes_on_with_a_record_that_was_begun_anew() throws IOException {
        post.load(
                "0 2 * * * name:root true",
                "after:root name:a true",
                "after:root name:b true",
                "after:a,b name:c true");
        post.fire("root").exited(1, 0).exited(2, 0);
        Files.delete(post.file);
        post.commit().after(Duration.ofSeconds(1)).fire("root", Post.NOW.plusSeconds(60)).commit();
        post.witness.alive(3, 4);

        post.restart(Duration.ofSeconds(1)).exited(3, 0);

        assertThat(post.told()).anyMatch(line -> line.endsWith("c running"));
    }

    @Test
    void a_run_in_a_wave_begun_in_the_middle_is_blocked_by_what_failed_last() {
        post.load("0 1 * * * name:x true", "0 2 * * * name:b true", "after:b,x name:d true");
        post.load(
                "0 1 * * * name:x true",
                "0 2 * * * name:a true",
                "after:a name:b true",
                "after:b,x name:d true");
        post.fire("x").exited(1, 3);
        post.ask(operator -> operator.run(Post.key("b"), false, "root", Post.NOW));

        post.exited(3, 0);

        assertThat(post.told()).endsWith("4 d blocked: upstream x failed (run 1, exit 3)");
    }
}
