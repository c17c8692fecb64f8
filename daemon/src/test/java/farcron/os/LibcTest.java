package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

class LibcTest {

    private static final int EBADF = 9;

    @Test
    void a_negative_number_goes_in_and_comes_back_as_one() {
        Libc.Result closed = Libc.result("close", -1);

        assertThat(closed).isEqualTo(new Libc.Result(-1, EBADF));
        assertThat(Libc.result("abs", -7).value()).isEqualTo(7);
    }

    @Test
    void what_has_gone_wrong_is_told_of_its_path(@TempDir Path folder) {
        Path none = folder.resolve("none");

        assertThatThrownBy(() -> Libc.open(none, Libc.O_WRONLY))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(none.toString());
    }

    @Test
    void more_words_than_there_are_registers_for_are_refused() {
        assertThatThrownBy(() -> Libc.result("abs", 1, 2, 3, 4, 5, 6, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("abs ");
    }
}
