package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Job;
import farcron.job.JobKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

class AfterWordsTest {

    @TempDir private Path folder;

    private Job line() {
        try (Scene scene = new Scene(folder)) {
            return scene.file("/etc/crontab", "30 6 * * * root name:x /x").job("x");
        }
    }

    private static AfterWords words(Job job) {
        return new AfterWords(job.rules().after().orElseThrow(), JobKey::name);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    any   | ends           | english                                     | why
                    false | a              | after a                                     | the usual one
                    false | a b            | after a and b                               | both
                    false | a b c          | after a, b and c                            | all
                    true  | a b c          | after a or b or c                           | the first
                    false | a@failed       | when a has failed                           | a handler
                    false | a@failed b@failed | when a and b have failed                 | of several
                    true  | a@failed b@failed | when a or b has failed                   | of any
                    false | a@done         | when a is done                              | whatever became of it
                    false | a@done b@done  | when a and b are done                       | of both
                    false | a b@failed c   | after a and c and when b has failed         | mixed
                    true  | a@done b       | after b or when a is done                   | mixed, the first
                    """)
    void what_a_line_waits_for_is_told_in_english(
            boolean any, String ends, String english, String why) {
        String[] conditions = ends.split(" ");
        Job job =
                any ? Lines.followerOfAny(line(), conditions) : Lines.follower(line(), conditions);
        assertThat(words(job).english()).isEqualTo(english);
        assertThat(words(job).conditions()).containsExactly(conditions);
    }

    @Test
    void a_line_with_a_time_tells_how_long_it_waits() {
        Job patient = Lines.waiting(line(), Optional.of(Duration.ofMinutes(90)), "a");
        assertThat(words(patient).english(patient.rules().patience()))
                .isEqualTo("after a (waits at most 1h30m)");
        Job usual = Lines.waiting(line(), Optional.empty(), "a");
        assertThat(words(usual).english(usual.rules().patience()))
                .isEqualTo("after a (waits until due again)");
    }
}
