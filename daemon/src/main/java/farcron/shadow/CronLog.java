package farcron.shadow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Where the old cron tells what it does.
public sealed interface CronLog permits LogFile, SystemJournal {

    /// Where `rsyslog` and others put cron's lines on Red Hat, Debian and SUSE.
    List<Path> PLACES =
            List.of(
                    Path.of("/var/log/cron"),
                    Path.of("/var/log/cron.log"),
                    Path.of("/var/log/syslog"),
                    Path.of("/var/log/messages"));

    /// What it holds of a span of time.
    ///
    /// @param begins time of its oldest line, whoever wrote it; absent if it has none
    record Past(Optional<Instant> begins, List<Fact> facts) {
        public Past {
            facts = List.copyOf(facts);
        }
    }

    /// What comes in from now on. Belongs to one thread.
    interface Following extends AutoCloseable {

        /// What has come since the last call; does not wait.
        List<Fact> news() throws IOException;

        @Override
        void close();
    }

    /// What it says of `since <= time < until`.
    ///
    /// @throws IOException if it cannot be read
    Past past(Instant since, Instant until) throws IOException;

    /// @throws IOException if it cannot be read
    Following follow(Instant from) throws IOException;

    /// As people call it.
    String name();

    static CronLog file(Path path, ZoneId zone, InstantSource time) {
        return new LogFile(path, zone, time);
    }

    static CronLog journal(ZoneId zone, InstantSource time) {
        return new SystemJournal(zone, time);
    }

    /// Where this machine keeps it: a file that there is and that can be read, else the journal.
    static CronLog ofMachine(ZoneId zone, InstantSource time) {
        return PLACES.stream()
                .filter(Files::isReadable)
                .findFirst()
                .map(path -> file(path, zone, time))
                .orElseGet(() -> journal(zone, time));
    }
}
