package farcron.run.fargate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The threads of the way to AWS: one for the [Desk], one that listens to the queue, and one for
/// each call that is under way. There are none before [#open].
public final class OfficeHours implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

    private final InstantSource time;
    private final LateCloud cloud;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Optional<Thread> desk = Optional.empty();
    private Optional<Thread> listener = Optional.empty();

    public OfficeHours(InstantSource time, LateCloud cloud) {
        this.time = time;
        this.cloud = cloud;
    }

    public void call(Runnable call) {
        if (!isClosed()) {
            calls.execute(call);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /// @param hears whether there is a queue to listen to
    public synchronized void open(Office office, boolean hears) {
        desk =
                Optional.of(
                        Thread.ofPlatform()
                                .name("fargate")
                                .uncaughtExceptionHandler((_, bug) -> office.hasStopped(bug))
                                .start(() -> work(office.desk())));
        if (hears) {
            listener =
                    Optional.of(
                            Thread.ofVirtual().name("fargate-events").start(() -> listen(office)));
        }
    }

    private void work(Desk desk) {
        try {
            while (!isClosed()) {
                Instant next = desk.step();
                Duration wait = Duration.between(time.instant(), next);
                Duration most = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
                desk.await(Math.max(0, most.toMillis() + 1));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Office office) {
        Duration backoff = Duration.ofSeconds(1);
        try {
            while (!isClosed()) {
                try {
                    List<TaskEvents.Event> events = cloud.get().events().orElseThrow().receive();
                    office.hear(events);
                    backoff = Duration.ofSeconds(1);
                } catch (CallException | RuntimeException trouble) {
                    office.hearNothing(refusal(trouble));
                    closed.await(backoff.toMillis(), TimeUnit.MILLISECONDS);
                    Duration twice = backoff.multipliedBy(2);
                    backoff = twice.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : twice;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static CallException refusal(Exception trouble) {
        return trouble instanceof CallException refusal
                ? refusal
                : new CallException(CallException.Kind.UNCERTAIN, trouble.toString());
    }

    /// Returns soon, whatever is under way.
    @Override
    public synchronized void close() {
        closed.countDown();
        listener.ifPresent(Thread::interrupt);
        desk.ifPresent(Thread::interrupt);
        calls.shutdownNow();
        cloud.close();
    }
}
