package farcron.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.OptionalInt;

class LimitsTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    mib   | text   | why
                    0     | 0M     | none
                    4     | 4M     | the least that a line may have
                    512   | 512M   | as it would be written
                    8192  | 8G     | the same
                    1536  | 1536M  | exact
                    10239 | 10239M | still
                    32099 | 31.3G  | of so much nobody wants each MiB
                    32767 | 31.9G  | and no more than there is
                    """)
    void memory_is_told(long mib, String text, String why) {
        assertThat(Limits.memory(mib)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    units | text | why
                    1     | 0.01 | more than nothing
                    256   | 0.25 | a quarter
                    2048  | 2    | two
                    10240 | 10   | with its nought
                    3000  | 2.93 | as exact as anybody wants
                    """)
    void processors_are_told(long units, String text, String why) {
        assertThat(Limits.cores(units)).isEqualTo(text);
    }

    @Test
    void all_of_them_are_told_as_a_line_would() {
        assertThat(new Limits(OptionalInt.of(8192), OptionalInt.of(512)).words())
                .isEqualTo("mem:8G cpu:0.5");
        assertThat(Limits.NONE.words()).isEmpty();
    }
}
