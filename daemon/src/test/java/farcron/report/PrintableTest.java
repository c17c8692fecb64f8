package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class PrintableTest {

    @ParameterizedTest
    @MethodSource("texts")
    void a_text_is_shown_as(String raw, String shown, String why) {
        assertThat(Printable.text(raw)).as(why).isEqualTo(shown);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("plain\ttext\n", "plain\ttext\n", "lines and tabs stay"),
                Arguments.of(
                        "caf\u00e9 \u65e5\u672c", "caf\u00e9 \u65e5\u672c", "other scripts stay"),
                Arguments.of("\u001b[1;31mred\u001b[0m", "red", "colours"),
                Arguments.of("\u001b]0;title\u0007x", "x", "a window title"),
                Arguments.of("\u001b]8;;http://evil\u001b\\x", "x", "a link"),
                Arguments.of("\u009b2Jx", "x", "the one-byte form of the same"),
                Arguments.of("a\u001bcb", "ab", "a reset"),
                Arguments.of("10%\r20%\r\n", "10%20%\n", "a progress bar"),
                Arguments.of("a\bb\u0007\u007f\u0000", "ab", "backspace, bell, delete, NUL"),
                Arguments.of("a\u202eb\u200b", "ab", "letters that turn the text around"),
                Arguments.of("a\udc80b\ue000", "a?b?", "bytes that are no text"),
                Arguments.of("\u001b", "", "an escape alone"));
    }

    @Test
    void a_line_stays_one_line() {
        assertThat(Printable.line("a\nb\r\nc\td")).isEqualTo("a b  c d");
        assertThat(Printable.line("plain")).isEqualTo("plain");
    }
}
