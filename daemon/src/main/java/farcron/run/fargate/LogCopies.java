package farcron.run.fargate;

import farcron.os.LogLimit;
import farcron.run.fargate.TaskLogs.Page;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Copies what tasks write into the logs of their runs, where all else looks for it: while they
/// run, and a while after their end, as CloudWatch shows it some seconds late. Belongs to the
/// [Desk]'s thread.
final class LogCopies implements Desk.Duty {

    /// How often what a running task writes is fetched.
    private static final Duration BETWEEN = Duration.ofSeconds(3);

    /// How often the stream of a task is looked for that shows none.
    private static final Duration SELDOM = Duration.ofMinutes(1);

    /// Of all that ask for logs in an account AWS takes some 25 calls a second.
    private static final int READS_PER_SECOND = 8;

    /// Somebody waits for those that are over.
    private static final Comparator<LogCopy> URGENT =
            Comparator.comparing((LogCopy copy) -> !copy.isOver()).thenComparing(LogCopy::wanted);

    private record Key(long run, int attempt) {}

    private final Desk desk;
    private final Service service;
    private final LogLimit limit;
    private final Rate rate = new Rate(READS_PER_SECOND, READS_PER_SECOND);
    private final Map<Key, LogCopy> copies = new HashMap<>();

    LogCopies(Desk desk, Service service, LogLimit limit) {
        this.desk = desk;
        this.service = service;
        this.limit = limit;
    }

    /// There is a task.
    void follow(Attempt attempt) {
        if (attempt.known().stream().isPresent() && attempt.known().started().isPresent()) {
            copies.computeIfAbsent(key(attempt), _ -> copy(attempt));
        }
    }

    /// The attempt is over; what it wrote last is still to come.
    void finish(Attempt attempt) {
        if (attempt.entry.filter(Entry::isToBeCopied).isPresent()) {
            LogCopy copy = copies.computeIfAbsent(key(attempt), _ -> copy(attempt));
            copy.ends(attempt.known(), desk.now());
        } else {
            attempt.file.copied();
        }
    }

    boolean copies(long run, int attempt) {
        return copies.containsKey(new Key(run, attempt));
    }

    /// Has something done when a log is as complete as it will be.
    void whenComplete(long run, int attempt, Runnable then) {
        LogCopy copy = copies.get(new Key(run, attempt));
        if (copy == null) {
            then.run();
        } else {
            copy.then(then);
        }
    }

    private LogCopy copy(Attempt attempt) {
        return new LogCopy(attempt, limit, desk.now());
    }

    private static Key key(Attempt attempt) {
        return new Key(attempt.run.id(), attempt.run.attempt());
    }

    @Override
    public void see(Instant now) {
        copies.values().removeIf(copy -> copy.isComplete(now));
        List<LogCopy> due =
                copies.values().stream().filter(copy -> copy.isDue(now)).sorted(URGENT).toList();
        for (LogCopy copy : due) {
            if (!rate.take(now)) {
                return;
            }
            read(copy);
        }
    }

    @Override
    public Instant next(Instant now) {
        Instant wanted =
                copies.values().stream()
                        .map(copy -> copy.next(now))
                        .min(Instant::compareTo)
                        .orElse(Instant.MAX);
        return rate.next(wanted, now);
    }

    /// Where many tasks run, each has its turn less often.
    private Duration between() {
        Duration round = Duration.ofSeconds(2L * copies.size() / READS_PER_SECOND);
        return round.compareTo(BETWEEN) > 0 ? round : BETWEEN;
    }

    private void read(LogCopy copy) {
        copy.asks();
        Optional<String> from = copy.from();
        service.call(
                cloud -> cloud.logs().read(copy.region(), copy.stream(), from),
                page -> took(copy, page),
                refusal ->
                        copy.waits(
                                desk.now(), desk.now().plus(SELDOM), StopWords.of(refusal).text()));
    }

    private void took(LogCopy copy, Optional<Page> page) {
        Instant now = desk.now();
        if (page.isPresent() && copy.take(page.get())) {
            copy.goesOn(now);
        } else {
            copy.waits(now, now.plus(between()), "");
        }
    }
}
