package farcron.shadow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// systemd's journal, read by journalctl(1).
record SystemJournal(ZoneId zone, InstantSource time) implements CronLog {

    private static final List<String> READ =
            List.of("journalctl", "--quiet", "--no-pager", "--all", "--output=short-unix");

    /// The idents of both crons, for themselves and for their runs.
    private static final List<String> CRONS =
            List.of(
                    "--identifier=cron",
                    "--identifier=CRON",
                    "--identifier=crond",
                    "--identifier=CROND");

    @Override
    public String name() {
        return "the journal";
    }

    @Override
    public Past past(Instant since, Instant until) throws IOException {
        List<Fact> facts = new ArrayList<>();
        List<String> span = List.of("--since=" + stamp(since), "--until=" + stamp(until));
        Process process = start(CRONS, span);
        LogReader reader = new LogReader(zone, time);
        try (BufferedReader lines = process.inputReader(ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.read(line)
                        .filter(it -> !it.at().isBefore(since) && it.at().isBefore(until))
                        .flatMap(LogEntry::fact)
                        .ifPresent(facts::add);
            }
        }
        return new Past(begins(), facts);
    }

    /// The first line of all, whoever wrote it.
    private Optional<Instant> begins() throws IOException {
        Process process = start(List.of(), List.of());
        try (BufferedReader lines = process.inputReader(ISO_8859_1)) {
            String line = lines.readLine();
            LogReader reader = new LogReader(zone, time);
            return Optional.ofNullable(line).flatMap(reader::read).map(LogEntry::at);
        } finally {
            process.destroy();
        }
    }

    private static String stamp(Instant at) {
        return "@" + at.getEpochSecond();
    }

    /// @throws IOException if there is no journalctl
    private static Process start(List<String> which, List<String> when) throws IOException {
        List<String> command = new ArrayList<>(READ);
        command.addAll(which);
        command.addAll(when);
        return new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Override
    public Following follow(Instant from) throws IOException {
        List<String> on = List.of("--follow", "--no-tail", "--since=" + stamp(from));
        return new Stream(start(CRONS, on), new LogLines(new LogReader(zone, time)));
    }

    private record Stream(Process process, LogLines lines) implements Following {

        @Override
        public List<Fact> news() throws IOException {
            InputStream out = process.getInputStream();
            byte[] bytes = out.readNBytes(out.available());
            if (bytes.length == 0 && !process.isAlive()) {
                throw new IOException("journalctl has ended with " + process.exitValue());
            }
            return lines.facts(bytes, bytes.length);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
