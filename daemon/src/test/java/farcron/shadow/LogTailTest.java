package farcron.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

class LogTailTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:05Z");

    @TempDir private Path folder;
    private Path log;
    private CronLog theirs;

    @BeforeEach
    void logs() throws IOException {
        log = Files.writeString(folder.resolve("syslog"), line("before"));
        theirs = CronLog.file(log, ZoneOffset.UTC, InstantSource.fixed(NOW));
    }

    private static String line(String command) {
        return "Nov 21 08:00:01 web1 CRON[8]: (ann) CMD (" + command + ")\n";
    }

    private static List<String> commands(CronLog.Following tail) throws IOException {
        return tail.news().stream().map(fact -> ((Fact.Ran) fact).text()).toList();
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }

    @Test
    void only_what_comes_from_now_on_is_told_and_once() throws IOException {
        try (CronLog.Following tail = theirs.follow(NOW)) {
            append(line("a") + line("b"));
            assertThat(commands(tail)).containsExactly("a", "b");
            assertThat(commands(tail)).isEmpty();
        }
    }

    @Test
    void a_line_that_comes_in_pieces_is_one() throws IOException {
        try (CronLog.Following tail = theirs.follow(NOW)) {
            append(line("whole").substring(0, 30));
            assertThat(commands(tail)).isEmpty();
            append(line("whole").substring(30));
            assertThat(commands(tail)).containsExactly("whole");
        }
    }

    @Test
    void a_log_that_is_moved_away_is_read_to_its_end_before_the_new_one() throws IOException {
        try (CronLog.Following tail = theirs.follow(NOW)) {
            append(line("last of the old"));
            Files.move(log, folder.resolve("syslog.1"));
            Files.writeString(log, line("first of the new"));
            assertThat(commands(tail)).containsExactly("last of the old", "first of the new");
        }
    }

    @Test
    void what_its_writer_still_puts_into_the_old_one_is_not_lost() throws IOException {
        try (CronLog.Following tail = theirs.follow(NOW)) {
            Path old = Files.move(log, folder.resolve("syslog.1"));
            Files.writeString(log, "");
            assertThat(commands(tail)).isEmpty();
            Files.writeString(old, line("late"), StandardOpenOption.APPEND);
            append(line("first of the new"));
            assertThat(commands(tail)).containsExactly("late", "first of the new");
        }
    }

    @Test
    void a_log_that_is_emptied_is_read_from_its_beginning() throws IOException {
        try (CronLog.Following tail = theirs.follow(NOW)) {
            Files.writeString(log, "");
            append("Nov 21 08:00:01 h CRON[8]: (a) CMD (x)\n");
            assertThat(commands(tail)).containsExactly("x");
        }
    }
}
