package farcron.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farcron.job.RunState;
import farcron.schedule.SettableTime;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/// A file that is no record, or not one for this version.
class DamagedRecordTest {

    private static final int PAGE = 4096;

    @TempDir private Path folder;
    private final SettableTime time = new SettableTime(SampleRuns.NOW);
    private Path file;
    private Path runs;
    private Path aside;
    private RunStore store;

    @BeforeEach
    void begin() throws IOException {
        file = folder.resolve("farcron.db");
        runs = Files.createDirectory(folder.resolve("runs"));
        aside = folder.resolve("farcron.db.corrupt-" + SampleRuns.NOW.getEpochSecond());
        store = another();
    }

    @AfterEach
    void end() {
        store.close();
    }

    private RunStore another() {
        return new RunStore(file, new RunFolders(List.of(runs)), time);
    }

    private void fill() {
        try (RunStore writer = another()) {
            writer.commit(SampleRuns.runs(1, 2000, _ -> true, RunState.OK, SampleRuns.NOW));
        }
    }

    private void damage(String how) throws IOException {
        fill();
        switch (how) {
            case "garbage" -> Files.writeString(file, "no database, ".repeat(1000));
            case "truncated" -> truncate(file, 3L * PAGE);
            case "cut in a page" -> truncate(file, Files.size(file) / PAGE / 2 * PAGE + 100);
            case "pages of noise" -> overwrite(file, PAGE, (int) Files.size(file) - PAGE);
            case "first page" -> overwrite(file, 100, PAGE - 100);
            default -> throw new IllegalArgumentException(how);
        }
    }

    private static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static void overwrite(Path file, int from, int size) throws IOException {
        byte[] noise = new byte[size];
        Arrays.fill(noise, (byte) 0xA5);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(noise), from);
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    how            | why
                    garbage        | somebody wrote another file over it
                    truncated      | a disk check cut it off
                    cut in a page  | the same, in the middle
                    pages of noise | a bad disk
                    first page     | the list of the tables is gone
                    """)
    void a_damaged_record_is_set_aside_and_a_new_one_begun(String how, String why)
            throws IOException {
        damage(how);
        byte[] before = Files.readAllBytes(file);
        Files.createDirectory(runs.resolve("1999"));

        Recovered found = store.recover();

        assertThat(found.open()).isEmpty();
        assertThat(found.lost()).as("its silence means nothing").isTrue();
        assertThat(found.nextRun()).as("no folder of a forgotten run is taken").isEqualTo(2000);
        assertThat(Files.readAllBytes(aside)).as("nothing is deleted").isEqualTo(before);
        assertThat(store.commit(SampleRuns.runs(SampleRuns.run(2000, RunState.OK)))).isTrue();
        assertThat(SampleRuns.ids(file)).containsExactly(2000L);
        assertThat(store.problem()).isEmpty();
        assertThat(store.takeNotes())
                .containsExactly(
                        "the record "
                                + file
                                + " is damaged; it was moved to "
                                + aside
                                + " and a new one is begun; runs whose folders are still there are"
                                + " put on record again");
        assertThat(store.takeNotes()).as("told once").isEmpty();
    }

    @Test
    void an_empty_file_is_a_new_record() throws IOException {
        Files.createFile(file);

        assertThat(store.recover().lost()).isFalse();
        assertThat(store.takeNotes()).isEmpty();
    }

    /// An index without the row it should have: only a write finds that out.
    private void damageAnIndex() throws SQLException {
        fill();
        SampleRuns.sql(
                file,
                "CREATE TABLE kept AS SELECT * FROM sqlite_schema WHERE name = 'run_in_state'",
                "PRAGMA writable_schema = ON",
                "DELETE FROM sqlite_schema WHERE name = 'run_in_state'",
                "PRAGMA writable_schema = RESET",
                "UPDATE run SET state = 'lost' WHERE id = 1000",
                "PRAGMA writable_schema = ON",
                "INSERT INTO sqlite_schema SELECT * FROM kept",
                "PRAGMA writable_schema = RESET",
                "DROP TABLE kept");
    }

    @Test
    void damage_that_a_write_finds_costs_nothing_of_what_is_written() throws SQLException {
        damageAnIndex();
        store.recover();

        assertThat(store.commit(SampleRuns.runs(SampleRuns.run(1000, RunState.OK)))).isTrue();
        assertThat(SampleRuns.ids(file)).containsExactly(1000L);
        assertThat(aside).exists();
        assertThat(store.takeNotes()).hasSize(1);
        assertThat(store.problem()).isEmpty();
    }

    @Test
    void readers_follow_to_the_new_record() throws SQLException {
        damageAnIndex();
        store.recover();
        try (RunHistory history = new RunHistory(file)) {
            assertThat(history.runs(SampleRuns.newest(5))).hasSize(5);
            store.commit(SampleRuns.runs(SampleRuns.run(1000, RunState.KILLED)));

            assertThat(history.runs(SampleRuns.newest(5)))
                    .containsExactly(SampleRuns.run(1000, RunState.KILLED));
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    sql                                                                      | says                                                          | why
                    PRAGMA application_id = 0x66617263; PRAGMA user_version = 99             | its schema is version 99, and this farcron knows up to 5      | a later farcron wrote it
                    PRAGMA user_version = 1; CREATE TABLE track (name TEXT)                  | another program                                               | it only counts as we do
                    CREATE TABLE track (name TEXT)                                           | another program                                               | most programs number nothing
                    PRAGMA application_id = 77                                               | another program                                               | it says whose it is
                    CREATE TABLE session (key TEXT); CREATE TABLE run (id INTEGER)           | another program                                               | its tables are called like ours
                    """)
    void a_file_that_is_not_ours_is_refused_and_left_untouched(String sql, String says, String why)
            throws Exception {
        SampleRuns.sql(file, sql.split("; "));
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(store::recover)
                .isInstanceOf(RecordException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(says);
        store.close();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(file, runs);
        }
    }
}
