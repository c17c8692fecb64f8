package farcron.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;

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
        post.dispatcher().takeUp(List.of(left), false, NOW);
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

    @Test
    void a_run_that_goes_on_is_not_started_and_its_end_is_recorded() {
        post.load("* * * * * name:a true").fire("a").restart().load("* * * * * name:a true");
        List<RunRecord> left = post.store().recover().open();
        post.witness.acts();
        post.dispatcher().takeUp(left, false, NOW.plusSeconds(60));
        post.commit();

        assertThat(post.witness.acts()).containsExactly("adopt 1");
        assertThat(post.dispatcher().open()).isEqualTo(left);
        post.exited(1, 4);
        assertThat(post.onRecord(1).reason()).isEqualTo("exit 4");
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
            post.dispatcher().takeUp(post.store().recover().open(), false, post.time.instant());
            post.commit();
        }
        post.after(post.job("a").delay());
        post.restart().load("* * * * * name:a jitter:10m true");
        post.dispatcher().takeUp(post.store().recover().open(), false, post.time.instant());
        post.after(Duration.ZERO);

        assertThat(post.witness.started()).hasSize(1);
        assertThat(post.dispatcher().open()).hasSize(1);
    }
}
