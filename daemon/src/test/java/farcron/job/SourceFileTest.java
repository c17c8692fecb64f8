package farcron.job;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Position;
import farcron.crontab.Problem;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class SourceFileTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final SourceFile FILE =
            new SourceFile("/etc/crontab", "root", true, AT, List.of());

    @Test
    void two_are_the_same_if_all_their_parts_are() {
        SourceFile same = new SourceFile("/etc/crontab", "root", true, AT, List.of());
        List<SourceFile> others =
                List.of(
                        new SourceFile("/etc/cron.d/x", "root", true, AT, List.of()),
                        new SourceFile("/etc/crontab", "anna", true, AT, List.of()),
                        new SourceFile("/etc/crontab", "root", false, AT, List.of()),
                        new SourceFile("/etc/crontab", "root", true, AT.plusMillis(1), List.of()),
                        new SourceFile(
                                "/etc/crontab",
                                "root",
                                true,
                                AT,
                                List.of(Problem.error(new Position(1, 1), "what", "remedy"))));

        assertThat(same).isEqualTo(FILE).hasSameHashCodeAs(FILE);
        assertThat(others)
                .hasSameSizeAs(SourceFile.class.getRecordComponents())
                .doesNotContain(FILE);
    }
}
