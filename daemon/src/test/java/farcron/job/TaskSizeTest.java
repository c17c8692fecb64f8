package farcron.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// Which tasks there are on Fargate.
class TaskSizeTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    cpu   | fits                | not
                    256   | 512 1024 2048       | 256 1536 3072
                    512   | 1024 2048 3072 4096 | 512 5120
                    1024  | 2048 8192           | 1024 9216 2560
                    2048  | 4096 16384          | 3072 17408
                    4096  | 8192 30720          | 7168 31744
                    8192  | 16384 61440         | 17408 65536
                    16384 | 32768 122880        | 36864 131072
                    """)
    void only_some_pairs_are_offered(int cpu, String fits, String not) {
        assertThat(List.of(fits.split(" ")))
                .allMatch(memory -> TaskSize.isOffered(cpu, Integer.parseInt(memory)));
        assertThat(List.of(not.split(" ")))
                .noneMatch(memory -> TaskSize.isOffered(cpu, Integer.parseInt(memory)));
    }

    @Test
    void no_memory_is_offered_for_another_number_of_units() {
        assertThat(TaskSize.isOffered(768, 2048)).isFalse();
    }
}
