package farcron.swap;

import farcron.crontab.Grammar.Dialect;
import farcron.os.Programs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What a swap needs of the machine on which it happens.
///
/// @param root the machine's `/`
/// @param program its files
/// @param state the daemon's state folder
/// @param programs how others are run
/// @param time by which lines are due
/// @param pause waits
/// @param health what the daemon that was started last says is not well with it; empty if all is
public record Machine(
        Path root,
        ProgramFiles program,
        Path state,
        Dialect dialect,
        Programs programs,
        InstantSource time,
        Consumer<Duration> pause,
        Supplier<String> health) {

    /// Long enough after the lines of a minute have been started, and before those of the next:
    /// between these seconds no cron has anything to do.
    private static final int FIRST_SECOND = 5;

    /// The start of a daemon takes a few seconds on a busy machine.
    private static final int LAST_SECOND = 40;

    /// A cron that has not come by then does not: so the one of before has the time to be back when
    /// lines are due again.
    private static final int GIVEN_UP_SECOND = 50;

    private static final Duration SECOND = Duration.ofSeconds(1);

    /// Where the file with this absolute name is.
    Path at(String name) {
        return root.resolve(name.substring(1));
    }

    /// sd_booted(3).
    public boolean hasSystemd() {
        return Files.isDirectory(at("/run/systemd/system"));
    }

    Systemd systemd() {
        return new Systemd(programs);
    }

    Instant now() {
        return time.instant();
    }

    /// Waits for a moment at which no line is due, nor will be soon.
    void awaitQuiet() {
        int second = second();
        while (second < FIRST_SECOND || second > LAST_SECOND) {
            pause.accept(Duration.ofSeconds((60 + FIRST_SECOND - second) % 60));
            second = second();
        }
    }

    private int second() {
        return now().atOffset(ZoneOffset.UTC).getSecond();
    }

    /// When a cron that is started now is given up.
    Instant latest() {
        int least = GIVEN_UP_SECOND - LAST_SECOND;
        return now().plusSeconds(Math.max(least, GIVEN_UP_SECOND - second()));
    }

    /// At least a second.
    Duration until(Instant end) {
        Duration left = Duration.between(now(), end);
        return left.compareTo(SECOND) < 0 ? SECOND : left;
    }

    /// Asks again and again, up to that moment.
    boolean comes(Instant end, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (!now().isBefore(end)) {
                return false;
            }
            pause.accept(Duration.ofMillis(200));
        }
        return true;
    }
}
