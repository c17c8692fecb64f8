package farcron.load;

import farcron.crontab.Position;
import farcron.crontab.Problem;
import farcron.job.CronLine;
import farcron.job.JobTable;
import farcron.job.SourceFile;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Keeps a set of crontabs read. A file that did not change is not read again, so that its jobs
/// stay what they are; one that cannot be read any more keeps the jobs it had; one that is gone, or
/// that cron does not take any more, has none.
///
/// Belongs to one thread.
public final class CrontabLoader {

    private final Crontabs crontabs;
    private final Reading reading;
    private final InstantSource time;
    private final Consumer<SourceFile> loaded;
    private final Consumer<CronLine> log;
    private final Room room;
    private Map<CrontabFile, Known> known = Map.of();
    private Set<SourceFile> told = Set.of();
    private boolean unsettled;

    /// @param loaded told each file that was read, and each whose problems are others than before
    /// @param log told what cron writes about the lines of a file
    public CrontabLoader(
            Crontabs crontabs,
            Reading reading,
            InstantSource time,
            Consumer<SourceFile> loaded,
            Consumer<CronLine> log) {
        this.crontabs = crontabs;
        this.reading = reading;
        this.time = time;
        this.loaded = loaded;
        this.log = log;
        this.room = crontabs.room();
    }

    /// Looks at each file.
    ///
    /// @return the table that should now be in force, if anything has changed
    public Optional<JobTable> refresh() {
        unsettled = false;
        Map<CrontabFile, Known> found = new LinkedHashMap<>();
        for (CrontabFile file : crontabs.list()) {
            Optional<Known> before =
                    Optional.ofNullable(known.get(file)).filter(it -> !room.isThereNow(it, known));
            look(file, before).ifPresent(it -> found.put(file, it));
            room.tooHeavy(found).ifPresent(heavy -> found.compute(heavy, this::crowdOut));
        }
        boolean changed = !areSame(loads(found), loads(known));
        known = found;
        return changed ? Optional.of(table()) : Optional.empty();
    }

    /// Whether at least one of the files could be read when it was last looked at.
    public boolean hasReadAny() {
        return known.values().stream().anyMatch(file -> file.trace().isPresent());
    }

    /// Whether a file could not be read at the last look because it was just being changed, or
    /// because nobody could say whose it is.
    boolean isUnsettled() {
        return unsettled;
    }

    private static List<Loaded> loads(Map<CrontabFile, Known> files) {
        return files.values().stream().map(Known::loaded).toList();
    }

    /// What was not read again is the same object.
    private static boolean areSame(List<Loaded> some, List<Loaded> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same = some.get(i) == others.get(i);
        }
        return same;
    }

    private Optional<Known> look(CrontabFile file, Optional<Known> before) {
        try {
            Trace trace = crontabs.trace(file);
            if (before.isPresent() && before.get().holds(trace, crontabs::isStranger)) {
                return before;
            }
            Found found = crontabs.read(file, trace);
            if (found instanceof Found.Text text) {
                return Optional.of(taken(file, before, text));
            }
            if (found instanceof Found.Refused(Trace seen, Refusal refusal)) {
                Loaded none = Loaded.without(file, time.instant(), problem(refusal));
                return Optional.of(Known.refused(seen, none));
            }
            unsettled = true;
            return before;
        } catch (IOException failure) {
            return unreadable(file, before, failure);
        } catch (RuntimeException | StackOverflowError bug) {
            // It costs this file, and no other one.
            return unreadable(file, before, new IOException("farcron failed on it: " + bug, bug));
        }
    }

    private Known crowdOut(CrontabFile file, Known heavy) {
        Refusal refusal = room.refusal();
        crontabs.refused(file, refusal);
        return heavy.crowdedOut(Loaded.without(file, time.instant(), problem(refusal)));
    }

    private Known taken(CrontabFile file, Optional<Known> before, Found.Text text) {
        Instant now = time.instant();
        Optional<Known> inForce = before.filter(known -> known.text().isPresent());
        if (inForce.filter(known -> known.trace().equals(Optional.of(text.trace()))).isEmpty()) {
            inForce.ifPresent(_ -> crontabs.reloaded(file));
        }
        if (inForce.filter(known -> known.isOf(text, crontabs::isStranger)).isPresent()) {
            return Known.read(text, inForce.get().loaded(), now);
        }
        Loaded fresh = Loaded.of(file, text.content(), reading, crontabs::isStranger, now);
        fresh.lines().forEach(log);
        return Known.read(text, fresh, now);
    }

    private Optional<Known> unreadable(
            CrontabFile file, Optional<Known> before, IOException failure) {
        boolean gone = failure instanceof NoSuchFileException;
        if (gone && !crontabs.expects(file)) {
            return Optional.empty();
        }
        Problem why = Loaded.unreadable(file.path(), failure);
        Instant now = time.instant();
        if (gone || before.isEmpty() || before.get().loaded().jobs().isEmpty()) {
            return Optional.of(unchanged(before, Loaded.without(file, now, why)));
        }
        Problem still =
                Problem.error(
                        why.position(),
                        why.what() + ", so its lines run as they were read last",
                        why.remedy());
        return Optional.of(unchanged(before, before.get().loaded().kept(file, now, still)));
    }

    /// What cannot be read for the same reason as before is told once.
    private static Known unchanged(Optional<Known> before, Loaded now) {
        return before.filter(known -> known.trace().isEmpty())
                .filter(known -> known.loaded().jobs().equals(now.jobs()))
                .filter(known -> known.loaded().file().problems().equals(now.file().problems()))
                .orElseGet(() -> Known.unreadable(now));
    }

    private static Problem problem(Refusal refusal) {
        return Problem.error(new Position(1, 1), refusal.what(), refusal.remedy());
    }

    private JobTable table() {
        JobTable table = AllJobs.of(loads(known));
        Set<SourceFile> files = Set.copyOf(table.files());
        table.files().stream().filter(file -> !told.contains(file)).forEach(loaded);
        told = files;
        return table;
    }
}
