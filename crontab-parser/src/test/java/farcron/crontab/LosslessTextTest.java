package farcron.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

class LosslessTextTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    bytes    | chars         | why
                    61c3a9   | 0061 00e9     | UTF-8 is UTF-8
                    f09f9880 | d83d de00     | four bytes are a pair
                    ff61     | dcff 0061     | a byte that is never UTF-8
                    c3       | dcc3          | cut off at the end
                    e282     | dce2 dc82     | cut off at the end
                    c361     | dcc3 0061     | cut off by another character
                    c080     | dcc0 dc80     | a NUL in disguise
                    edb080   | dced dcb0 dc80 | a surrogate in disguise
                    f4908080 | dcf4 dc90 dc80 dc80 | beyond Unicode
                    """)
    void bytes_become(String bytes, String chars, String why) {
        String text = LosslessText.decode(HexFormat.of().parseHex(bytes));
        StringBuilder shown = new StringBuilder();
        text.chars().forEach(c -> shown.append(String.format(" %04x", c)));
        assertThat(shown.toString().strip()).as(why).isEqualTo(chars);
        assertThat(LosslessText.encode(text)).isEqualTo(HexFormat.of().parseHex(bytes));
    }

    @Test
    void any_bytes_come_back() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            String text = LosslessText.decode(bytes);
            assertThat(LosslessText.encode(text)).isEqualTo(bytes);
            assertThat(LosslessText.byteLength(text)).isEqualTo(bytes.length);
        }
    }

    @Test
    void a_surrogate_from_elsewhere_becomes_a_question_mark() {
        assertThat(new String(LosslessText.encode("a\ud83db\udc00"), StandardCharsets.UTF_8))
                .isEqualTo("a?b?");
    }
}
