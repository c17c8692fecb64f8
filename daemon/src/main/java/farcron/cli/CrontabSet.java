package farcron.cli;

import farcron.crontab.Grammar.Format;
import farcron.crontab.Problem;
import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.SourceFile;
import farcron.load.AllJobs;
import farcron.load.CrontabFile;
import farcron.load.Elsewhere;
import farcron.load.Loaded;
import farcron.load.Reading;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Crontabs that somebody named to a command, read together, since their lines may wait for each
/// other's. A file that was named twice is one.
final class CrontabSet {

    private final Format format;
    private final Reading reading;
    private final Instant now;

    /// @param system whether the files have a user column
    CrontabSet(boolean system, Reading reading, Instant now) {
        this.format = system ? Format.SYSTEM : Format.USER;
        this.reading = reading;
        this.now = now;
    }

    /// One of them.
    ///
    /// @param readable whether it could be read at all
    record Member(CrontabFile crontab, boolean readable, List<Problem> problems, List<Job> jobs) {

        Path path() {
            return crontab.path();
        }
    }

    List<Member> read(List<Path> paths) {
        List<CrontabFile> crontabs = crontabs(paths);
        Map<CrontabFile, Problem> unreadable = new HashMap<>();
        List<Loaded> loaded = new ArrayList<>();
        for (CrontabFile crontab : crontabs) {
            try {
                loaded.add(Loaded.read(crontab, reading, now));
            } catch (IOException failure) {
                unreadable.put(crontab, Loaded.unreadable(crontab.path(), failure));
            }
        }
        JobTable table = AllJobs.of(loaded, elsewhere());
        Map<String, List<Job>> jobs =
                table.jobs().stream().collect(Collectors.groupingBy(Job::file));
        Iterator<SourceFile> sources = table.files().iterator();
        return crontabs.stream()
                .map(crontab ->
                        Optional.ofNullable(unreadable.get(crontab))
                                .map(why -> new Member(crontab, false, List.of(why), List.of()))
                                .orElseGet(() ->
                                        new Member(
                                                crontab,
                                                true,
                                                sources.next().problems(),
                                                jobs.getOrDefault(
                                                        crontab.path().toString(), List.of()))))
                .toList();
    }

    /// A file of the system is one of several. Lines of a user may wait for the system's jobs, but
    /// a name without a scope is rather a slip.
    private Elsewhere elsewhere() {
        return switch (format) {
            case SYSTEM -> Elsewhere.ANYTHING;
            case USER -> Elsewhere.SCOPES;
        };
    }

    private List<CrontabFile> crontabs(List<Path> paths) {
        Set<Path> seen = new HashSet<>();
        Set<String> scopes = new HashSet<>();
        List<CrontabFile> crontabs = new ArrayList<>();
        for (Path path : paths) {
            if (seen.add(path.toAbsolutePath().normalize())) {
                String scope = scope(path.getFileName() + "");
                boolean free = scopes.add(scope);
                crontabs.add(new CrontabFile(path, format, free ? scope : path + "", ""));
            }
        }
        return crontabs;
    }

    /// What it would be where cron looks for files of that name.
    private String scope(String name) {
        return switch (format) {
            case SYSTEM -> name.equals("crontab") ? "etc/crontab" : "cron.d/" + name;
            case USER -> name;
        };
    }
}
