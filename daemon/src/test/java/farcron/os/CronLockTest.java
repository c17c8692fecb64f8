package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Against flock(1), which takes the same lock as the crons do.
class CronLockTest {

    private static final Path FLOCK = Path.of("/usr/bin/flock");

    @TempDir private Path run;
    private Path file;

    @BeforeEach
    void place() {
        assumeTrue(Files.isExecutable(FLOCK), "SKIPPED: no flock; install util-linux");
        file = run.resolve("crond.pid");
    }

    @Test
    void it_locks_others_out_until_it_is_let_go() throws Exception {
        Files.writeString(file, "123456789\nof an earlier cron\n");
        try (CronLock lock = CronLock.take(file)) {
            assertThat(canBeTaken()).isFalse();
            assertThat(file).hasContent(Long.toString(ProcessHandle.current().pid()));
            assertThat(lock).isNotNull();
        }
        assertThat(canBeTaken()).isTrue();
        assertThat(file).as("stays, as cron's does").exists();
    }

    @Test
    void who_has_it_is_told() throws Exception {
        Files.writeString(file, "4711\n");
        Process other =
                new ProcessBuilder(FLOCK.toString(), "--no-fork", file.toString(), "cat").start();
        try {
            other.getOutputStream().write('\n');
            other.getOutputStream().flush();
            assertThat(other.getInputStream().read()).as("it has the lock").isEqualTo('\n');

            assertThatThrownBy(() -> CronLock.take(file))
                    .isInstanceOf(CronLock.TakenException.class)
                    .hasMessage("4711");
            assertThat(file).hasContent("4711");
        } finally {
            other.destroy();
            other.waitFor();
        }
        CronLock.take(file).close();
    }

    @Test
    void no_child_inherits_it() throws Exception {
        CronLock lock = CronLock.take(file);
        Process child = new ProcessBuilder("cat").start();
        try {
            lock.close();
            assertThat(canBeTaken()).isTrue();
        } finally {
            child.destroy();
            child.waitFor();
        }
    }

    @Test
    void a_place_that_cannot_be_written_is_told() {
        assertThatThrownBy(() -> CronLock.take(run.resolve("no/such/folder/crond.pid")))
                .isInstanceOf(IOException.class);
    }

    private boolean canBeTaken() throws Exception {
        return new ProcessBuilder(FLOCK.toString(), "-n", file.toString(), "true").start().waitFor()
                == 0;
    }
}
