package farcron.clock;

import farcron.Samples;
import farcron.job.Job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the unmodified cron 3.0pl1-162 of Debian did with a crontab, on a simulated clock.
///
/// A start says when it happened and which crontab minute it stood for. That cron sleeps between
/// the minutes it makes up for, so such a start may be some minutes late; which and how many there
/// are is what counts.
public record Recording(
        String name,
        ZoneId zone,
        Instant from,
        Instant until,
        Instant stepAt,
        Duration step,
        List<Job> jobs,
        List<Start> starts) {

    /// The lines of the named clock changes, and the zone that each of their names begins with.
    public static final String TRANSITION_JOBS =
            """
            30 2 * * * j1
            30 1 * * * j2
            0 2 * * * j3
            0 3 * * * j4
            @daily j5
            @hourly j6
            */15 * * * * j7
            */20 2 * * * j8
            5,35 2 * * * j9
            0 0-23 * * * j10
            20 1-3 * * * j11
            45 23 * * * j12
            10 * * * * j13
            0-59/30 0-4 * * * j14
            """;

    public static final Map<String, String> TRANSITION_ZONES =
            Map.of(
                    "NY", "America/New_York",
                    "London", "Europe/London",
                    "Lord Howe", "Australia/Lord_Howe",
                    "Sao Paulo", "America/Sao_Paulo",
                    "Dublin", "Europe/Dublin",
                    "Troll", "Antarctica/Troll",
                    "Apia", "Pacific/Apia",
                    "Caracas", "America/Caracas");

    private static final DateTimeFormatter OFFSET =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mmxx");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final Duration SLEEPS = Duration.ofMinutes(20);
    private static final Path RECORDED = Path.of("src/test/resources/recorded");

    /// @param crontabMinute in local minutes
    public record Start(Instant at, long crontabMinute, String job) {}

    public static Stream<Recording> cases() {
        return names("cases").map(name -> read("cases", name));
    }

    public static Stream<Recording> steps() {
        return names("steps").map(name -> read("steps", name));
    }

    private static Stream<String> names(String folder) {
        try (Stream<Path> files = Files.list(RECORDED.resolve(folder))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".meta"))
                    .map(file -> file.substring(0, file.length() - 5))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recording read(String folder, String name) {
        Path path = RECORDED.resolve(folder);
        try {
            String[] meta = Files.readString(path.resolve(name + ".meta")).strip().split("\t");
            ZoneId zone = ZoneId.of(meta[0]);
            Instant from = local(meta[1].substring(0, 16), zone);
            boolean stepped = meta.length > 3;
            List<Start> starts = new ArrayList<>();
            for (String line : Files.readAllLines(path.resolve(name + ".expected"))) {
                String[] cells = line.split("\t");
                starts.add(start(cells[0], cells[1], cells[2]));
            }
            return new Recording(
                    name,
                    zone,
                    from,
                    from.plus(Duration.ofHours(Long.parseLong(meta[2]))),
                    stepped
                            ? local(meta[3].substring(0, 16), zone)
                                    .plusSeconds(Long.parseLong(meta[3].substring(17)))
                            : Instant.MAX,
                    stepped ? Duration.ofSeconds(Long.parseLong(meta[4])) : Duration.ZERO,
                    Samples.jobs(named(Files.readString(path.resolve(name + ".crontab"))), zone),
                    starts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Gives each line the name that it also has for a command.
    static String named(String crontab) {
        return crontab.replaceAll("(?m) (j\\d+)$", " name:$1 $1");
    }

    static Start start(String at, String standsFor, String job) {
        return new Start(
                OffsetDateTime.parse(at, OFFSET).toInstant(),
                LocalDateTime.parse(standsFor).toEpochSecond(ZoneOffset.UTC) / 60,
                job);
    }

    private static Instant local(String text, ZoneId zone) {
        return LocalDateTime.parse(text, LOCAL)
                .atZone(zone)
                .withEarlierOffsetAtOverlap()
                .toInstant();
    }

    /// What differs between the recording and what farcron does; empty if nothing.
    ///
    /// The first two and the last two minutes are left out: the recorded cron was starting and
    /// stopping then.
    public List<String> differences(List<Start> ours) {
        Map<String, List<Instant>> theirs = byLineAndMinute(starts);
        Map<String, List<Instant>> mine = byLineAndMinute(ours);
        List<String> differences = new ArrayList<>();
        for (String key : both(theirs, mine)) {
            List<Instant> expected = theirs.getOrDefault(key, List.of());
            List<Instant> actual = mine.getOrDefault(key, List.of());
            boolean same = expected.size() == actual.size();
            for (int i = 0; same && i < expected.size(); i++) {
                Duration late = Duration.between(actual.get(i), expected.get(i));
                same = !late.isNegative() && late.compareTo(SLEEPS) < 0;
            }
            if (!same && !atAnEnd(expected) && !atAnEnd(actual)) {
                differences.add(key + ": cron " + expected + ", farcron " + actual);
            }
        }
        return differences;
    }

    /// The same, with each minute that does not exist on the wall replaced by the first after it.
    public Recording withMinutesAsMeant() {
        WallClock wall = new WallClock(zone);
        List<Start> meant =
                starts.stream()
                        .map(start ->
                                new Start(
                                        start.at(),
                                        wall.minute(wall.meant(start.crontabMinute(), start.at())),
                                        start.job()))
                        .toList();
        return new Recording(name, zone, from, until, stepAt, step, jobs, meant);
    }

    private static Map<String, List<Instant>> byLineAndMinute(List<Start> starts) {
        Map<String, List<Instant>> map = new TreeMap<>();
        for (Start start : starts) {
            String minute =
                    LocalDateTime.ofEpochSecond(start.crontabMinute() * 60, 0, ZoneOffset.UTC)
                            .toString();
            map.computeIfAbsent(start.job() + " for " + minute, _ -> new ArrayList<>())
                    .add(start.at());
        }
        map.values().forEach(list -> list.sort(null));
        return map;
    }

    private static List<String> both(
            Map<String, List<Instant>> one, Map<String, List<Instant>> other) {
        return Stream.concat(one.keySet().stream(), other.keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private boolean atAnEnd(List<Instant> starts) {
        Instant first = from.plusSeconds(120);
        Instant last = until.minusSeconds(120).plus(step);
        return starts.stream().anyMatch(at -> at.isBefore(first) || !at.isBefore(last));
    }

    @Override
    public String toString() {
        return name + " in " + zone;
    }
}
