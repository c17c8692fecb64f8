package farcron.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Job;
import farcron.record.RunHistory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// A user who installs ever new crontabs costs no more memory than his last one. What is in memory
/// shows when the record is deleted: it is then written anew from there.
class ManyNamesTest {

    private static final int TABLES = 20;
    private static final int JOBS = 2_000;

    @TempDir private Path folder;
    private Post post;

    @BeforeEach
    void begin() {
        post = new Post(folder);
        for (int table = 0; table < TABLES; table++) {
            load(table);
            post.after(Duration.ofMinutes(1));
        }
    }

    @AfterEach
    void end() {
        post.close();
    }

    private void load(int table) {
        post.load(
                IntStream.range(0, JOBS)
                        .mapToObj(i -> "* * * * * name:" + name(table, i) + " true")
                        .toArray(String[]::new));
    }

    private static String name(int table, int job) {
        return "t" + table + "-" + job;
    }

    private long onRecord(int table) {
        try (RunHistory history = new RunHistory(post.file)) {
            return IntStream.range(0, JOBS)
                    .filter(i -> history.firstSeen(Post.key(name(table, i))).isPresent())
                    .count();
        }
    }

    private void onlyTheLastIsWrittenAnew() throws IOException {
        assertThat(onRecord(0)).as("the record remembers all").isEqualTo(JOBS);
        Files.delete(post.file);
        post.commit().commit();
        for (int table = 0; table < TABLES; table++) {
            assertThat(onRecord(table)).isEqualTo(table == TABLES - 1 ? JOBS : 0);
        }
    }

    @Test
    void memory_holds_the_table_in_force_only() throws IOException {
        onlyTheLastIsWrittenAnew();
    }

    @Test
    void a_restart_reads_no_more_than_that_and_knows_since_when_each_is_due() throws IOException {
        Job last = post.job(name(TABLES - 1, 7));
        var since = post.dispatcher().dueTheSameSince(last);
        post.restart();
        post.dispatcher().recall(List.of(last.key()));
        assertThat(post.dispatcher().dueTheSameSince(last)).isPresent().isEqualTo(since);
        load(TABLES - 1);
        assertThat(post.dispatcher().dueTheSameSince(last)).isEqualTo(since);
        onlyTheLastIsWrittenAnew();
    }

    @Test
    void a_line_that_comes_back_is_as_old_as_it_was_and_a_changed_one_is_new() {
        load(0);
        assertThat(post.dispatcher().dueTheSameSince(post.job(name(0, 7)))).contains(Post.NOW);

        post.load("@daily name:" + name(1, 7) + " true");
        assertThat(post.dispatcher().dueTheSameSince(post.job(name(1, 7))))
                .contains(post.time.instant());
    }
}
