package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.clock.Timepiece;
import farcron.dispatch.Brakes;
import farcron.dispatch.Runners;
import farcron.dispatch.Witness;
import farcron.record.Retention;
import farcron.record.RunFolders;
import farcron.record.RunStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

class SchedulerLoopTest {

    private static final RuntimeException BUG = new IllegalStateException("a bug");
    private static final Error MISSING = new NoClassDefFoundError("farcron/Missing");

    @Test
    @Timeout(30)
    void a_failed_step_is_told_and_a_missing_class_ends_the_process(@TempDir Path folder)
            throws Exception {
        SettableTime time = new SettableTime(Life.BEGIN);
        Queue<Throwable> troubles = new ArrayDeque<>();
        InstantSource troubled = () -> troubled(time, troubles);
        Witness witness = new Witness(folder.resolve("farcron.db"));
        Retention retention = new Retention(Duration.ofDays(1), Duration.ofDays(1), 1);
        Inbox inbox = new Inbox();
        try (RunStore store =
                new RunStore(folder.resolve("farcron.db"), new RunFolders(List.of()), time)) {
            Scheduler scheduler =
                    new Scheduler(
                            Timepiece.of(troubled),
                            inbox,
                            store,
                            retention,
                            new Runners(witness),
                            witness,
                            Brakes.NONE);
            troubles.addAll(List.of(BUG, MISSING));
            BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
            AtomicInteger ends = new AtomicInteger();
            SchedulerLoop loop =
                    new SchedulerLoop(scheduler, inbox, time, told::add, ends::incrementAndGet);
            loop.start();
            assertThat(told.take()).isSameAs(BUG);
            assertThat(told.take()).isSameAs(MISSING);
            loop.stop();
            assertThat(ends.get()).isEqualTo(1);
            assertThat(store.recover().facts())
                    .as("until when there was a daemon is on record")
                    .containsEntry(Beginning.STOPPED, Long.toString(time.instant().toEpochMilli()));
        }
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
