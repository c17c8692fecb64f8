package farcron.swap;

import farcron.os.WholeFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// A note for the daemon's next start that another cron had the machine meanwhile: what was due
/// then was that one's business, and is neither made up for nor missed.
///
/// @param state the daemon's state folder
public record OtherCron(Path state) {

    private static final String STILL = "still";

    /// From now on another cron runs the lines, until further notice.
    void begins() throws IOException {
        write(STILL);
    }

    /// It has run all that was due up to that moment.
    void ended(Instant moment) throws IOException {
        write(moment.toString());
    }

    /// The same, if it was said before that it runs.
    void endedIfBegun(Instant moment) throws IOException {
        if (Files.exists(file())) {
            ended(moment);
        }
    }

    /// Up to when another cron answers for the lines, as a daemon that starts now has to know.
    ///
    /// @return empty if no other cron did since the last daemon
    public Optional<Instant> answersUntil(Instant now) throws IOException {
        try {
            String text = Files.readString(file()).strip();
            return Optional.of(text.equals(STILL) ? now : Instant.parse(text));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (DateTimeException damaged) {
            throw new IOException(file() + " holds no moment: " + damaged.getMessage(), damaged);
        }
    }

    /// The daemon has taken it into account.
    public void forget() throws IOException {
        Files.deleteIfExists(file());
    }

    private void write(String text) throws IOException {
        WholeFile.replace(file(), (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Path file() {
        return state.resolve("other-cron");
    }
}
