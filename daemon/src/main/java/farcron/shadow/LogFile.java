package farcron.shadow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// A file in which the system's log writes, with what logrotate(8) has put aside of it: `syslog.1`,
/// `syslog.2.gz`, `cron-20261115`.
record LogFile(Path path, ZoneId zone, InstantSource time) implements CronLog {

    private record Part(Path path, Instant written) {}

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public Past past(Instant since, Instant until) throws IOException {
        Optional<Instant> begins = Optional.empty();
        List<Fact> facts = new ArrayList<>();
        for (Part part : parts()) {
            if (part.written().isBefore(since)) {
                continue;
            }
            LogReader reader = new LogReader(zone, InstantSource.fixed(part.written()));
            try (BufferedReader lines = open(part.path())) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Optional<LogEntry> entry = reader.read(line);
                    begins = begins.or(() -> entry.map(LogEntry::at));
                    entry.filter(it -> !it.at().isBefore(since) && it.at().isBefore(until))
                            .flatMap(LogEntry::fact)
                            .ifPresent(facts::add);
                }
            }
        }
        return new Past(begins, facts);
    }

    private static BufferedReader open(Path path) throws IOException {
        InputStream file = Files.newInputStream(path);
        boolean packed = path.toString().endsWith(".gz");
        InputStream bytes = packed ? new GZIPInputStream(file) : file;
        return new BufferedReader(new InputStreamReader(bytes, ISO_8859_1));
    }

    /// The oldest first.
    private List<Part> parts() throws IOException {
        String rotated = Pattern.quote(path.getFileName().toString()) + "([.-]\\d+(\\.gz)?)?";
        List<Part> parts = new ArrayList<>();
        try (Stream<Path> siblings = Files.list(path.toAbsolutePath().getParent())) {
            List<Path> paths =
                    siblings.filter(it -> it.getFileName().toString().matches(rotated)).toList();
            for (Path part : paths) {
                parts.add(new Part(part, Files.getLastModifiedTime(part).toInstant()));
            }
        }
        parts.sort(Comparator.comparing(Part::written));
        return parts;
    }

    @Override
    public Following follow(Instant from) throws IOException {
        return new LogTail(path, new LogLines(new LogReader(zone, time)));
    }
}
