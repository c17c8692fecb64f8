package farcron.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Outcome;
import farcron.job.RunState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// By what rule a run is tried again.
class EndsTest {

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

    private void setBack() {
        Instant now = post.time.instant();
        Outcome spot =
                new Outcome.Judged(
                        RunState.FAILED,
                        OptionalInt.empty(),
                        Optional.empty(),
                        now,
                        "Spot took it back",
                        Outcome.Retrial.NOT_ITS_FAULT);
        post.dispatcher().ended(1, spot, now);
        post.commit();
    }

    @Test
    void what_is_not_its_fault_is_forgiven_three_times_and_then_counts() {
        post.load("@daily name:a retry:1/1s true").fire("a");
        for (int i = 1; i <= 3; i++) {
            setBack();
            assertThat(post.shown(1)).startsWith("attempt %d of %d failed".formatted(i, i + 2));
            post.after(Duration.ofMinutes(2));
        }

        setBack();
        assertThat(post.shown(1)).startsWith("attempt 4 of 5 failed");
        post.after(Duration.ofMinutes(2));
        setBack();
        assertThat(post.onRecord(1).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void a_line_whose_own_rule_reads_like_that_for_setbacks_means_its_own_failures() {
        post.load("@daily name:a retry:3/15s..2m true").fire("a").exited(1, 3);

        assertThat(post.shown(1)).startsWith("attempt 1 of 4 failed (exit 3)");
    }
}
