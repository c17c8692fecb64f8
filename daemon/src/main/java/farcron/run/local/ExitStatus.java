package farcron.run.local;

import farcron.job.Outcome;
import farcron.job.RunFolder;
import farcron.job.RunState;
import farcron.job.Usage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `status` file: what the shell's `times` prints (its own, then its children's user and system
/// time), then the [Figures] of its control group, if it had one, then the exit status. Before
/// that, blanks. Behind them stands a [Refusal], or what `farcron-session` tells of the command's
/// memory.
final class ExitStatus {

    /// Room for it, taken before the command starts.
    static final byte[] ROOM = " ".repeat(256).getBytes(StandardCharsets.US_ASCII);

    private static final Pattern COMPLETE =
            Pattern.compile(
                    "\\S+ \\S+\n(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\n(?:"
                            + Figures.LINE
                            + ")?(\\d+)\n *");

    private static final int MINUTES_AND_SECONDS = 4;
    private static final int CODE = 10;

    /// Of the largest of its processes (getrusage(2)).
    private static final Pattern PEAK = Pattern.compile("peak (\\d{1,12})\n");

    private static final int KIBIBYTE = 1024;

    private ExitStatus() {}

    /// Empty while the command has not ended.
    static Optional<Sight.End> of(RunFolder folder, Instant started) {
        try {
            String text = Files.readString(folder.status(), StandardCharsets.ISO_8859_1);
            Matcher status = COMPLETE.matcher(text);
            if (!status.lookingAt()) {
                return Optional.empty();
            }
            String rest = text.substring(status.end());
            Instant ended = Files.getLastModifiedTime(folder.status()).toInstant();
            return Optional.of(
                    Refusal.parse(rest)
                            .<Sight.End>map(Sight.Refused::new)
                            .orElseGet(() ->
                                    over(status, usage(status, rest, folder), started, ended)));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Sight.Over over(Matcher status, Usage known, Instant started, Instant ended) {
        int code = Integer.parseInt(status.group(CODE));
        Figures figures = figures(status);
        Usage usage = figures.over(known);
        Optional<String> shortage = figures.shortage().filter(_ -> code != 0);
        return new Sight.Over(
                shortage.<Outcome>map(why ->
                                new Outcome.Judged(
                                        RunState.FAILED,
                                        OptionalInt.of(code),
                                        Optional.of(started),
                                        ended,
                                        why,
                                        Outcome.Retrial.AS_THE_LINE_SAYS,
                                        usage))
                        .orElseGet(() -> new Outcome.Exited(code, started, ended, usage)));
    }

    private static Figures figures(Matcher status) {
        int first = MINUTES_AND_SECONDS + 1;
        return status.group(first) == null ? Figures.NONE : Figures.of(status, first);
    }

    /// What is known without a group.
    private static Usage usage(Matcher status, String rest, RunFolder folder) {
        double cpuSeconds =
                seconds(status.group(1), status.group(2))
                        + seconds(status.group(3), status.group(4));
        Matcher peak = PEAK.matcher(rest);
        return new Usage(
                logBytes(folder),
                peak.lookingAt()
                        ? OptionalLong.of(Long.parseLong(peak.group(1)) * KIBIBYTE)
                        : OptionalLong.empty(),
                OptionalDouble.of(cpuSeconds));
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
