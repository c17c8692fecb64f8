package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.Samples;
import farcron.crontab.Grammar;
import farcron.crontab.Problem;
import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.SourceFile;
import farcron.schedule.SettableTime;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which jobs are in force while crontabs come, change and go.
class CrontabLoaderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:14:00Z");
    private static final Reading READING =
            new Reading(Grammar.Dialect.DEBIAN, ZoneId.of("UTC"), "host");

    @TempDir private Path folder;
    private final SettableTime time = new SettableTime(NOW);
    private Path one;
    private Path two;
    private final List<SourceFile> told = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private CrontabLoader loader;

    @BeforeEach
    void begin() throws IOException {
        one = Files.writeString(folder.resolve("one"), "0 1 * * * name:a true\n");
        two = Files.writeString(folder.resolve("two"), "0 2 * * * name:b true\n");
        loader = loader(one, two);
    }

    private CrontabLoader loader(Path... paths) {
        List<CrontabFile> files =
                Arrays.stream(paths)
                        .map(path -> new CrontabFile(path, Grammar.Format.USER, "ann", "ann"))
                        .toList();
        return new CrontabLoader(
                Crontabs.named(files), READING, time, told::add, line -> log.add(line.toString()));
    }

    private static Job job(JobTable table, String name) {
        return table.named(name).getFirst();
    }

    private static List<String> names(JobTable table) {
        return table.jobs().stream().map(job -> job.key().name()).toList();
    }

    private static List<String> problems(SourceFile file) {
        return file.problems().stream().map(problem -> problem.line("F")).toList();
    }

    @Test
    void nothing_has_changed_while_nothing_has_changed() {
        assertThat(loader.refresh()).isPresent();
        assertThat(loader.refresh()).isEmpty();
        assertThat(loader.refresh()).isEmpty();
    }

    @Test
    void jobs_of_a_file_that_did_not_change_are_the_same_jobs() throws IOException {
        JobTable before = loader.refresh().orElseThrow();
        time.set(NOW.plusSeconds(60));
        Files.writeString(two, "0 3 * * * name:b true\n0 4 * * * name:c true\n");
        JobTable after = loader.refresh().orElseThrow();

        assertThat(names(after)).containsExactly("a", "b", "c");
        assertThat(job(after, "a")).isSameAs(job(before, "a"));
        assertThat(after.files())
                .extracting(SourceFile::loadedAt)
                .containsExactly(NOW, NOW.plusSeconds(60));
    }

    @Test
    void an_edit_of_the_same_size_in_the_same_second_is_noticed() throws IOException {
        loader.refresh();
        FileTime modified = Files.getLastModifiedTime(two);
        letTheFileSystemsClockMove();
        Files.writeString(two, "0 9 * * * name:b true\n");
        Files.setLastModifiedTime(two, modified);

        JobTable after = loader.refresh().orElseThrow();
        assertThat(job(after, "b").scheduleText()).isEqualTo("0 9 * * *");
        assertThat(loader.refresh()).isEmpty();
    }

    private void letTheFileSystemsClockMove() throws IOException {
        Path probe = folder.resolve("probe");
        FileTime before = Files.getLastModifiedTime(Files.writeString(probe, "x"));
        while (Files.getLastModifiedTime(Files.writeString(probe, "x")).equals(before)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_file_that_is_put_in_the_place_of_another_is_noticed() throws IOException {
        loader.refresh();
        Path other = Files.writeString(folder.resolve("two.tmp"), "0 9 * * * name:b true\n");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(two));
        Files.move(other, two, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(job(loader.refresh().orElseThrow(), "b").scheduleText()).isEqualTo("0 9 * * *");
    }

    @Test
    void a_file_behind_a_link_is_followed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), two);
        loader = loader(link);
        loader.refresh();
        Files.delete(link);
        Files.createSymbolicLink(link, one);

        assertThat(names(loader.refresh().orElseThrow())).containsExactly("a");
    }

    @Test
    void the_jobs_of_a_file_that_is_gone_are_gone_until_it_comes_back() throws IOException {
        loader.refresh();
        Files.delete(two);
        JobTable without = loader.refresh().orElseThrow();

        assertThat(names(without)).containsExactly("a");
        assertThat(problems(without.files().getLast()))
                .containsExactly(
                        "F:1:1: error: there is no such file; check the name, or make the file");
        assertThat(loader.refresh()).as("told once").isEmpty();
        assertThat(loader.hasReadAny()).isTrue();

        Files.writeString(two, "0 2 * * * name:b true\n");
        JobTable back = loader.refresh().orElseThrow();
        assertThat(names(back)).containsExactly("a", "b");
        assertThat(back.files()).allMatch(SourceFile::ok);
    }

    @Test
    void the_jobs_of_a_file_that_cannot_be_read_any_more_stay() throws IOException {
        Job before = job(loader.refresh().orElseThrow(), "b");
        Files.delete(two);
        Files.createDirectory(two);
        JobTable kept = loader.refresh().orElseThrow();

        assertThat(job(kept, "b")).isSameAs(before);
        assertThat(problems(kept.files().getLast()))
                .containsExactly(
                        "F:1:1: error: this is a directory, not a file, so its lines run as they"
                                + " were read last; name the files in it");
        assertThat(kept.files().getLast().ok()).isFalse();
        assertThat(loader.refresh()).as("told once").isEmpty();

        Files.delete(two);
        Files.writeString(two, "0 2 * * * name:b true\n");
        assertThat(loader.refresh().orElseThrow().files()).allMatch(SourceFile::ok);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    kind      | what                              | why
                    missing   | there is no such file             | a mistyped name
                    directory | this is a directory, not a file   | /etc/cron.d instead of the files in it
                    loop      | the file cannot be read           | a link to itself
                    """)
    void what_never_could_be_read_has_no_jobs(String kind, String what, String why)
            throws IOException {
        Path path = folder.resolve("three");
        switch (kind) {
            case "directory" -> Files.createDirectory(path);
            case "loop" -> Files.createSymbolicLink(path, path);
            default -> {}
        }
        loader = loader(path);
        JobTable table = loader.refresh().orElseThrow();

        assertThat(table.jobs()).isEmpty();
        assertThat(table.files().getFirst().problems())
                .singleElement()
                .extracting(Problem::what)
                .asString()
                .startsWith(what);
        assertThat(loader.hasReadAny()).isFalse();
        assertThat(loader.refresh()).isEmpty();
    }

    @Test
    void a_given_name_belongs_to_the_first_file_that_uses_it() throws IOException {
        Files.writeString(two, "\n  0 2 * * * name:a false\n0 3 * * * name:c true\n");
        JobTable table = loader.refresh().orElseThrow();

        assertThat(names(table)).containsExactly("a", "c");
        assertThat(job(table, "a").file()).isEqualTo(one.toString());
        assertThat(problems(table.files().getLast()))
                .containsExactly(
                        "F:2:1: error: the name a is taken by %s:1; give one of the two lines another name with name:"
                                .formatted(one));
        assertThat(table.files()).extracting(SourceFile::ok).containsExactly(true, false);

        Files.delete(one);
        JobTable later = loader.refresh().orElseThrow();
        assertThat(job(later, "a").file()).as("it is free now").isEqualTo(two.toString());
        assertThat(later.files().getLast().ok()).isTrue();
    }

    @Test
    void a_derived_name_that_is_taken_gets_a_number() throws IOException {
        Files.writeString(one, "0 1 * * * backup.sh\n");
        Files.writeString(two, "0 2 * * * backup.sh\n");
        Path three = Files.writeString(folder.resolve("three"), "0 3 * * * backup.sh\n");
        loader = loader(one, two, three);
        JobTable table = loader.refresh().orElseThrow();

        String name = names(table).getFirst();
        assertThat(names(table)).containsExactly(name, name + "-2", name + "-3");
        assertThat(table.files()).allMatch(SourceFile::ok);
        assertThat(table.jobs())
                .extracting(Job::scheduleText)
                .containsExactly("0 1 * * *", "0 2 * * *", "0 3 * * *");
    }

    @Test
    void what_a_line_waits_for_follows_the_other_files() throws IOException {
        Files.writeString(two, "after:a name:b true\n");
        JobTable before = loader.refresh().orElseThrow();
        assertThat(job(before, "b").runs()).isTrue();
        told.clear();

        time.set(NOW.plusSeconds(60));
        Files.writeString(one, "0 1 * * * name:c true\n");
        JobTable without = loader.refresh().orElseThrow();
        assertThat(job(without, "b").runs()).isFalse();
        assertThat(problems(without.files().getLast()))
                .containsExactly(
                        "F:1:7: error: line waits for a, but no line that could be read is called"
                                + " so; correct the name, or write name:a on the line that is"
                                + " meant");
        assertThat(told).as("both are others than before").hasSize(2);
        assertThat(loader.refresh()).as("told once").isEmpty();

        time.set(NOW.plusSeconds(120));
        Files.writeString(one, "0 1 * * * name:a true\n");
        JobTable after = loader.refresh().orElseThrow();
        assertThat(job(after, "b")).isEqualTo(job(before, "b"));
        assertThat(after.files()).allMatch(SourceFile::ok);
    }

    @Test
    void samples_are_read_as_files_are() {
        Job read = job(loader.refresh().orElseThrow(), "a");
        Job sample = Samples.jobs("0 1 * * * name:a true\n", ZoneId.of("UTC")).getFirst();

        assertThat(read.schedule()).isEqualTo(sample.schedule());
        assertThat(read.key()).isEqualTo(sample.key());
    }
}
