package farcron.simulation;

import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All that is there whether the daemon lives or not.
final class World implements AutoCloseable {

    /// A crontab as it was from some moment on.
    record Edition(Instant since, JobTable table) {}

    /// A time in which a daemon lived.
    record Lifetime(Instant from, Instant until) {}

    /// So long after an end everything that follows from it is decided, if a daemon lives.
    private static final Duration TOLD = Duration.ofMinutes(1);

    private static final boolean TOLD_ALOUD = Integer.getInteger("farcron.seed") != null;

    private static final Map<String, List<String>> CHANGES =
            Map.of(
                    "America/New_York", List.of("2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"),
                    "Australia/Lord_Howe", List.of("2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z"),
                    "Europe/Madrid", List.of("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"),
                    "UTC", List.of("2026-02-28T00:00:00Z", "2026-12-31T00:00:00Z"));

    final Dice dice;
    final Crashes crashes = new Crashes();
    final WorldClock clock;
    final Disk disk = new Disk();
    final Machine machine;
    final Herald herald;
    final Crontab crontab;
    final Dues dues;
    final Instant begin;
    final ZoneId zone;

    /// As the files say; the daemon may not have read them.
    JobTable table;

    final List<Lifetime> lives = new ArrayList<>();
    final List<Edition> editions = new ArrayList<>();
    final Set<JobKey> names = new HashSet<>();

    /// Since then, in true time, the daemon has lived, and nobody has set the clock.
    Instant undisturbed;

    int boots = 1;
    int edits;

    /// @param length of the story, which has a change of summer time in it in most zones
    World(long seed, Duration length) {
        dice = new Dice(seed);
        String name = dice.of("UTC", "America/New_York", "Europe/Madrid", "Australia/Lord_Howe");
        begin = Instant.parse(dice.of(CHANGES.get(name))).minus(dice.upTo(length));
        clock = new WorldClock(begin, crashes);
        machine = new Machine(clock, crashes, disk, dice);
        herald = new Herald(crashes, disk);
        zone = ZoneId.of(name);
        List<ZoneId> zones = List.of(zone, ZoneId.of("UTC"), ZoneId.of("America/New_York"));
        crontab = new Crontab(dice, dice.oneIn(40), zones);
        undisturbed = begin;
        table = crontab.table();
        dues = new Dues(table);
        remember();
        machine.tell(what -> tell("%s", what));
        tell("it begins with %s", crontab);
    }

    /// For whoever wants to know how a seed came to its end.
    void tell(String what, Object... values) {
        if (TOLD_ALOUD) {
            System.out.printf("%s %s: %s%n", clock.truth(), clock.wall(), what.formatted(values));
        }
    }

    /// Somebody changes the crontab.
    void edit() {
        tell("the sysadmin %s", crontab.edit());
        edits++;
        publish();
    }

    /// The crontab is on disk as it is now.
    void publish() {
        table = crontab.table();
        dues.offer(table);
        remember();
    }

    private void remember() {
        editions.add(new Edition(clock.truth(), table));
        table.jobs().forEach(job -> names.add(job.key()));
    }

    /// Whether a line has said the same since.
    boolean unchanged(Job job, Instant since) {
        return editions.stream()
                .filter(edition -> edition.since().isAfter(since))
                .allMatch(edition -> edition.table().job(job.key()).equals(Optional.of(job)));
    }

    /// The only table from one moment on until all that follows from another moment was decided;
    /// absent if there were several, or if nobody knows any more when that was.
    Optional<JobTable> tableThrough(Instant from, Instant last) {
        if (clock.wasSet()) {
            return Optional.empty();
        }
        Instant until = told(last);
        JobTable known = editions.getFirst().table();
        for (Edition edition : editions) {
            if (!edition.since().isAfter(from)) {
                known = edition.table();
            } else if (!edition.since().isAfter(until)) {
                return Optional.empty();
            }
        }
        return Optional.of(known);
    }

    /// When all that follows from an end was decided; [Instant#MAX] if nobody knows.
    Instant told(Instant end) {
        return lives.stream()
                .filter(life -> !later(life.from(), end).plus(TOLD).isAfter(life.until()))
                .map(life -> later(life.from(), end).plus(TOLD))
                .findFirst()
                .orElse(Instant.MAX);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public void close() {
        disk.close();
    }
}
