package farcron.swap;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Grammar.Format;
import farcron.crontab.LosslessText;
import farcron.crontab.Problem;
import farcron.load.AllJobs;
import farcron.load.CrontabFile;
import farcron.load.Loaded;
import farcron.load.Portability;
import farcron.load.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/// Lines that any cron can run, made of lines that only this one can.
class GuardedTextTest {

    private static GuardedText guard(String text, Format format, Dialect dialect) {
        CrontabFile file = new CrontabFile(Path.of("F"), format, "F", "");
        Reading reading = new Reading(dialect, ZoneId.of("UTC"), "host");
        return GuardedText.of(file, LosslessText.encode(text), reading);
    }

    private static String text(GuardedText guarded) {
        return LosslessText.decode(guarded.bytes());
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    line                                          | guarded                                            | why
                    0 2 * * * name:x c                            | 0 2 * * * : name:x; c                              | one word
                    0 2 * * *  name:x  retry:3/30s   /c d         | 0 2 * * *  : name:x  retry:3/30s;   /c d           | blanks stay as they are
                    @daily name:x c                               | @daily : name:x; c                                 | a nickname
                    @reboot name:x c                              | @reboot : name:x; c                                | at boot
                    0 2 * * * name:x when:"test -e /a" c          | 0 2 * * * : name:x when:"test -e /a"; c            | a quote at the end
                    0 2 * * * when:"test -e '/ä 𝄞'; :" name:x c   | 0 2 * * * : when:"test -e '/ä 𝄞'; :" name:x; c     | more than letters, and more than 16 bits
                    0 2 * * * name:x (a; b) > f 2>&1 # g          | 0 2 * * * : name:x; (a; b) > f 2>&1 # g            | whatever a shell takes
                    0 2 * * * name:x date +\\%d%in%put            | 0 2 * * * : name:x; date +\\%d%in%put              | and what cron makes of %
                    after:a c                                     | 0 0 30 2 * : after:a; c                            | no time
                    after:a@failed,b   name:y  c                  | 0 0 30 2 *   : after:a@failed,b name:y;  c         | and more words
                    after-any:a,b : name:y; c                     | 0 0 30 2 * : after-any:a,b name:y; c               | half guarded
                    after:"a,b" c                                 | 0 0 30 2 * : after:"a,b"; c                        | in quotes
                    0 0 30 2 * after:a c                          | 0 0 30 2 * : after:a; c                            | no time, but fields
                    0 6 * * * after:a wait:2h c                   | 0 6 * * * : after:a wait:2h; c                     | a time as well
                    0 2 * * * : name:x; c                         | 0 2 * * * : name:x; c                              | as it should be
                    0 2 * * * c                                   | 0 2 * * * c                                        | no words
                    0 2 * * * : c                                 | 0 2 * * * : c                                      | the shell's own
                    FARCRON_DEFAULTS="retry:3"                    | FARCRON_DEFAULTS="retry:3"                         | harmless
                    # 0 2 * * * name:x c                          | # 0 2 * * * name:x c                               | a comment
                    """)
    void words_are_guarded(String line, String guarded, String why) {
        GuardedText once = guard(line + "\n", Format.USER, Dialect.DEBIAN);
        assertThat(text(once)).isEqualTo(guarded + "\n");
        assertThat(once.problems()).isEmpty();
        GuardedText twice = guard(guarded + "\n", Format.USER, Dialect.DEBIAN);
        assertThat(twice.isChanged()).as("nothing is left to do").isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    line                            | guarded
                    0 2 * * * root  name:x c        | 0 2 * * * root  : name:x; c
                    after:a  root  c                | 0 0 30 2 *  root  : after:a; c
                    after:a root name:y c           | 0 0 30 2 * root : after:a name:y; c
                    after:a root : name:y; c        | 0 0 30 2 * root : after:a name:y; c
                    after:a root -n c               | 0 0 30 2 * root -n : after:a; c
                    0 2 * * * root -n name:x c      | 0 2 * * * root -n : name:x; c
                    -after:a root c                 | -0 0 30 2 * root : after:a; c
                    """)
    void before_the_words_stand_user_and_flags(String line, String guarded) {
        GuardedText once = guard(line + "\n", Format.SYSTEM, Dialect.CRONIE);
        assertThat(text(once)).isEqualTo(guarded + "\n");
        assertThat(once.problems()).isEmpty();
    }

    @Test
    void all_else_stays_byte_for_byte() {
        String text =
                "# \udce9t\udce9 0 2 * * * name:x c\r\n"
                        + "\r\n \t\n"
                        + "A='x\udcff'\r\n"
                        + "0 2 * * * name:x echo \udce9\r\n"
                        + "0 3 * * *\tname:y\techo \u00e9 \n\n"
                        + "0 4 * * * name:z c";
        assertThat(text(guard(text, Format.USER, Dialect.CRONIE)))
                .isEqualTo(text.replaceAll("(?m)^(0 \\d [*] [*] [*]\\s)(name:.)", "$1: $2;"));
    }

    /// The same line, and so the same history, whatever it is written like.
    @Test
    void a_guard_renames_no_job_and_changes_no_schedule() {
        String text =
                """
                0 2 * * * a
                after:b dump
                0 1 * * * dump
                0 3 * * * retry:2 dump
                5 5 * * * name:b true
                after:b,c timeout:5m dump
                after-any:b,c dump
                7 7 * * * name:c true
                """;
        GuardedText guarded = guard(text, Format.USER, Dialect.DEBIAN);
        assertThat(guarded.changes()).hasSize(6);
        assertThat(lines(guarded.bytes())).isEqualTo(lines(LosslessText.encode(text)));
    }

    @Test
    void guarded_examples_mean_the_same() throws IOException {
        try (Stream<Path> examples = Files.list(Path.of("..", "examples"))) {
            for (Path example : examples.filter(it -> it.toString().endsWith("tab")).toList()) {
                String text = Files.readString(example);
                GuardedText guarded = guard(text, Format.USER, Dialect.CRONIE);
                assertThat(lines(guarded.bytes()))
                        .as(example.toString())
                        .isEqualTo(lines(LosslessText.encode(text)));
            }
        }
    }

    private static List<String> lines(byte[] text) {
        CrontabFile file = new CrontabFile(Path.of("F"), Format.USER, "F", "");
        Reading reading = new Reading(Dialect.DEBIAN, ZoneId.of("UTC"), "host");
        return AllJobs.of(List.of(Loaded.of(file, text, reading, Instant.EPOCH))).jobs().stream()
                .map(job ->
                        "%d %s %s %s %s %s"
                                .formatted(
                                        job.line(),
                                        job.key(),
                                        job.scheduleText(),
                                        job.schedule(),
                                        job.rules(),
                                        job.command()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    dialect | line                             | problem                                                                 | why
                    DEBIAN  | @every 5m name:x c               | F:1:1: error: no other cron knows @every                                | no way to say it
                    DEBIAN  | @fortnightly name:x c            | F:1:1: error: nickname is `@fortnightly`, which does not exist          | nor here
                    DEBIAN  | 0 2 * * * name:x nmae:y c        | F:1:18: error: word is `nmae:`, which is not known                      | a slip
                    DEBIAN  | SHELL=/usr/bin/perl¶0 2 * * * name:x c | F:2:1: error: another cron would give `name:x` to /usr/bin/perl, which is no POSIX shell | : is no word of Perl
                    DEBIAN  | SHELL=fish¶0 2 * * * : name:x; c | F:2:1: error: another cron would give `name:x` to fish, which is no POSIX shell | a guard is no help
                    CRONIE  | 0 2 * * * name:x -n c            | F:1:1: error: another cron would give the flags behind the words to the shell | -n is no command
                    """)
    void what_no_guard_helps_is_told_and_left(
            Dialect dialect, String line, String problem, String why) {
        String text = line.replace("¶", "\n") + "\n";
        GuardedText guarded = guard(text, Format.USER, dialect);
        assertThat(text(guarded)).isEqualTo(text);
        assertThat(guarded.problems())
                .singleElement()
                .satisfies(it -> assertThat(it.line("F")).startsWith(problem));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    line                   | problem                                                        | why
                    ~ 2 * * * name:x c     | F:1:1: error: minute `~` is drawn at random                    | Debian's cron refuses the file
                    0 0~6 * * * name:x c   | F:1:3: error: hour `0~6` is drawn at random                    | it reads 0
                    -0 2 * * * name:x c    | F:1:1: error: `-` before the time fields asks for no log lines | it refuses the file
                    MAILTO=¶@daily name:x c | F:1:8: error: `MAILTO` is empty without quotes                | it refuses the file
                    """)
    void what_stands_before_the_words_is_told_besides(String line, String problem, String why) {
        GuardedText guarded = guard(line.replace("¶", "\n") + "\n", Format.USER, Dialect.DEBIAN);
        assertThat(text(guarded)).endsWith(" : name:x; c\n");
        assertThat(guarded.problems())
                .singleElement()
                .satisfies(it -> assertThat(it.line("F")).startsWith(problem));
    }

    @Test
    void a_line_that_would_become_too_long_for_debian_stays() {
        String line = "0 2 * * * name:x " + "c".repeat(990) + "\n";
        assertThat(guard(line, Format.USER, Dialect.CRONIE).isChanged()).isTrue();
        GuardedText guarded = guard(line, Format.USER, Dialect.DEBIAN);
        assertThat(guarded.isChanged()).isFalse();
        assertThat(guarded.problems().getFirst().what())
                .isEqualTo(
                        "command is 1000 bytes long with its words, and Debian's cron refuses the"
                                + " whole file for more than 998");
    }

    @Test
    void a_task_of_fargate_can_be_guarded_although_it_would_run_here() {
        GuardedText guarded = guard("0 2 * * * fargate:f c\n", Format.USER, Dialect.DEBIAN);
        assertThat(text(guarded)).isEqualTo("0 2 * * * : fargate:f; c\n");
        assertThat(guarded.problems()).isEmpty();
        CrontabFile file = new CrontabFile(Path.of("F"), Format.USER, "F", "");
        Reading reading = new Reading(Dialect.DEBIAN, ZoneId.of("UTC"), "host");
        assertThat(Portability.problems(file, guarded.bytes(), reading))
                .singleElement()
                .matches(problem -> !problem.isError());
    }

    @Test
    void one_line_that_cannot_be_guarded_costs_no_other() {
        GuardedText guarded =
                guard("0 2 * * * name:x c\nbad\nafter:x d\n", Format.USER, Dialect.DEBIAN);
        assertThat(text(guarded))
                .isEqualTo("0 2 * * * : name:x; c\nbad\n0 0 30 2 * : after:x; d\n");
        assertThat(guarded.problems()).singleElement().matches(Problem::isError);
    }
}
