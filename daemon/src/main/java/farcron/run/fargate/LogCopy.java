package farcron.run.fargate;

import farcron.job.RunFolder;
import farcron.os.Holes;
import farcron.os.LogLimit;
import farcron.run.fargate.TaskDefinition.LogStream;
import farcron.run.fargate.TaskLogs.Page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The copy of one task's log. What a daemon before this one has copied is copied anew, as nobody
/// knows how far it came. Belongs to the [Desk]'s thread.
final class LogCopy {

    /// When, after the end, the last lines are looked for: CloudWatch mostly has them after 5 s.
    private static final List<Duration> LAST_LOOKS =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(30));

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /// What is not there so long after the end is not waited for.
    private static final Duration LAST = Duration.ofMinutes(5);

    private final EntryFile file;
    private final RunFolder folder;
    private final LogLimit limit;
    private final LogStream stream;
    private final String region;
    private final List<Runnable> after = new ArrayList<>();
    private Optional<String> from = Optional.empty();
    private Instant next;
    private boolean asking;
    private boolean begun;
    private long size;

    /// As the attempt has ended; absent while it goes on.
    private Optional<Entry> over = Optional.empty();

    private List<Instant> looks = List.of();
    private Instant until = Instant.MAX;
    private String trouble = "";

    LogCopy(Attempt attempt, LogLimit limit, Instant now) {
        this.file = attempt.file;
        this.folder = attempt.file.folder();
        this.limit = limit;
        this.stream = attempt.known().stream().orElseThrow();
        this.region = attempt.known().request().place().region();
        this.next = now;
    }

    String region() {
        return region;
    }

    LogStream stream() {
        return stream;
    }

    Optional<String> from() {
        return from;
    }

    /// [Instant#MAX] while it is being asked for. A clock that was set back is not waited for.
    Instant next(Instant now) {
        return asking ? Instant.MAX : next.isAfter(now.plus(LONGEST_WAIT)) ? now : next;
    }

    Instant wanted() {
        return next;
    }

    boolean isOver() {
        return over.isPresent();
    }

    boolean isDue(Instant now) {
        return !asking && !next(now).isAfter(now) && !isComplete(now);
    }

    void asks() {
        asking = true;
    }

    void ends(Entry entry, Instant now) {
        over = Optional.of(entry);
        until = now.plus(LAST);
        looks = LAST_LOOKS.stream().map(now::plus).toList();
        next = looks.getFirst();
    }

    void then(Runnable what) {
        after.add(what);
    }

    /// @return whether more may be there now
    boolean take(Page page) {
        boolean more = from.isEmpty() || !page.next().equals(from.get());
        from = Optional.of(page.next());
        try {
            append(String.join("", page.text()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException full) {
            // What is missing can be read where it came from.
            trouble = "it cannot be written: " + full;
            looks = List.of();
            return false;
        }
        return more;
    }

    private void append(byte[] bytes) throws IOException {
        if (!begun) {
            Files.write(folder.log(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            begun = true;
        }
        Files.write(folder.log(), bytes, StandardOpenOption.APPEND);
        size += bytes.length;
        long tooMuch = size - 2 * limit.last() - limit.first();
        if (tooMuch > 0) {
            Holes.punch(folder.log(), limit.first(), tooMuch);
        }
    }

    void goesOn(Instant now) {
        asking = false;
        next = now;
        if (over.isPresent() && now.isAfter(until)) {
            trouble = "it is too long to be fetched at once";
            looks = List.of();
            finish();
        }
    }

    /// Nothing more is there now.
    ///
    /// @param later when a running task's log is looked at again
    void waits(Instant now, Instant later, String why) {
        asking = false;
        next = later;
        trouble = why.isEmpty() ? trouble : why;
        if (over.isPresent()) {
            looks = looks.stream().filter(look -> look.isAfter(now)).toList();
            next = looks.isEmpty() ? now : looks.getFirst();
            finish();
        }
    }

    private void finish() {
        if (!looks.isEmpty()) {
            return;
        }
        try {
            if (!trouble.isEmpty()) {
                String words = "--- not all of its output is here: " + trouble + " ---\n";
                append(words.getBytes(StandardCharsets.UTF_8));
            }
            file.write(over.orElseThrow().wasCopied());
        } catch (IOException full) {
            // A later daemon copies it anew, which does no harm.
        }
        file.copied();
        List.copyOf(after).forEach(Runnable::run);
        after.clear();
    }

    boolean isComplete(Instant now) {
        return over.isPresent() && looks.isEmpty() && !asking;
    }
}
