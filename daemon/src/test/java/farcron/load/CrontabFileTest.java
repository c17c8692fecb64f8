package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Format;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

class CrontabFileTest {

    private static final Path PATH = Path.of("/etc/crontab");
    private static final CrontabFile FILE =
            new CrontabFile(PATH, Format.SYSTEM, "/etc/crontab", "root");

    @Test
    void two_are_the_same_if_all_their_parts_are() {
        CrontabFile same = new CrontabFile(PATH, Format.SYSTEM, "/etc/crontab", "root");
        List<CrontabFile> others =
                List.of(
                        new CrontabFile(Path.of("/x"), Format.SYSTEM, "/etc/crontab", "root"),
                        new CrontabFile(PATH, Format.USER, "/etc/crontab", "root"),
                        new CrontabFile(PATH, Format.SYSTEM, "root", "root"),
                        new CrontabFile(PATH, Format.SYSTEM, "/etc/crontab", "anna"));

        assertThat(same).isEqualTo(FILE).hasSameHashCodeAs(FILE);
        assertThat(others)
                .hasSameSizeAs(CrontabFile.class.getRecordComponents())
                .doesNotContain(FILE);
    }
}
