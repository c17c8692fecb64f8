package farcron.load;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Grammar.Format;
import farcron.job.CronLine;
import farcron.os.FileIdentity;
import farcron.spool.Locations;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/// The crontabs of the machine, of its packages and of its users, under the rules of its cron.
final class SystemCrontabs extends Crontabs {

    /// What the scopes of a package's crontab begin with.
    static final String CRON_D = "cron.d/";

    private static final String ROOT = "root";

    /// What Debian's crontab(1) calls a file that it has not finished yet.
    private static final String UNFINISHED = "tmp.";

    private final Locations locations;
    private final Dialect dialect;
    private final Users users;
    private final Room room;
    private final LogWords words;
    private final InstantSource time;
    private final Consumer<CronLine> log;
    private final Map<Path, List<Path>> listed = new HashMap<>();
    private final Set<Path> ignored = new HashSet<>();
    private final Map<String, Long> orphans = new HashMap<>();

    SystemCrontabs(
            Locations locations,
            Dialect dialect,
            Users users,
            Room room,
            InstantSource time,
            Consumer<CronLine> log) {
        this.locations = locations;
        this.dialect = dialect;
        this.users = users;
        this.room = room;
        this.words = new LogWords(dialect);
        this.time = time;
        this.log = log;
    }

    @Override
    List<Path> folders() {
        return List.of(locations.crontab().getParent(), locations.cronD(), locations.spool());
    }

    @Override
    List<CrontabFile> list() {
        users.begin();
        List<CrontabFile> files = new ArrayList<>();
        if (Files.exists(locations.crontab(), LinkOption.NOFOLLOW_LINKS)) {
            files.add(new CrontabFile(locations.crontab(), Format.SYSTEM, "etc/crontab", ROOT));
        }
        addPackages(files);
        addUsers(files);
        return files;
    }

    private void addPackages(List<CrontabFile> files) {
        List<Path> all = in(locations.cronD());
        ignored.retainAll(all);
        for (Path path : all) {
            String name = path.getFileName().toString();
            Optional<String> why = FileNames.whyIgnored(name, dialect);
            if (why.isEmpty()) {
                files.add(new CrontabFile(path, Format.SYSTEM, CRON_D + name, ROOT));
            } else if (ignored.add(path)) {
                log.accept(words.ignored(path, why.get()));
            }
        }
    }

    private void addUsers(List<CrontabFile> files) {
        Set<String> present = new HashSet<>();
        for (Path path : in(locations.spool())) {
            String name = path.getFileName().toString();
            if (!FileNames.isUsers(name, dialect)) {
                continue;
            }
            if (isStranger(name)) {
                if (name.startsWith(UNFINISHED)) {
                    continue;
                }
                present.add(name);
                tellOrphan(name);
            }
            files.add(new CrontabFile(path, Format.USER, name, name));
        }
        orphans.keySet().retainAll(present);
    }

    /// As cron does, each minute: whoever reads the log an hour after the account has gone shall
    /// still find it.
    private void tellOrphan(String name) {
        long minute = Math.floorDiv(time.instant().getEpochSecond(), 60L);
        Long last = orphans.put(name, minute);
        if (last == null || last != minute) {
            log.accept(words.orphan(name));
        }
    }

    /// What is in a folder, by name. A folder that cannot be read for once, such as one on a
    /// network, is taken to hold what it held.
    private List<Path> in(Path folder) {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(paths::add);
            paths.sort(null);
            listed.put(folder, paths);
            return paths;
        } catch (NoSuchFileException | NotDirectoryException _) {
            listed.remove(folder);
            return List.of();
        } catch (IOException | DirectoryIteratorException _) {
            return listed.getOrDefault(folder, List.of());
        }
    }

    @Override
    Trace trace(CrontabFile file) throws IOException {
        FileIdentity entry = FileIdentity.of(file.path(), LinkOption.NOFOLLOW_LINKS);
        return new Trace(entry, content(file.path()), uid(file));
    }

    private static Optional<FileIdentity> content(Path path) {
        try {
            return Optional.of(FileIdentity.of(path));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private OptionalLong uid(CrontabFile file) {
        return !file.isSystem() && users.ask(file.user()) instanceof Users.Answer.Known(long uid)
                ? OptionalLong.of(uid)
                : OptionalLong.empty();
    }

    @Override
    Found read(CrontabFile file, Trace seen) throws IOException {
        if (!file.isSystem() && seen.uid().isEmpty()) {
            return users.ask(file.user()) instanceof Users.Answer.Nobody
                    ? new Found.Refused(seen, orphaned(file))
                    : new Found.Unsettled();
        }
        Found found = new Inspection(dialect, file, seen).find();
        if (found instanceof Found.Refused(_, Refusal refusal)) {
            refused(file, refusal);
        }
        return found;
    }

    private static Refusal orphaned(CrontabFile file) {
        return new Refusal(
                "ORPHAN",
                "there is no user %s on this machine".formatted(file.user()),
                "make the account");
    }

    @Override
    void refused(CrontabFile file, Refusal refusal) {
        log.accept(words.refused(file, refusal));
    }

    @Override
    void reloaded(CrontabFile file) {
        log.accept(words.reloaded(file));
    }

    @Override
    boolean isStranger(String user) {
        return users.ask(user) instanceof Users.Answer.Nobody;
    }

    @Override
    boolean expects(CrontabFile file) {
        return false;
    }

    @Override
    Room room() {
        return room;
    }
}
