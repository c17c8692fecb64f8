package farcron.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.schedule.SettableTime;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// An upgrade: the record of each earlier version, as it was written then.
class MigrationTest {

    private static final Instant TICK = Instant.parse("2026-11-20T08:01:00Z");
    private static final String TABLES =
            """
            SELECT group_concat(sql, ';') FROM
            (SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name)
            """;

    @TempDir Path folder;

    @ParameterizedTest(name = "of version {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void a_record_is_brought_up_to_date_and_nothing_in_it_is_lost(int version) throws Exception {
        Path file = written(version);
        try (RunStore store = open(file)) {
            Recovered found = store.recover();
            assertThat(store.problem()).isEmpty();
            assertThat(found.nextRun()).isEqualTo(1843);
            assertThat(found.cursor()).contains(new Cursor(TICK, Map.of("UTC", 29919361L)));
            assertThat(found.open())
                    .extracting(RunRecord::id, RunRecord::job, RunRecord::state)
                    .containsExactly(
                            tuple(1842L, new JobKey("cron.d/etl", "load"), RunState.RUNNING));
            store.commit(SampleRuns.runs(SampleRuns.run(1843, RunState.OK)));
            assertThat(store.problem()).isEmpty();
        }
        assertThat(SampleRuns.ids(file)).containsExactly(1843L, 1842L, 1841L);
        assertFailedRun(file);
        assertThat(SampleRuns.answer(file, "SELECT by FROM pause")).isEqualTo("root");
        assertThat(tables(file))
                .as("a converted record differs in nothing from a new one")
                .isEqualTo(tables(fresh()));
    }

    private static void assertFailedRun(Path file) {
        try (RunHistory history = new RunHistory(file)) {
            RunRecord failed = history.runs(SampleRuns.newest(3)).getLast();
            assertThat(failed.state()).isEqualTo(RunState.FAILED);
            assertThat(failed.reason()).isEqualTo("exit 3");
            assertThat(failed.exitCode()).isEqualTo(OptionalInt.of(3));
            assertThat(failed.attempt()).isEqualTo(2);
            assertThat(failed.usage().cpuSeconds()).isEqualTo(OptionalDouble.of(0.25));
        }
    }

    @Test
    void a_record_that_is_up_to_date_stays_so() throws Exception {
        Path file = fresh();
        String before = SampleRuns.answer(file, "PRAGMA schema_version");
        try (RunStore store = open(file)) {
            store.recover();
        }
        assertThat(SampleRuns.answer(file, "PRAGMA schema_version")).isEqualTo(before);
    }

    @Test
    void each_version_that_has_written_records_is_tried() throws Exception {
        int today = Integer.parseInt(SampleRuns.answer(fresh(), "PRAGMA user_version"));
        for (int version = 1; version <= today; version++) {
            assertThat(MigrationTest.class.getResource("/record/version-" + version + ".sql"))
                    .as("a record of version " + version + ", as SQL")
                    .isNotNull();
        }
    }

    /// SQLite keeps the words as they were written.
    private static String tables(Path file) throws SQLException {
        return SampleRuns.answer(file, TABLES).replaceAll("\\s", "");
    }

    private Path fresh() {
        Path file = folder.resolve("fresh.db");
        try (RunStore store = open(file)) {
            store.recover();
        }
        return file;
    }

    private static RunStore open(Path file) {
        return new RunStore(file, new RunFolders(List.of()), new SettableTime(SampleRuns.NOW));
    }

    private Path written(int version) throws IOException, SQLException {
        Path file = folder.resolve("version-" + version + ".db");
        try (InputStream sql =
                MigrationTest.class.getResourceAsStream("/record/version-" + version + ".sql")) {
            SampleRuns.sql(
                    file, new String(sql.readAllBytes(), StandardCharsets.UTF_8).split(";\\n"));
        }
        return file;
    }
}
