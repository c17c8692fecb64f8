package farcron.record;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.RunState;
import farcron.schedule.SettableTime;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The record takes no more of the disk than what it keeps: the pages of what is deleted are used
/// again, so that no VACUUM is needed, which would hold up starts.
class BoundedFileTest {

    private static final int KEPT = 2_000;
    private static final int TIMES = 10;
    private static final long MIB = 1 << 20;

    @TempDir private Path folder;
    private Path file;
    private final SettableTime time = new SettableTime(SampleRuns.NOW);

    private RunStore store() {
        RunStore store = new RunStore(file, new RunFolders(List.of()), time);
        store.recover();
        return store;
    }

    private static Retention keep(int runs) {
        return new Retention(Duration.ofDays(9999), Duration.ofDays(9999), runs);
    }

    @BeforeEach
    void begin() {
        file = folder.resolve("farcron.db");
    }

    private long logSize() throws IOException {
        Path log = folder.resolve("farcron.db-wal");
        return Files.exists(log) ? Files.size(log) : 0;
    }

    @Test
    void ten_times_what_is_kept_takes_the_room_of_what_is_kept() throws IOException {
        long first = 0;
        for (int round = 0; round < TIMES; round++) {
            try (RunStore store = store()) {
                int from = 1 + round * KEPT;
                store.commit(
                        SampleRuns.runs(from, from + KEPT, _ -> true, RunState.OK, time.instant()));
                forgetAllBut(KEPT, store);
            }
            first = round == 1 ? Files.size(file) : first;
        }

        assertThat(SampleRuns.ids(file)).hasSize(KEPT);
        assertThat(Files.size(file)).isLessThan(first * 3 / 2);
    }

    /// Somebody keeps far fewer runs from today on.
    @Test
    void forgetting_much_makes_no_long_log() throws Exception {
        ManyRuns.fill(file, TIMES * KEPT, time.instant());
        try (RunStore store = store()) {
            assertThat(forgetAllBut(1, store)).isLessThan(32 * MIB);
        }
        assertThat(SampleRuns.ids(file)).hasSize(1);
    }

    /// @return how long the database's log was at most, in bytes
    private long forgetAllBut(int runs, RunStore store) throws IOException {
        Retention retention = keep(runs);
        long longest = 0;
        while (store.trim(retention).size() == Retention.AT_ONCE) {
            longest = Math.max(longest, logSize());
        }
        return longest;
    }
}
