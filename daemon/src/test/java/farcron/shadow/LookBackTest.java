package farcron.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar;
import farcron.crontab.Grammar.Dialect;
import farcron.load.CrontabFile;
import farcron.load.Crontabs;
import farcron.load.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Crontabs, and logs in the very form in which crons write them.
class LookBackTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir private Path folder;

    private Dialect dialect = Dialect.DEBIAN;
    private String owner = "ann";

    private Path write(String name, String text) {
        try {
            Path file = Files.writeString(folder.resolve(name), text);
            Files.setLastModifiedTime(file, FileTime.from(NOW));
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void crontab(String text) {
        write("crontab", text);
    }

    /// Lines without `Nov 21 HH:MM:01 web1 CRON[812]: `, behind the time.
    private void log(String... lines) {
        StringBuilder log = new StringBuilder("Nov 20 06:00:00 web1 systemd[1]: Started it.\n");
        for (String line : lines) {
            log.append("Nov 21 ")
                    .append(line.replaceFirst(" (?=\\()", ":01 web1 CRON[812]: "))
                    .append('\n');
        }
        write("syslog", log.toString());
    }

    private LookBack.Result compare(String since, String until) throws IOException {
        InstantSource time = InstantSource.fixed(NOW);
        CrontabFile file =
                new CrontabFile(folder.resolve("crontab"), Grammar.Format.USER, owner, owner);
        Scene scene =
                new Scene(
                        new Reading(dialect, MADRID, "test-host"),
                        time,
                        Crontabs.named(List.of(file)),
                        true,
                        CronLog.file(folder.resolve("syslog"), MADRID, time));
        return new LookBack(scene, _ -> {})
                .compare(Instant.parse(since + ":00+01:00"), Instant.parse(until + ":00+01:00"));
    }

    /// Each difference, and what was not judged.
    private List<String> told(String from, String to) throws IOException {
        Summary summary = compare("2026-11-21T" + from, "2026-11-21T" + to).summary();
        List<String> told = new ArrayList<>(List.of(summary.agreed() + " agree"));
        for (Verdict verdict : summary.others()) {
            String ran =
                    verdict.kind() == Verdict.Kind.ANOTHER_TIME
                            ? " " + clock(verdict.ran().orElseThrow())
                            : "";
            told.add(
                    "%s %s%s %s"
                            .formatted(
                                    clock(verdict.at()),
                                    verdict.kind().words(),
                                    ran,
                                    verdict.line().logged()));
        }
        return told;
    }

    private static String clock(Instant at) {
        return at.atZone(MADRID).toLocalTime().withSecond(0).toString();
    }

    @Test
    void two_crons_that_do_the_same_agree() throws IOException {
        crontab("*/10 8 * * * poll\n30 8 * * * load\n0 9 * * * later\n");
        log(
                "08:00 (ann) CMD (poll)",
                "08:10 (ann) CMD (poll)",
                "08:20 (ann) CMD (poll)",
                "08:30 (ann) CMD (load)",
                "08:30 (ann) CMD (poll)",
                "08:40 (ann) CMD (poll)",
                "08:50 (ann) CMD (poll)");

        assertThat(told("08:00", "09:00")).containsExactly("7 agree");
    }

    @Test
    void each_difference_is_told_with_its_line() throws IOException {
        crontab("0 8 * * * both\n10 8 * * * ours\n20 8 * * * late\n");
        log("08:00 (ann) CMD (both)", "08:15 (bob) CMD (theirs)", "08:27 (ann) CMD (late)");

        assertThat(told("08:00", "09:00"))
                .containsExactly(
                        "1 agree",
                        "08:10 only farcron would have run ours",
                        "08:15 only cron ran theirs",
                        "08:20 at another time 08:27 late");
    }

    @Test
    void what_stands_in_the_log_is_what_cron_makes_of_a_command() throws IOException {
        crontab("0 8 * * * tar \\%d\tcafé%input\n0 8 * * * : name:x retry:3; /opt/x\n");
        log(
                "08:00 (ann) CMD (tar %d^Icaf\\303\\251)",
                "08:00 (ann) CMD (: name:x retry:3; /opt/x)");

        assertThat(told("07:59", "08:10")).containsExactly("2 agree");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    line                | why
                    61 * * * * bad      | bad minute
                    @every 5m quick     | it does not know @every
                    after:x quick       | it has no time of its own
                    ~ 3 * * * drawn     | it does not know `~`
                    EMPTY=              | `EMPTY` is empty without quotes
                    """)
    void one_line_that_debians_cron_cannot_read_costs_it_the_file(String line, String why)
            throws IOException {
        crontab("0 8 * * * : name:x; good\n" + line + "\n");
        log("08:05 (bob) CMD (other)");

        Summary summary = compare("2026-11-21T07:59", "2026-11-21T08:30").summary();
        assertThat(summary.others().getFirst().kind()).isEqualTo(Verdict.Kind.ONLY_FARCRON);
        assertThat(summary.others().getFirst().why())
                .isEqualTo("Debian's cron ignores the whole file for line 2: " + why);
    }

    @Test
    void cronie_drops_only_the_line_that_it_cannot_read() throws IOException {
        dialect = Dialect.CRONIE;
        crontab("0 8 * * * good\n@every 30m ours\n");
        log("08:00 (ann) CMD (good)");

        assertThat(told("07:59", "08:29"))
                .containsExactly("1 agree", "08:00 only farcron would have run ours");
    }

    @Test
    void what_each_cron_draws_by_itself_or_does_not_log_is_not_judged() throws IOException {
        dialect = Dialect.CRONIE;
        owner = "root";
        crontab("0~30 8 * * * drawn\n-5 8 * * * quiet\nRANDOM_DELAY=20\n0 8 * * * delayed\n");
        log("08:03 (root) CMD (drawn)", "08:17 (root) CMD (delayed)");

        assertThat(told("07:59", "09:00"))
                .startsWith("1 agree")
                .contains("08:05 not judged quiet")
                .anyMatch(line -> line.endsWith(" not judged drawn"))
                .noneMatch(line -> line.contains("only"));
    }

    @Test
    void debians_cron_reads_no_zone() throws IOException {
        crontab("CRON_TZ=UTC\n0 8 * * * load\n");
        log("08:00 (ann) CMD (load)", "08:30 (bob) CMD (other)");

        assertThat(told("07:59", "12:00"))
                .containsExactly(
                        "0 agree", "08:30 only cron ran other", "09:00 at another time 08:00 load");
    }

    @Test
    void silence_before_crons_own_start_is_no_difference() throws IOException {
        crontab("*/10 8 * * * poll\n@reboot hello\n");
        log(
                "08:00 (ann) CMD (poll)",
                "08:35 (CRON) STARTUP (fork ok)",
                "08:35 (CRON) INFO (Running @reboot jobs)",
                "08:35 (ann) CMD (hello)",
                "08:40 (ann) CMD (poll)",
                "08:50 (ann) CMD (poll)");

        assertThat(told("08:00", "09:00"))
                .containsExactly(
                        "4 agree",
                        "08:10 not judged poll",
                        "08:20 not judged poll",
                        "08:30 not judged poll");
    }

    @Test
    void a_log_that_begins_late_tells_so_and_is_believed_from_then_on() throws IOException {
        crontab("0 * * * * poll\n");
        write(
                "syslog",
                "2026-11-21T08:30:00+01:00 web1 systemd[1]: Started it.\n"
                        + "2026-11-21T09:00:01+01:00 web1 CRON[9]: (ann) CMD (poll)\n");

        LookBack.Result result = compare("2026-11-21T06:00", "2026-11-21T09:30");
        assertThat(result.begins()).contains(Instant.parse("2026-11-21T07:30:00Z"));
        assertThat(result.summary().agreed()).isEqualTo(1);
        assertThat(result.summary().agree()).isTrue();
    }

    @Test
    void a_log_without_a_word_of_crons_is_not_believed() throws IOException {
        crontab("0 8 * * * poll\n");
        log();

        assertThat(compare("2026-11-21T07:00", "2026-11-21T09:30").summary().heard()).isFalse();
    }

    @Test
    void what_was_rotated_away_is_read_too() throws IOException {
        crontab("0 6-8 * * * poll\n");
        Path packed = folder.resolve("syslog.2.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("Nov 21 05:00:00 web1 x: y\n".getBytes());
            out.write("Nov 21 06:00:01 web1 CRON[9]: (ann) CMD (poll)\n".getBytes());
        }
        write("syslog.1", "Nov 21 07:00:01 web1 CRON[9]: (ann) CMD (poll)\n");
        Files.setLastModifiedTime(packed, FileTime.from(NOW.minusSeconds(18_000)));
        Files.setLastModifiedTime(
                folder.resolve("syslog.1"), FileTime.from(NOW.minusSeconds(14_400)));
        write("syslog", "Nov 21 08:00:01 web1 CRON[9]: (ann) CMD (poll)\n");

        assertThat(told("05:59", "09:00")).containsExactly("3 agree");
    }

    @Test
    void in_the_night_of_a_clock_change_both_do_what_the_code_says() throws IOException {
        crontab("30 2 * * * fixed\n*/30 * * * * often\n");
        String often =
                String.join(
                        "",
                        Stream.of("01:30", "02:00", "02:30", "02:00", "02:30", "03:00")
                                .map(it ->
                                        "Oct 25 %s:01 h CRON[1]: (ann) CMD (often)\n".formatted(it))
                                .toList());
        write(
                "syslog",
                "Oct 24 12:00:00 h x: y\n"
                        + often.replaceFirst(
                                "(?s)(.*?02:30.*?\n)",
                                "$1Oct 25 02:30:01 h CRON[1]: (ann) CMD (fixed)\n"));

        Instant from = Instant.parse("2026-10-24T23:30:00Z");
        String since = from.atZone(MADRID).toLocalDateTime().minusHours(1).toString();
        Summary summary = compare(since, "2026-10-25T03:10").summary();
        assertThat(summary.others()).isEmpty();
        assertThat(summary.agreed()).isEqualTo(7);
    }
}
