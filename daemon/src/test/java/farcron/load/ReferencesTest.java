package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar;
import farcron.crontab.Grammar.Format;
import farcron.job.After;
import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.SourceFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which jobs a line waits for, and which lines wait in vain.
class ReferencesTest {

    /// `cron.d/etl> 0 1 * * * root name:a true ¶ after:a root true || ann> ...`
    private static List<Loaded> files(String text) {
        return Arrays.stream(text.split("\\|\\|"))
                .map(file -> file.split(">", 2))
                .map(file -> file(file[0].strip(), file[1].strip().replaceAll(" *¶ *", "\n")))
                .toList();
    }

    private static Loaded file(String scope, String text) {
        return file("/" + scope, scope, text);
    }

    private static Loaded file(String path, String scope, String text) {
        boolean system = scope.contains("/");
        String user = system ? "root" : scope;
        Format format = system ? Format.SYSTEM : Format.USER;
        return Loaded.of(
                new CrontabFile(Path.of(path), format, scope, user),
                (text + "\n").getBytes(StandardCharsets.UTF_8),
                new Reading(Grammar.Dialect.DEBIAN, ZoneId.of("UTC"), "host"),
                Instant.EPOCH);
    }

    private static List<String> problems(JobTable table) {
        return table.files().stream()
                .flatMap(file ->
                        file.problems().stream()
                                .map(problem -> problem.line(file.path().substring(1))))
                .toList();
    }

    private static Job job(JobTable table, String name) {
        assertThat(table.named(name)).as(name).hasSize(1);
        return table.named(name).getFirst();
    }

    private static String after(Job job) {
        return job.rules().after().map(After::toString).orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiterString = " :: ",
            textBlock =
                    """
                    files :: after :: why
                    ann> @daily name:a c ¶ after:a name:x c :: after:ann/a@ok :: in the same crontab
                    ann> after:a name:x c ¶ @daily name:a c :: after:ann/a@ok :: in any order
                    ann> @daily name:a c ¶ @daily name:b c ¶ after:a,b@failed name:x c :: after:ann/a@ok,ann/b@failed :: several
                    ann> @daily name:a c ¶ @daily name:b c ¶ after-any:b@done,a name:x c :: after-any:ann/b@done,ann/a@ok :: in the order of the line
                    ann> @daily name:a c ¶ 0 5 * * * after:a name:x c :: after:ann/a@ok :: a line with a time
                    ann> @daily name:a c ¶ after:ann/a name:x c :: after:ann/a@ok :: with the own scope
                    ann> #Ansible: nightly dump ¶ @daily c ¶ after:nightly-dump name:x c :: after:ann/nightly-dump@ok :: a name from a comment
                    cron.d/etl> @daily root name:a c || cron.d/mail> after:a root name:x c :: after:cron.d/etl/a@ok :: in another file of the system
                    etc/crontab> @daily root name:a c || cron.d/mail> after:etc/crontab/a root name:x c :: after:etc/crontab/a@ok :: with its scope
                    cron.d/etl> @daily root name:a c || cron.d/b> @daily root name:a c ¶ after:a root name:x c :: after:cron.d/b/a@ok :: the own scope first
                    cron.d/etl> @daily root name:a c || ann> after:a name:x c :: after:cron.d/etl/a@ok :: a user after a job of the system
                    cron.d/etl> @daily root name:a c || ann> @daily name:a c ¶ after:a name:x c :: after:ann/a@ok :: the own job first
                    cron.d/etl> @daily root name:a c || ann> @daily name:a c ¶ after:cron.d/etl/a name:x c :: after:cron.d/etl/a@ok :: or exactly that one
                    ann> @daily name:a c || root> after:ann/a name:x c :: after:ann/a@ok :: root may wait for a user
                    ann> @daily name:a c || cron.d/etl> after:ann/a bob name:x c :: after:ann/a@ok :: so may a line of the system, whoever it runs as
                    root> @daily name:a c || cron.d/etl> after:root/a root name:x c :: after:root/a@ok :: root's own crontab is a user's
                    ann> @daily dump ¶ @daily dump ¶ after:dump-ca5451-2 name:x c :: after:ann/dump-ca5451-2@ok :: a name that was made up
                    """)
    void a_name_means(String files, String after, String why) {
        JobTable table = AllJobs.of(files(files));

        assertThat(problems(table)).isEmpty();
        assertThat(after(job(table, "x"))).isEqualTo(after);
        assertThat(table.jobs()).allMatch(Job::runs);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiterString = " :: ",
            quoteCharacter = '\1',
            textBlock =
                    """
                    files :: problem :: why
                    ann> @daily name:extract c ¶ after:extrakt name:x c :: ann:2:7: error: line waits for extrakt, but no line that could be read is called so; write extract :: a slip
                    ann> @daily name:e c ¶ after:transform name:x c :: ann:2:7: error: line waits for transform, but no line that could be read is called so; correct the name, or write name:transform on the line that is meant :: nothing like it
                    ann> @daily name:aa c ¶ after:aa,bb name:x c :: ann:2:10: error: line waits for bb, but no line that could be read is called so; correct the name, or write name:bb on the line that is meant :: the second name
                    ann> @daily name:aa c ¶ @daily : timeout:1h after:bb; c :: ann:2:27: error: line waits for bb, but no line that could be read is called so; correct the name, or write name:bb on the line that is meant :: in a guard
                    cron.d/a> @daily root name:dump c || cron.d/b> after:cron.d/c/dump root name:x c :: cron.d/b:1:7: error: line waits for cron.d/c/dump, but no line that could be read is called so; write cron.d/a/dump :: another file
                    cron.d/a> @daily root name:dump c || cron.d/b> after:cron.d/a/dupm root name:x c :: cron.d/b:1:7: error: line waits for cron.d/a/dupm, but no line that could be read is called so; write cron.d/a/dump :: a slip
                    cron.d/a> @daily root name:dump c || ann> after:dupm name:x c :: ann:1:7: error: line waits for dupm, but no line that could be read is called so; write dump :: a user may know the system's jobs
                    ann> @daily name:a c ¶ after:a,ann/a@failed name:x c :: ann:2:9: error: line waits for ann/a twice; leave out one of the two :: one job, two names
                    ann> @daily name:a c ¶ after:a,a name:x c :: ann:2:9: error: line waits for a twice; leave out one of the two :: the same twice
                    cron.d/a> @daily root name:d c || cron.d/b> @daily root name:d c || ann> after:d name:x c :: ann:1:7: error: line waits for d, which may be cron.d/a/d, cron.d/b/d; write the one that is meant, with its scope :: two of the system
                    cron.d/a> @daily root name:d c || cron.d/b> @daily root name:d c || etc/crontab> @hourly ann name:y c ¶ after:y,d root name:x c :: etc/crontab:2:9: error: line waits for d, which may be cron.d/a/d, cron.d/b/d; write the one that is meant, with its scope :: the same for root
                    ann> @daily name:a c || bob> after:ann/a name:x c :: bob:1:7: error: line waits for ann/a, but lines of a user may wait for own jobs and for those of the system only; take it away, or ask root for a line of the system that does :: that is ann's affair
                    ann> @daily name:a c || bob> after:ann/nothing name:x c :: bob:1:7: error: line waits for ann/nothing, but lines of a user may wait for own jobs and for those of the system only; take it away, or ask root for a line of the system that does :: the same, whether it is there or not
                    ann> @daily name:aaaa c || bob> after:aaaa name:x c :: bob:1:7: error: line waits for aaaa, but no line that could be read is called so; correct the name, or write name:aaaa on the line that is meant :: nothing is told about ann's
                    root> @daily name:aaaa c || bob> after:root/aaaa name:x c :: bob:1:7: error: line waits for root/aaaa, but lines of a user may wait for own jobs and for those of the system only; take it away, or ask root for a line of the system that does :: nor about root's own crontab
                    ann> @daily name:aaaa c || root> after:aaaa name:x c :: root:1:7: error: line waits for aaaa, but no line that could be read is called so; correct the name, or write name:aaaa on the line that is meant :: root names users with their scope
                    ann> @daily name:aaaa c || root> after:ann/aaab name:x c :: root:1:7: error: line waits for ann/aaab, but no line that could be read is called so; write ann/aaaa :: root may know
                    ann> 0 25 * * * name:a c ¶ after:a name:x c :: ann:1:3: error: hour is 25, but hours run 0-23; write 0 for midnight & ann:2:7: error: line waits for a, but no line that could be read is called so; correct the name, or write name:a on the line that is meant :: a line that cannot be read has no name
                    """)
    void a_name_that_means_nothing_is_an_error_of_its_line(
            String files, String problem, String why) {
        JobTable table = AllJobs.of(files(files));

        assertThat(problems(table)).containsExactly(problem.split(" & "));
        assertThat(table.jobs().stream().filter(job -> !job.runs()))
                .singleElement()
                .matches(job -> job.rules().after().isPresent());
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiterString = " :: ",
            textBlock =
                    """
                    files :: problems :: why
                    ann> after:a name:a c :: ann:1:7 a -> a :: itself
                    ann> 0 5 * * * after:a name:a c :: ann:1:17 a -> a :: itself, although it has a time
                    ann> after:b name:a c ¶ after:a name:b c :: ann:1:7 a -> b -> a & ann:2:7 b -> a -> b :: each other
                    ann> after:report name:extract c ¶ after:extract name:train c ¶ after:train name:report c :: ann:1:7 extract -> train -> report -> extract & ann:2:7 train -> report -> extract -> train & ann:3:7 report -> extract -> train -> report :: three
                    ann> @daily name:o c ¶ after:o,b@failed name:a c ¶ after-any:o,a name:b c :: ann:2:9 a -> b -> a & ann:3:13 b -> a -> b :: one way in does not help
                    ann> after:b,a name:a c ¶ after:a name:b c :: ann:1:9 a -> a & ann:2:7 b -> a -> b :: the shortest way
                    cron.d/x> after:cron.d/y/b root name:a c || cron.d/y> after:cron.d/x/a root name:b c :: cron.d/x:1:7 a -> cron.d/y/b -> a & cron.d/y:1:7 b -> cron.d/x/a -> b :: through another file
                    cron.d/x> after:ann/b root name:a c || ann> after:a name:b c :: cron.d/x:1:7 a -> ann/b -> a & ann:1:7 b -> cron.d/x/a -> b :: through a user's line
                    cron.d/x> after:ann/b,bob/c root name:a c || ann> after:a name:b c || bob> after:cron.d/x/z name:c c || cron.d/z> after:ann/b root name:d c || cron.d/x> after:d root name:z c :: cron.d/x:1:7 a -> ann/b -> a & ann:1:7 b -> cron.d/x/a -> b & bob:1:7 c -> cron.d/x/a -> another user's job -> cron.d/z/d -> cron.d/x/z -> c & cron.d/z:1:7 d -> cron.d/x/z -> bob/c -> cron.d/x/a -> ann/b -> d & cron.d/x:1:7 z -> bob/c -> a -> ann/b -> cron.d/z/d -> z :: what others do is not told
                    """)
    void a_line_that_waits_for_itself_does_not_run(String files, String problems, String why) {
        JobTable table = AllJobs.of(files(files));

        assertThat(problems(table))
                .containsExactly(
                        Arrays.stream(problems.split(" & "))
                                .map(it -> it.split(" ", 2))
                                .map(it ->
                                        it[0]
                                                + ": error: line waits for itself: "
                                                + it[1]
                                                + "; take one of these jobs out of the after: of"
                                                + " the next one; until then none of them runs")
                                .toArray(String[]::new));
        assertThat(table.jobs()).allMatch(job -> !job.runs() || job.rules().after().isEmpty());
    }

    @Test
    void lines_beside_a_circle_run_and_lines_behind_it_do_not() {
        JobTable table =
                AllJobs.of(
                        files(
                                "ann> after:b name:a c ¶ after:a name:b c ¶ @daily name:o c"
                                        + " ¶ after:o name:p c ¶ after:a,o name:q c"));

        assertThat(table.jobs().stream().filter(Job::runs).map(job -> job.key().name()))
                .containsExactly("o", "p");
        assertThat(problems(table).getLast())
                .isEqualTo(
                        "ann:5:7: error: line waits for a, which does not run: it waits for"
                                + " itself: a -> b -> a; mend line 1 of /ann first");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiterString = " :: ",
            textBlock =
                    """
                    files :: problem :: why
                    ann> @daily name:a notify:x c ¶ after:a name:x c :: ann:2:7: error: line waits for a, which does not run: notify:x is not supported yet; mend line 1 of /ann first :: it would wait for ever
                    ann> @daily name:a notify:x c ¶ after:a@done name:x c :: ann:2:7: error: line waits for a, which does not run: notify:x is not supported yet; mend line 1 of /ann first :: however it ends
                    ann> @daily name:a notify:x c ¶ @daily name:b c ¶ after-any:b,a name:x c :: ann:3:13: error: line waits for a, which does not run: notify:x is not supported yet; mend line 1 of /ann first :: also if another one would do
                    ann> @daily name:a notify:x c ¶ after:a name:b c ¶ after:b name:c c ¶ @daily after:c name:x c :: ann:4:14: error: line waits for c, which does not run because a does not: notify:x is not supported yet; mend line 1 of /ann first :: all the way down
                    ann> @daily name:a notify:x c ¶ after:a timeout:soon name:x c :: ann:2:9: error: timeout:soon is no duration; write a number and a unit, such as 90s, 30m or 2h :: its own mistake comes first
                    cron.d/e> @daily root name:a notify:x c || ann> after:a name:x c :: ann:1:7: error: line waits for cron.d/e/a, which does not run; this line runs when that one does :: why is root's business
                    cron.d/e> @daily root name:a notify:x c || root> after:a name:x c :: root:1:7: error: line waits for cron.d/e/a, which does not run: notify:x is not supported yet; mend line 1 of /cron.d/e first :: and root may know
                    bob> @daily name:b notify:x c || cron.d/e> after:bob/b root name:a c || ann> after:a name:x c :: ann:1:7: error: line waits for cron.d/e/a, which does not run; this line runs when that one does :: nor is bob's job told about
                    bob> @daily name:b notify:x c || cron.d/e> after:bob/b root name:x c :: cron.d/e:1:7: error: line waits for bob/b, which does not run: notify:x is not supported yet; mend line 1 of /bob first :: but root may know
                    """)
    void a_line_that_waits_for_one_that_does_not_run_does_not_run(
            String files, String problem, String why) {
        JobTable table = AllJobs.of(files(files));

        assertThat(problems(table)).contains(problem);
        assertThat(job(table, "x").runs()).isFalse();
        assertThat(job(table, "x").rejected().orElseThrow())
                .isEqualTo(problem.substring(problem.indexOf("error: ") + "error: ".length()));
    }

    @Test
    void a_reason_that_is_long_is_cut_where_it_is_told_again() {
        String zone = "x".repeat(1_000);
        JobTable table =
                AllJobs.of(files("ann> @daily name:a tz:" + zone + " c ¶ after:a name:x c"));

        assertThat(problems(table).getLast()).contains("xxx...; mend line 1").hasSizeLessThan(300);
    }

    @Test
    void a_made_up_name_that_was_taken_means_the_own_line_in_its_own_file() {
        String name = file("ann", "@daily dump").jobs().getFirst().key().name();
        String text = "@daily dump\nafter:" + name + " name:%s c";
        List<Loaded> files =
                List.of(
                        file("/one", "ann", text.formatted("x")),
                        file("/two", "ann", text.formatted("y")));
        JobTable table = AllJobs.of(files);

        assertThat(problems(table)).isEmpty();
        assertThat(after(job(table, "x"))).isEqualTo("after:ann/" + name + "@ok");
        assertThat(after(job(table, "y"))).isEqualTo("after:ann/" + name + "-2@ok");
    }

    @Test
    void a_name_that_was_taken_means_the_first() {
        JobTable table =
                AllJobs.of(
                        files(
                                "ann> @daily name:a one || ann> @daily name:a two ¶ after:a name:x"
                                        + " c"));

        assertThat(problems(table))
                .containsExactly(
                        "ann:1:1: error: the name a is taken by /ann:1; give one of the two lines"
                                + " another name with name:");
        assertThat(job(table, "x").runs()).isTrue();
        assertThat(job(table, "a").command().shell()).isEqualTo("one");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiterString = " :: ",
            textBlock =
                    """
                    elsewhere :: files :: problem :: why
                    ANYTHING :: cron.d/e> after:dump root name:x c :: cron.d/e:1:7: warning: line waits for dump, which is not here and cannot be checked; correct the name, or write name:dump on the line that is meant, unless another crontab has it :: another file may have it
                    ANYTHING :: cron.d/e> @daily root name:dump c ¶ after:dupm root name:x c :: cron.d/e:2:7: warning: line waits for dupm, which is not here and cannot be checked; write dump, unless another crontab has it :: perhaps a slip
                    ANYTHING :: cron.d/e> after:ann/dump root name:x c :: cron.d/e:1:7: warning: line waits for ann/dump, which is not here and cannot be checked; correct the name, or write name:dump on the line that is meant, unless another crontab has it :: nobody can know
                    ANYTHING :: cron.d/e> after:cron.d/e/dump root name:x c :: cron.d/e:1:7: error: line waits for cron.d/e/dump, but no line that could be read is called so; correct the name, or write name:dump on the line that is meant :: that file is here
                    ANYTHING :: ann> after:bob/dump name:x c :: ann:1:7: error: line waits for bob/dump, but lines of a user may wait for own jobs and for those of the system only; take it away, or ask root for a line of the system that does :: nowhere is it allowed
                    ANYTHING :: ann> after:a name:a c :: ann:1:7: error: line waits for itself: a -> a; take one of these jobs out of the after: of the next one; until then none of them runs :: nothing can help it
                    SCOPES :: ann> after:dump name:x c :: ann:1:7: error: line waits for dump, but no line that could be read is called so; correct the name, or write name:dump on the line that is meant :: another scope would be named
                    SCOPES :: ann> after:cron.d/e/dump name:x c :: ann:1:7: warning: line waits for cron.d/e/dump, which is not here and cannot be checked; correct the name, or write name:dump on the line that is meant, unless another crontab has it :: it is
                    NOTHING :: ann> after:cron.d/e/dump name:x c :: ann:1:7: error: line waits for cron.d/e/dump, but no line that could be read is called so; correct the name, or write name:dump on the line that is meant :: here is all there is
                    """)
    void what_may_be_elsewhere_is_no_error(
            Elsewhere elsewhere, String files, String problem, String why) {
        JobTable table = AllJobs.of(files(files), elsewhere);

        assertThat(problems(table)).containsExactly(problem);
        Job last = List.copyOf(table.jobs()).getLast();
        assertThat(last.runs()).isEqualTo(problem.contains(": warning: "));
        assertThat(last.rules().after()).isPresent();
    }

    @Test
    void the_same_crontabs_give_the_same_jobs_each_time() {
        List<Loaded> files =
                files(
                        "ann> after:b name:a c ¶ after:a name:b c ¶ @daily name:o c ¶ after:o c"
                                + " ¶ after:no c || cron.d/x> after:ann/o root c");
        JobTable once = AllJobs.of(files);
        JobTable again = AllJobs.of(files);

        assertThat(List.copyOf(again.jobs())).isEqualTo(List.copyOf(once.jobs()));
        assertThat(again.files()).isEqualTo(once.files());
    }

    @Test
    void a_file_is_well_or_not_by_what_its_lines_wait_for() {
        List<Loaded> files = files("cron.d/x> after:ann/a root c || ann> @daily name:b c");

        assertThat(files.getFirst().file().ok()).isTrue();
        assertThat(AllJobs.of(files).files())
                .extracting(SourceFile::ok)
                .containsExactly(false, true);
    }

    @Test
    void of_many_wrong_names_those_that_nobody_reads_are_counted() {
        Loaded file = file("ann", "after:nowhere c\n".repeat(3_000).strip());
        List<String> problems = problems(AllJobs.of(List.of(file)));

        assertThat(problems).hasSize(1_001);
        assertThat(problems.getLast()).contains("2000 more problems are not listed");
    }

    @Test
    void a_name_may_hold_whatever_a_file_name_or_an_account_may() {
        Loaded mail = file("ann@example.com", "@daily name:a c");
        Loaded root = file("root", "after:ann@example.com/a@done name:x c");
        JobTable table = AllJobs.of(List.of(mail, root));

        assertThat(problems(table)).isEmpty();
        assertThat(after(job(table, "x"))).isEqualTo("after:ann@example.com/a@done");
    }

    @Test
    void what_is_written_at_a_terminal_moves_no_cursor() {
        List<String> problems = problems(AllJobs.of(files("ann> after:\"\u202egnp.exe\" c")));

        assertThat(problems.stream().collect(Collectors.joining()))
                .contains("`\\u202egnp.exe`")
                .doesNotContain("\u202e");
    }

    @Test
    void a_rejected_line_is_still_looked_at() {
        JobTable table = AllJobs.of(files("ann> after:no,a notify:x name:a c"));

        assertThat(problems(table))
                .extracting(problem -> problem.split(": ")[0])
                .containsExactly("ann:1:7", "ann:1:10", "ann:1:12");
        assertThat(job(table, "a").rejected())
                .as("the first reason")
                .isNotEqualTo(Optional.empty());
    }
}
