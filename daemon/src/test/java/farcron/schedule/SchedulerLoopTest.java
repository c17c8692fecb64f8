package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.clock.Timepiece;
import farcron.dispatch.Brakes;
import farcron.dispatch.Runners;
import farcron.dispatch.Witness;
import farcron.job.JobTable;
import farcron.record.Retention;
import farcron.record.RunFolders;
import farcron.record.RunStore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

class SchedulerLoopTest {

    private static final RuntimeException BUG = new IllegalStateException("a bug");
    private static final Error MISSING = new NoClassDefFoundError("farcron/Missing");

    @TempDir Path folder;

    private final SettableTime time = new SettableTime(Life.BEGIN);
    private final Queue<Throwable> troubles = new ArrayDeque<>();
    private final Inbox inbox = new Inbox();
    private RunStore store;

    @BeforeEach
    void open() {
        store = new RunStore(folder.resolve("farcron.db"), new RunFolders(List.of()), time);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    @Timeout(30)
    void a_failed_step_is_told_and_a_missing_class_ends_the_process() throws Exception {
        Scheduler scheduler = scheduler();
        troubles.addAll(List.of(BUG, MISSING));
        BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
        AtomicInteger ends = new AtomicInteger();
        SchedulerLoop loop =
                new SchedulerLoop(
                        scheduler, inbox, time, Watchdog.none(), told::add, ends::incrementAndGet);
        loop.start();
        assertThat(told.take()).isSameAs(BUG);
        assertThat(told.take()).isSameAs(MISSING);
        loop.stop();
        assertThat(ends.get()).isEqualTo(1);
        assertThat(store.recover().facts())
                .as("until when there was a daemon is on record")
                .containsEntry(Beginning.STOPPED, Long.toString(time.instant().toEpochMilli()));
    }

    @Test
    @Timeout(30)
    void only_a_step_that_went_well_feeds_the_watchdog() throws Exception {
        Scheduler scheduler = scheduler();
        troubles.add(BUG);
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Watchdog watchdog = new Watchdog(Duration.ofMinutes(3), () -> "", () -> seen.add("fed"));
        SchedulerLoop loop =
                new SchedulerLoop(scheduler, inbox, time, watchdog, _ -> seen.add("failed"));
        loop.start();
        assertThat(seen.take()).isEqualTo("failed");
        inbox.post(new Message.Reload(JobTable.EMPTY));
        assertThat(seen.take()).isEqualTo("fed");
        loop.stop();
        assertThat(seen).isEmpty();
    }

    private Scheduler scheduler() {
        Witness witness = new Witness(folder.resolve("farcron.db"));
        return new Scheduler(
                Timepiece.of(() -> troubled(time, troubles)),
                inbox,
                store,
                new Retention(Duration.ofDays(1), Duration.ofDays(1), 1),
                new Runners(witness),
                witness,
                Brakes.NONE);
    }

    private static Instant troubled(SettableTime time, Queue<Throwable> troubles) {
        switch (troubles.poll()) {
            case RuntimeException bug -> throw bug;
            case Error missing -> throw missing;
            case null, default -> {
                return time.instant();
            }
        }
    }
}
