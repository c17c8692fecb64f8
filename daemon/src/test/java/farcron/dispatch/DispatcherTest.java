package farcron.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Control.Answer;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Usage;

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

/// From a firing to a run and its end: first recorded, then done.
class DispatcherTest {

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

    @Test
    void a_run_is_on_record_as_running_before_it_is_started() {
        post.load("* * * * * name:a true", "* * * * * name:b true");
        post.fire("a", NOW).fire("b", NOW);
        assertThat(post.witness.acts()).as("decided is not done").isEmpty();
        assertThat(post.dispatcher().isSettled()).isFalse();

        post.commit();

        assertThat(post.witness.acts())
                .containsExactly(
                        "start 1, on record as running",
                        "told that 1 of ann/a has started",
                        "start 2, on record as running",
                        "told that 2 of ann/b has started");
        assertThat(post.dispatcher().isSettled()).isTrue();
        assertThat(post.commit().witness.acts()).as("done once").isEmpty();
    }

    @Test
    void what_cannot_be_recorded_runs_all_the_same_and_is_recorded_later() throws IOException {
        post.close();
        Files.delete(post.file);
        Files.createDirectory(post.file);
        post.load("* * * * * name:a true").fire("a");

        assertThat(post.witness.acts())
                .containsExactly(
                        "start 1, on record as nothing", "told that 1 of ann/a has started");
        assertThat(post.store().problem()).contains("it cannot be opened");

        Files.delete(post.file);
        post.time.set(NOW.plusSeconds(5));
        post.exited(1, 0);
        assertThat(post.onRecord(1).state()).isEqualTo(RunState.OK);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            emptyValue = "",
            textBlock =
                    """
                    code | state  | reason                    | why
                    0    | ok     | ''                        | as it should be
                    1    | failed | exit 1                    | the usual failure
                    128  | failed | exit 128                  | no signal has this number
                    137  | failed | exit 137 (or signal 9)    | nobody can tell which of the two
                    255  | failed | exit 255 (or signal 127)  | the highest
                    """)
    void an_exit_status_says_how_a_run_ended(int code, String state, String reason, String why) {
        post.load("* * * * * name:a true").fire("a");
        Instant started = NOW.plusMillis(20);
        Instant ended = NOW.plusSeconds(9);
        Usage usage = new Usage(7, java.util.OptionalLong.of(8), java.util.OptionalDouble.of(0.5));
        post.dispatcher()
                .ended(1, new Outcome.Exited(code, started, ended, usage), NOW.plusSeconds(10));
        post.commit();

        RunRecord run = post.onRecord(1);
        assertThat(run.state().word()).isEqualTo(state);
        assertThat(run.reason()).isEqualTo(reason);
        assertThat(run.exitCode()).hasValue(code);
        assertThat(run.started()).as("when the command started").contains(started);
        assertThat(run.ended()).contains(ended);
        assertThat(run.usage()).isEqualTo(usage);
    }

    @Test
    void a_run_that_could_not_be_started_has_failed_and_has_no_start() {
        post.load("* * * * * name:a true").fire("a");
        post.dispatcher().ended(1, new Outcome.NotStarted("no such user"), NOW.plusSeconds(1));
        post.commit();

        RunRecord run = post.onRecord(1);
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.reason()).isEqualTo("no such user");
        assertThat(run.started()).isEmpty();
        assertThat(run.exitCode()).isEmpty();
    }

    @Test
    void a_run_whose_end_nobody_saw_is_lost() {
        post.load("* * * * * name:a true").fire("a");
        post.dispatcher().ended(1, new Outcome.Lost("the machine went down"), NOW.plusSeconds(1));
        post.commit();

        RunRecord run = post.onRecord(1);
        assertThat(run.state()).isEqualTo(RunState.LOST);
        assertThat(run.reason()).isEqualTo("the machine went down");
        assertThat(run.started()).contains(NOW);
        assertThat(run.exitCode()).isEmpty();
    }

    @Test
    void an_end_that_is_told_twice_counts_once() {
        post.load("* * * * * name:a true").fire("a").exited(1, 3);
        post.witness.acts();

        post.exited(1, 0);

        assertThat(post.witness.acts()).isEmpty();
        assertThat(post.onRecord(1).exitCode()).hasValue(3);
        assertThat(post.dispatcher().open()).isEmpty();
    }

    @Test
    void the_end_of_a_run_that_nobody_knows_changes_nothing() {
        post.load("* * * * * name:a true").exited(99, 0);

        assertThat(post.witness.acts()).isEmpty();
        assertThat(post.onRecord()).isEmpty();
    }

    @Test
    void runs_of_one_job_may_overlap() {
        post.load("* * * * * name:a true").fire("a").after(Duration.ofMinutes(1)).fire("a");

        assertThat(post.dispatcher().open()).extracting(RunRecord::id).containsExactly(1L, 2L);
        post.exited(2, 0);
        assertThat(post.dispatcher().open()).extracting(RunRecord::id).containsExactly(1L);
    }

    @Test
    void a_delay_puts_the_start_off() {
        post.load("* * * * * name:a jitter:10m true");
        Duration delay = post.job("a").delay();
        assertThat(delay).isPositive();
        post.fire("a");

        assertThat(post.witness.acts()).isEmpty();
        assertThat(post.onRecord(1).state()).isEqualTo(RunState.QUEUED);
        assertThat(post.onRecord(1).reason())
                .isEqualTo("starts later by its " + delay.toSeconds() + " s delay");
        assertThat(post.dispatcher().nextWake()).isEqualTo(NOW.plus(delay));

        post.after(delay.minusMillis(1));
        assertThat(post.witness.acts()).isEmpty();
        post.after(Duration.ofMillis(1));
        assertThat(post.witness.acts()).contains("start 1, on record as running");
        assertThat(post.onRecord(1).due()).as("it was due then").isEqualTo(NOW);
        assertThat(post.onRecord(1).reason()).isEmpty();
        assertThat(post.dispatcher().nextWake()).isEqualTo(Instant.MAX);
    }

    @Test
    void a_delay_that_is_over_is_not_waited_for_again() {
        post.load("* * * * * name:a jitter:10m true");
        post.fire("a", NOW.minus(post.job("a").delay())).commit();

        assertThat(post.witness.acts()).contains("start 1, on record as running");
    }

    @Test
    void open_runs_go_on_when_their_line_is_gone() {
        post.load("* * * * * name:a true").fire("a");
        post.load("* * * * * name:b true").commit();
        post.witness.acts();

        post.exited(1, 0);
        assertThat(post.witness.acts()).containsExactly("told that 1 of ann/a is ok: ");
        assertThat(post.onRecord(1).state()).isEqualTo(RunState.OK);
    }

    @Test
    void a_person_may_start_a_job_and_the_record_says_who() {
        post.load("0 0 1 1 * name:a true", "@daily name:b notify:x true").commit();

        Answer answer = post.dispatcher().operator().run(Post.key("a"), false, "root", NOW);
        post.commit();

        assertThat(post.witness.acts()).contains("start 1, on record as running");
        assertThat(((Answer.Accepted) answer).run()).isEqualTo(post.onRecord(1));
        assertThat(post.onRecord(1).trigger().word()).isEqualTo("manual");
        assertThat(post.dispatcher().operator().run(Post.key("x"), false, "root", NOW))
                .isEqualTo(new Answer.Refused("there is no job ann/x; `farcron jobs` lists them"));
        assertThat(
                        ((Answer.Refused)
                                        post.dispatcher()
                                                .operator()
                                                .run(Post.key("b"), false, "root", NOW))
                                .why())
                .startsWith("ann/b is rejected: notify:x is not supported yet")
                .endsWith("; correct its line, /test/crontab:2");
        assertThat(post.commit().onRecord()).hasSize(1);
    }

    @Test
    void missed_firings_share_a_record() {
        post.load("*/5 * * * * name:a true");
        post.dispatcher().miss(post.job("a"), 12, NOW.minusSeconds(60), "nobody was there", NOW);
        post.commit();

        RunRecord run = post.onRecord(1);
        assertThat(run.state()).isEqualTo(RunState.MISSED);
        assertThat(run.firings()).isEqualTo(12);
        assertThat(run.due()).isEqualTo(NOW.minusSeconds(60));
        assertThat(run.started()).isEmpty();
        assertThat(run.ended()).contains(NOW);
        assertThat(post.witness.acts())
                .containsExactly("told that 1 of ann/a is missed: nobody was there");
    }

    @Test
    void a_job_shows_its_newest_runs() {
        post.load("* * * * * name:a true");
        for (int run = 1; run <= 23; run++) {
            post.fire("a").exited(run, run == 22 ? 1 : 0);
        }
        post.fire("a");

        var status = post.dispatcher().statuses(NOW).get(Post.key("a"));
        assertThat(status.letters()).isEqualTo(".................x.>");
        assertThat(status.lastRun().orElseThrow().id()).isEqualTo(24);
        post.restart().load("* * * * * name:a true");
        assertThat(post.dispatcher().statuses(NOW).get(Post.key("a"))).isEqualTo(status);
    }
}
