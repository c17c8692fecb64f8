package farcron.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Limits;
import farcron.job.RunState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/// How runs share a machine of four processors and a bit less than 32 GiB by their `mem:` and
/// `cpu:`.
class SharesTest {

    private static final Limits MACHINE =
            new Limits(OptionalInt.of(32_100), OptionalInt.of(4 * 1024));

    @TempDir private Path folder;
    private Post post;

    @BeforeEach
    void begin() {
        post = new Post(folder).braked(Brakes.NONE.on(() -> MACHINE));
    }

    @AfterEach
    void end() {
        post.close();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    goes           | comes          | waits                                                                                     | why
                    mem:28G        | mem:8G         | waits for memory: mem:8G, and the runs that go on have 28G of the 31.3G there are        | there is not as much
                    mem:28G        | mem:3G         | -                                                                                         | there is
                    mem:28G        | mem:3428M      | -                                                                                         | all there is
                    mem:28G        | mem:3429M      | waits for memory: mem:3429M, and the runs that go on have 28G of the 31.3G there are     | just too much
                    mem:28G        |                | -                                                                                         | it asks for nothing
                    mem:28G        | cpu:4          | -                                                                                         | that is something else
                                   | mem:99G        | -                                                                                         | more than there is, and nobody else asked
                    mem:99G        | mem:4M         | waits for memory: mem:4M, and the runs that go on have 99G of the 31.3G there are        | that one has it all
                    cpu:3          | cpu:1.5        | waits for processors: cpu:1.5, and the runs that go on have 3 of the 4 there are         | the same for processors
                    cpu:3          | cpu:1          | -                                                                                         | there is
                    mem:8G cpu:1   | mem:8G cpu:3.5 | waits for processors: cpu:3.5, and the runs that go on have 1 of the 4 there are         | both have to be there
                    mem:28G cpu:4  | mem:8G cpu:1   | waits for memory: mem:8G, and the runs that go on have 28G of the 31.3G there are        | the first one that is not
                    """)
    void a_run_waits_until_the_machine_has_what_it_asks_for(
            String goes, String comes, String waits, String why) {
        post.load(
                "* * * * * name:a %s true".formatted(goes == null ? "" : goes),
                "* * * * * name:b %s true".formatted(comes == null ? "" : comes));

        post.fire("a").fire("b");

        assertThat(post.told().getLast())
                .isEqualTo(waits == null ? "2 b running" : "2 b queued: " + waits);
        post.exited(1, 0);
        assertThat(post.onRecord(2).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void none_overtakes_one_that_waits_for_the_same() {
        post.load(
                "* * * * * name:a mem:20G true",
                "* * * * * name:large mem:30G true",
                "* * * * * name:small mem:1G true",
                "* * * * * name:quick cpu:1 true",
                "* * * * * name:plain true");

        post.fire("a").fire("large").fire("small").fire("quick").fire("plain");

        assertThat(post.told())
                .containsExactly(
                        "1 a running",
                        "2 large queued: waits for memory: mem:30G, and the runs that go on have"
                                + " 20G of the 31.3G there are",
                        "3 small queued: waits for memory behind large #2",
                        "4 quick running",
                        "5 plain running");
        post.exited(1, 0);
        assertThat(post.onRecord(2).state()).isEqualTo(RunState.RUNNING);
        assertThat(post.onRecord(3).state())
                .as("there is room for both")
                .isEqualTo(RunState.RUNNING);
    }

    @Test
    void one_that_waits_for_something_else_keeps_nobody_waiting() {
        post.load(
                "FARCRON_POOLS=one=1",
                "* * * * * name:a pool:one mem:1G true",
                "* * * * * name:b pool:one mem:30G true",
                "* * * * * name:c mem:1G true");

        post.fire("a").fire("b").fire("c");

        assertThat(post.told())
                .containsExactly(
                        "1 a running", "2 b queued: pool one is full (a #1)", "3 c running");
    }

    @Test
    void the_machine_is_as_full_after_a_crash_as_before() {
        post.load("* * * * * name:a mem:28G true", "* * * * * name:b mem:8G true");
        post.fire("a").fire("b");
        post.witness.alive(1);

        post.restart(Duration.ofHours(1));

        assertThat(post.shown(2))
                .isEqualTo(
                        "waits for memory: mem:8G, and the runs that go on have 28G of the"
                                + " 31.3G there are");
        post.exited(1, 0);
        assertThat(post.onRecord(2).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void a_run_counts_as_its_line_was_when_it_started() {
        post.load("* * * * * name:a mem:28G true", "* * * * * name:b mem:8G true");
        post.fire("a");

        post.load("* * * * * name:b mem:8G true").fire("b");
        assertThat(post.onRecord(2).state()).as("a is gone").isEqualTo(RunState.QUEUED);

        post.load("* * * * * name:a mem:1G true", "* * * * * name:b mem:8G true").commit();
        assertThat(post.onRecord(2).state()).as("a says less").isEqualTo(RunState.QUEUED);
        post.exited(1, 0);
        assertThat(post.onRecord(2).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void a_run_that_waits_for_its_next_attempt_has_no_share() {
        post.load("* * * * * name:a mem:28G retry:1/1h true", "* * * * * name:b mem:8G true");

        post.fire("a").exited(1, 3).fire("b");

        assertThat(post.onRecord(2).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void where_nobody_knows_what_the_machine_has_none_waits() {
        post.braked(Brakes.NONE);
        post.load("* * * * * name:a mem:28G true", "* * * * * name:b mem:28G cpu:64vcpu true");

        post.fire("a").fire("b");

        assertThat(post.onRecord(2).state()).isEqualTo(RunState.RUNNING);
    }
}
