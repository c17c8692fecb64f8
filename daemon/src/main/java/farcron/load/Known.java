package farcron.load;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/// A crontab file as it was found at the last look.
///
/// @param trace absent if it could not be read
/// @param text that is in force; absent if none is
/// @param doubtful whether the file had only just been changed when it was read, so that one more
///   change need not show in its trace
/// @param weight about how many bytes of memory its lines take, or would take if there were room
record Known(
        Optional<Trace> trace,
        Loaded loaded,
        Optional<Found.Text> text,
        boolean doubtful,
        long weight) {

    /// So far apart two changes may be and bear the same time, on some file systems.
    private static final Duration TICK = Duration.ofSeconds(2);

    /// Measured: a job in all tables of the daemon; its text comes to it.
    private static final long BYTES_PER_JOB = 1_200;

    /// As it was read, and in the jobs.
    private static final long TIMES_THE_TEXT = 3;

    static Known read(Found.Text text, Loaded loaded, Instant now) {
        // What is no file, such as a pipe, has no size: it is not read twice.
        boolean doubtful =
                text.trace()
                        .content()
                        .filter(content -> content.size() == text.content().length)
                        .filter(content -> content.changed().plus(TICK).isAfter(now))
                        .isPresent();
        long weight = loaded.jobs().size() * BYTES_PER_JOB + text.content().length * TIMES_THE_TEXT;
        return new Known(Optional.of(text.trace()), loaded, Optional.of(text), doubtful, weight);
    }

    /// Nothing of it is in force.
    static Known refused(Trace trace, Loaded without) {
        return new Known(Optional.of(trace), without, Optional.empty(), false, 0);
    }

    /// The same file, of which nothing is in force because there is no room for it.
    Known crowdedOut(Loaded without) {
        return new Known(trace, without, Optional.empty(), false, weight);
    }

    boolean isCrowdedOut() {
        return text.isEmpty() && weight > 0;
    }

    /// Tried again at each look.
    static Known unreadable(Loaded kept) {
        return new Known(Optional.empty(), kept, Optional.empty(), false, 0);
    }

    /// Whether reading the file now would lead to the same.
    boolean holds(Trace now, Predicate<String> isStranger) {
        return !doubtful && trace.equals(Optional.of(now)) && hasUsers(isStranger);
    }

    /// Whether these are the lines of that text already.
    boolean isOf(Found.Text now, Predicate<String> isStranger) {
        return text.filter(before -> Arrays.equals(before.content(), now.content())).isPresent()
                && hasUsers(isStranger);
    }

    private boolean hasUsers(Predicate<String> isStranger) {
        return loaded.strangers().entrySet().stream()
                .allMatch(user -> isStranger.test(user.getKey()) == user.getValue());
    }
}
