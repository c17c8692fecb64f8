package farcron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;

import farcron.crontab.Grammar;
import farcron.load.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// `farcron check`, as it is typed.
class CheckCommandTest {

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int check(String... arguments) {
        Reading here = new Reading(Grammar.Dialect.DEBIAN, ZoneId.of("Europe/Madrid"), "test-host");
        InstantSource time = InstantSource.fixed(Instant.parse("2026-11-21T08:14:00Z"));
        return new CommandLine(new CheckCommand(here, time))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private String file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), Arrays.asList(lines)).toString();
    }

    @Test
    void a_good_file_is_told_in_silence() throws IOException {
        assertThat(check(file("good", "0 9 * * * name:a true", "@daily true"))).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo("1 file: 2 jobs, 0 errors, 0 warnings\n");
    }

    @Test
    void each_problem_is_one_line_that_editors_can_read() throws IOException {
        String path =
                file("bad", "0 25 * * * true", "# fine", "0 9 * * * name:a timeout:soon true", "x");

        assertThat(check(path)).isEqualTo(1);
        assertThat(out.toString().lines())
                .hasSize(3)
                .allMatch(line ->
                        line.matches("\\Q" + path + "\\E:\\d+:\\d+: (error|warning): .+; .+"));
        assertThat(out.toString().lines().map(line -> line.substring(path.length()).split(" ")[0]))
                .containsExactly(":1:3:", ":3:18:", ":4:1:");
        assertThat(err.toString()).isEqualTo("1 file: 0 jobs, 3 errors, 0 warnings\n");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    arguments              | status | says                                        | why
                    GOOD                   | 0      | ''                                          | all is well
                    GOOD GOOD              | 0      | ''                                          | each file by itself
                    BAD                    | 1      | BAD:1:1: error:                             | an error
                    GOOD BAD               | 1      | BAD:1:1: error:                             | in one of them
                    WARN                   | 1      | WARN:1:5: warning:                          | a warning is a problem too
                    /no/such               | 1      | /no/such:1:1: error: there is no such file; | missing
                    FOLDER                 | 1      | FOLDER:1:1: error: this is a directory,     | a folder
                    /no/such GOOD          | 1      | /no/such:1:1: error:                        | the others are still read
                    --portable GOOD        | 0      | ''                                          | every cron reads it
                    --portable WORDS       | 1      | WORDS:1:11: error: another cron would run   | no other cron reads it
                    WORDS                  | 0      | ''                                          | but farcron does
                    GOOD --system          | 1      | GOOD:1:                                     | there is no user in it
                    --system SYSTEM        | 0      | ''                                          | there is
                    """)
    void the_exit_status_tells_all(String arguments, int status, String says, String why)
            throws IOException {
        file("GOOD", "0 9 * * * true");
        file("BAD", "x");
        file("WARN", "0 9 31 2 * true");
        file("WORDS", "0 9 * * * name:a true");
        file("SYSTEM", "0 9 * * * root true");
        Files.createDirectory(folder.resolve("FOLDER"));
        String[] typed = arguments.replaceAll("\\b([A-Z]{3,})\\b", folder + "/$1").split(" ");

        assertThat(check(typed)).isEqualTo(status);
        assertThat(out.toString().replace(folder + "/", "")).startsWith(says);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    arguments               | says                                                                               | why
                    ETL REPORT              | -                                                                                  | each other's jobs are known
                    REPORT ETL              | -                                                                                  | in any order
                    ./x/../REPORT ETL ETL   | -                                                                                  | a file named twice is one
                    REPORT                  | REPORT:1:7: error: line waits for extract, but no line that could be read          | nobody has that name
                    ETL SLIP                | SLIP:1:7: error: line waits for extrakt, but no line that could be read is called so; write extract | a slip
                    ETL SCOPED              | -                                                                                  | with its scope
                    SCOPED                  | SCOPED:1:7: warning: line waits for ETL/extract, which is not here and cannot be checked | perhaps it is there
                    CIRCLE                  | CIRCLE:1:7: error: line waits for itself: a -> b -> a                              | certain, wherever it stands
                    --portable REPORT ETL   | REPORT:1:1: error: no other cron knows a line without a time                       | the old cron would lose the file
                    --system SMAIL          | SMAIL:1:7: warning: line waits for extract, which is not here and cannot be checked | another file may have it
                    --system SMAIL SETL     | -                                                                                  | it has
                    --system SSCOPED SETL   | -                                                                                  | with the scope that it would have
                    --system SWRONG SETL    | SWRONG:1:7: error: line waits for cron.d/SETL/b, but no line that could be read    | that file is here
                    """)
    void files_are_read_together(String arguments, String says, String why) throws IOException {
        file("ETL", "0 9 * * * name:extract true");
        file("REPORT", "after:extract name:report true");
        file("SLIP", "after:extrakt name:slip true");
        file("SCOPED", "after:ETL/extract name:scoped true");
        file("CIRCLE", "after:b name:a true", "after:a name:b true");
        file("SETL", "0 9 * * * root name:extract true");
        file("SMAIL", "after:extract root name:mail true");
        file("SSCOPED", "after:cron.d/SETL/extract root name:scoped true");
        file("SWRONG", "after:cron.d/SETL/b root name:wrong true");
        Files.createDirectory(folder.resolve("x"));
        String[] typed =
                arguments.replaceAll("(?:\\./x/../)?\\b([A-Z]{3,})\\b", folder + "/$1").split(" ");

        assertThat(check(typed)).isEqualTo(says == null ? 0 : 1);
        assertThat(out.toString().replace(folder + "/", "")).startsWith(says == null ? "" : says);
        assertThat(out.toString().isEmpty()).isEqualTo(says == null);
    }

    @Test
    void a_guarded_line_that_others_start_is_in_order_also_for_another_cron() throws IOException {
        String path = file("f", "0 9 * * * : name:a; true", "0 0 30 2 * : name:b after:a; true");
        assertThat(check("--portable", path)).isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void what_the_old_cron_refuses_is_told_once_as_an_error() throws IOException {
        String path = file("f", "MAILTO=", "0 9 * * * true");
        check("--portable", path);
        assertThat(out.toString().lines())
                .singleElement()
                .asString()
                .startsWith(path + ":1:8: error: `MAILTO` is empty without quotes");
    }

    @Test
    void what_a_line_waits_for_is_told_if_wanted() throws IOException {
        String path =
                file(
                        "f",
                        "0 9 * * * name:a true",
                        "after:a,b@failed name:x true",
                        "after-any:a,b@done name:y true",
                        "0 9 * * * name:b true",
                        "after:no name:z true");
        check("-v", path);

        assertThat(out.toString().lines().filter(line -> line.contains(": info: ")))
                .contains(
                        path
                                + ":2:1: info: x: starts when a has ended ok and b has failed;"
                                + " no time of its own",
                        path
                                + ":3:1: info: y: starts when a has ended ok or b has ended, well"
                                + " or not; no time of its own",
                        path + ":5:1: info: z: starts when no has ended ok; it does not run");

        out.getBuffer().setLength(0);
        check("--json", path);
        Map<?, ?> found = (Map<?, ?>) JSON.std.listFrom(out.toString()).getFirst();
        Map<?, ?> job = (Map<?, ?>) ((List<?>) found.get("jobs")).get(1);
        assertThat(job.get("after")).isEqualTo(List.of("a", "b@failed"));
        assertThat(job.get("schedule_text"))
                .isEqualTo("starts when a has ended ok and b has failed");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    argument    | why
                    -           | no file
                    --sytem f   | a mistyped option
                    --json=yes f | an option that takes nothing
                    """)
    void wrong_usage_has_an_exit_status_of_its_own(String argument, String why) {
        assertThat(check(argument == null ? new String[0] : argument.split(" "))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isNotEmpty();
    }

    @Test
    void more_is_told_about_each_job_if_wanted() throws IOException {
        String path =
                file(
                        "f",
                        "0 9 * * * name:a true",
                        "0 0 30 2 * name:n true",
                        "@daily name:t pool:x true");
        check("-v", path);

        assertThat(out.toString().lines().filter(line -> line.contains(": info: ")))
                .satisfiesExactly(
                        one ->
                                assertThat(one)
                                        .startsWith(path + ":1:1: info: a: ")
                                        .endsWith("; next 2026-11-22T09:00:00+01:00"),
                        two -> assertThat(two).endsWith("; no next start"),
                        three -> assertThat(three).endsWith("; it does not run"));
    }

    @Test
    void json_is_json() throws IOException {
        String path = file("f\"\u00e4", "0 9 * * * name:a true", "x");
        String system = file("s", "@every 5m root name:b true");

        assertThat(check("--json", path)).isEqualTo(1);
        List<Object> files = JSON.std.listFrom(out.toString());
        assertThat(files).hasSize(1);
        Map<?, ?> found = (Map<?, ?>) files.getFirst();
        assertThat(found.get("path")).isEqualTo(path);
        assertThat(found.get("ok")).isEqualTo(false);
        Map<?, ?> problem = (Map<?, ?>) ((List<?>) found.get("problems")).getFirst();
        assertThat(problem.get("line")).isEqualTo(2);
        assertThat(problem.get("column")).isEqualTo(1);
        assertThat(problem.get("severity")).isEqualTo("error");
        assertThat(problem.get("what")).asString().isNotEmpty();
        assertThat(problem.get("remedy")).asString().isNotEmpty();
        Map<?, ?> job = (Map<?, ?>) ((List<?>) found.get("jobs")).getFirst();
        assertThat(job.get("name")).isEqualTo("a");
        assertThat(job.get("user")).isNull();
        assertThat(job.get("zone")).isEqualTo("Europe/Madrid");
        assertThat(job.get("runs")).isEqualTo(true);

        out.getBuffer().setLength(0);
        check("--json", "--system", system);
        Map<?, ?> other = (Map<?, ?>) JSON.std.listFrom(out.toString()).getFirst();
        assertThat(((Map<?, ?>) ((List<?>) other.get("jobs")).getFirst()).get("user"))
                .isEqualTo("root");
    }

    @Test
    void nothing_is_changed() throws IOException {
        String path = file("f", "0 9 * * * name:a true", "x");
        byte[] before = Files.readAllBytes(Path.of(path));
        check("--portable", "-v", path);

        assertThat(Files.readAllBytes(Path.of(path))).isEqualTo(before);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(Path.of(path));
        }
    }
}
