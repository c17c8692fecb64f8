package farcron.run.local;

import farcron.job.Outcome;
import farcron.job.RunFolder;
import farcron.job.Usage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `status` file: what the shell's `times` prints (its own, then its children's user and system
/// time), then the exit status. Before that, blanks. Behind them stands a [Refusal], if there is
/// one.
final class ExitStatus {

    /// Room for it, taken before the command starts.
    static final byte[] ROOM = " ".repeat(128).getBytes(StandardCharsets.US_ASCII);

    private static final Pattern COMPLETE =
            Pattern.compile("\\S+ \\S+\n(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\n(\\d+)\n *");

    private ExitStatus() {}

    /// Empty while the command has not ended.
    static Optional<Sight.End> of(RunFolder folder, Instant started) {
        try {
            String text = Files.readString(folder.status(), StandardCharsets.ISO_8859_1);
            Matcher status = COMPLETE.matcher(text);
            if (!status.lookingAt()) {
                return Optional.empty();
            }
            Optional<Refusal> refusal = Refusal.parse(text.substring(status.end()));
            if (refusal.isPresent()) {
                return Optional.of(new Sight.Refused(refusal.get()));
            }
            double cpuSeconds =
                    seconds(status.group(1), status.group(2))
                            + seconds(status.group(3), status.group(4));
            Usage usage =
                    new Usage(
                            logBytes(folder), OptionalLong.empty(), OptionalDouble.of(cpuSeconds));
            Instant ended = Files.getLastModifiedTime(folder.status()).toInstant();
            int code = Integer.parseInt(status.group(5));
            return Optional.of(new Sight.Over(new Outcome.Exited(code, started, ended, usage)));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static long logBytes(RunFolder folder) {
        try {
            return Files.size(folder.log());
        } catch (IOException _) {
            return 0;
        }
    }

    private static double seconds(String minutes, String seconds) {
        return Integer.parseInt(minutes) * 60 + Double.parseDouble(seconds);
    }
}
