package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class CappedLogTest {

    private static final LogLimit LIMIT = new LogLimit(4, 6);

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    written        | max | shown                                    | why
                    ''             | 100 | ''                                       | nothing
                    abcdefghij     | 100 | abcdefghij                               | just within the limit
                    abcdefghijk    | 100 | abcd/--- 1 bytes cut ---/fghijk          | one too many
                    abcdefghijklmn | 100 | abcd/--- 4 bytes cut ---/ijklmn          | first and last
                    abcdefghij     | 4   | ab/--- 6 bytes cut ---/ij                | the caller wants less
                    abcdefghijklmn | 10  | abcd/--- 4 bytes cut ---/ijklmn          | no less than the limit
                    abcdefghij     | 10  | abcdefghij                               | all of it
                    """)
    void what_is_shown(String written, int max, String shown, String why) throws IOException {
        assertThat(new String(log(written).bytes(max)).replace('\n', '/')).as(why).isEqualTo(shown);
    }

    @Test
    void a_log_that_is_not_there_is_empty() throws IOException {
        CappedLog none = new CappedLog(folder.resolve("none"), LIMIT);
        assertThat(none.size()).isZero();
        assertThat(none.bytes(10)).isEmpty();
        assertThat(none.from(0, 10)).satisfies(piece -> assertThat(piece.next()).isZero());
    }

    @Test
    void following_jumps_over_the_cut_and_reads_on() throws IOException {
        CappedLog log = log("abcdefghijklmn");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        long at = 0;
        for (var piece = log.from(at, 3); piece.next() > at; piece = log.from(at, 3)) {
            all.writeBytes(piece.bytes());
            at = piece.next();
        }
        assertThat(all.toString()).isEqualTo("abcd\n--- 4 bytes cut ---\nijklmn");
        log("abcdefghijklmnop");
        assertThat(new String(log.from(at, 100).bytes())).isEqualTo("op");
    }

    @Test
    void a_hole_shrinks_the_file_on_disk_and_not_its_length() throws Exception {
        Path file = folder.resolve("holes");
        Files.write(file, "x".repeat(1 << 20).getBytes());
        Holes.punch(file, 4096, (1 << 20) - 8192);
        assertThat(Files.size(file)).isEqualTo(1 << 20);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes[4095]).isEqualTo((byte) 'x');
        assertThat(bytes[4096]).isZero();
        assertThat(bytes[(1 << 20) - 4096]).isEqualTo((byte) 'x');
    }

    private CappedLog log(String text) throws IOException {
        Path file = folder.resolve("log");
        Files.writeString(file, text);
        return new CappedLog(file, LIMIT);
    }
}
