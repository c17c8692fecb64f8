package farcron.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.Samples;
import farcron.crontab.Position;
import farcron.crontab.Problem;
import farcron.job.JobTable;
import farcron.job.SourceFile;
import farcron.load.Loaded;
import farcron.record.LineChange;
import farcron.record.RunHistory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Each change of a line is on record, and nothing else.
class LineChangesTest {

    @TempDir private Path folder;
    private Post post;

    @BeforeEach
    void begin() {
        post = new Post(folder);
    }

    @AfterEach
    void end() {
        post.close();
    }

    private LineChangesTest load(String... lines) {
        post.load(lines).commit();
        post.time.advance(Duration.ofMinutes(1));
        return this;
    }

    private LineChangesTest restart() {
        post.restart();
        return this;
    }

    private LineChangesTest load(JobTable table) {
        post.dispatcher().load(table, post.time.instant());
        post.commit();
        post.time.advance(Duration.ofMinutes(1));
        return this;
    }

    /// The changes of the job `a`, each with the minute in which it came.
    private List<String> changes() {
        List<String> told = new ArrayList<>();
        try (RunHistory history = new RunHistory(post.file)) {
            Instant at = Instant.EPOCH;
            while (true) {
                Optional<LineChange> next = history.lines().after(Post.key("a"), at);
                if (next.isEmpty()) {
                    return told;
                }
                at = next.get().at();
                told.add(
                        Duration.between(Post.NOW, at).toMinutes()
                                + (next.get().gone() ? " gone" : " " + next.get().schedule())
                                + next.get().refused().map(why -> ": " + why).orElse(""));
            }
        }
    }

    @Test
    void a_line_is_noted_when_it_comes_changes_goes_and_comes_back() {
        load("0 2 * * * name:a true")
                .load("0 3 * * * name:a true")
                .load("0 3 * * * name:b true")
                .load("0 3 * * * name:a true");
        assertThat(changes())
                .containsExactly("0 0 2 * * *", "1 0 3 * * *", "2 gone", "3 0 3 * * *");
    }

    @Test
    void nothing_is_noted_where_nothing_has_changed() {
        load("0 2 * * * name:a true")
                .load("0 2 * * * name:a true")
                .load("# a comment", "", "0 2 * * * name:a other command")
                .restart()
                .load("0 2 * * * name:a true");
        assertThat(changes()).as("a line that moves says the same").containsExactly("0 0 2 * * *");
    }

    @Test
    void what_has_changed_while_no_daemon_was_there_is_noted_at_the_start() {
        load("0 2 * * * name:a true").restart().load("0 3 * * * name:a true");
        assertThat(changes()).containsExactly("0 0 2 * * *", "1 0 3 * * *");
        restart().load("0 3 * * * name:b true");
        assertThat(changes()).last().isEqualTo("2 gone");
        restart().load("0 3 * * * name:b true");
        assertThat(changes()).as("once").hasSize(3);
    }

    @Test
    void a_line_that_is_refused_by_itself_tells_why() {
        JobTable good = Samples.table("0 2 * * * name:a true\n", Post.UTC);
        JobTable refused =
                new JobTable(
                        List.of(good.jobs().iterator().next().rejected("it waits for nothing")),
                        good.files());
        load(good).load(refused).load(good);
        assertThat(changes())
                .containsExactly("0 0 2 * * *", "1 0 2 * * *: it waits for nothing", "2 0 2 * * *");
    }

    @Test
    void a_line_that_went_with_an_error_tells_it() {
        load("0 2 * * * name:a true").load("0 25 * * * name:a true");
        assertThat(changes())
                .last()
                .asString()
                .startsWith("1 gone: /test/crontab:1:3: error: ")
                .contains("25");
    }

    @Test
    void a_line_that_may_be_the_one_with_an_error_farther_down_tells_both() {
        load("0 2 * * * name:a true").load("0 2 * * * name:b true", "0 25 * * * name:a true");
        assertThat(changes())
                .last()
                .asString()
                .startsWith("1 gone: its file has errors, such as /test/crontab:2:3: error: ");
    }

    @Test
    void a_file_that_is_refused_takes_its_lines_along_and_tells_why() {
        Loaded good = Samples.load("0 2 * * * name:a true\n", Post.UTC);
        Problem mode = Problem.error(new Position(1, 1), "its mode is 0666", "chmod go-w it");
        SourceFile refused = SourceFile.of("/test/crontab", "ann", Post.NOW, List.of(mode));
        load(new JobTable(good.jobs(), List.of(good.file())))
                .load(new JobTable(List.of(), List.of(refused)))
                .load(new JobTable(List.of(), List.of()));
        assertThat(changes())
                .containsExactly(
                        "0 0 2 * * *",
                        "1 gone: /test/crontab:1:1: error: its mode is 0666; chmod go-w it");
    }

    @Test
    void a_file_that_is_gone_tells_that() {
        load("0 2 * * * name:a true").load(JobTable.EMPTY);
        assertThat(changes()).last().isEqualTo("1 gone: /test/crontab was gone");
    }

    @Test
    void a_record_that_is_begun_anew_knows_the_lines_in_force() throws Exception {
        load("0 2 * * * name:a true").load("0 3 * * * name:a true");
        Files.delete(post.file);
        post.fire("a");
        post.fire("a");
        assertThat(changes()).containsExactly("1 0 3 * * *");
    }

    @Test
    void after_the_clock_was_put_back_the_latest_change_counts() {
        load("0 2 * * * name:a true").load("0 3 * * * name:a true");
        post.time.set(Post.NOW.plusSeconds(30));
        load("0 4 * * * name:a true");
        try (RunHistory history = new RunHistory(post.file)) {
            assertThat(history.lines().at(Post.key("a"), Post.NOW.plusSeconds(9999)))
                    .map(LineChange::schedule)
                    .contains("0 4 * * *");
            assertThat(history.lines().at(Post.key("a"), Post.NOW.plusSeconds(1)))
                    .map(LineChange::schedule)
                    .contains("0 2 * * *");
        }
    }
}
