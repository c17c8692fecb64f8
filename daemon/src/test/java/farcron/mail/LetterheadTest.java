package farcron.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farcron.crontab.LosslessText;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is kept of a letter comes back as it was, or not at all.
class LetterheadTest {

    private static final String ODD =
            LosslessText.decode(new byte[] {1, '\t', '\r', '\n', '"', ' ', (byte) 0xff, 'e'})
                    + "é✓";

    private static final Letterhead FULL =
            new Letterhead(
                    true,
                    List.of(ODD, ""),
                    List.of("/usr/sbin/sendmail", "-i", "ann"),
                    new TreeMap<>(Map.of("HOME", "/home/ann", "ODD", ODD, "EMPTY", "")),
                    "Subject: " + ODD + "\n");

    @Test
    void it_comes_back_as_it_was_whatever_stands_in_it() {
        assertThat(Letterhead.parse(FULL.toBytes())).contains(FULL);
        Letterhead refused = Letterhead.refused(false, ODD);
        assertThat(Letterhead.parse(refused.toBytes())).contains(refused);
    }

    @Test
    void a_part_of_it_is_none() {
        byte[] whole = FULL.toBytes();
        for (int length = 0; length < whole.length; length++) {
            assertThat(Letterhead.parse(Arrays.copyOf(whole, length)))
                    .as("the first %d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void what_is_none_of_ours_is_none() {
        for (String text : List.of("", "\0", "farcron mail 2\0true\0end", "farcron mail 1\0\0\0")) {
            assertThat(Letterhead.parse(text.getBytes(StandardCharsets.UTF_8))).as(text).isEmpty();
        }
    }

    @Test
    void what_would_not_come_back_is_not_written() {
        Letterhead broken = Letterhead.refused(false, "a\0b");
        assertThatThrownBy(broken::toBytes).hasMessageContaining("NUL");
    }
}
