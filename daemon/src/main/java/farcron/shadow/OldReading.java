package farcron.shadow;

import farcron.crontab.Fault;
import farcron.crontab.Flag;
import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Problem;
import farcron.crontab.Schedule;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.SourceFile;
import farcron.load.Reading;
import farcron.report.CronText;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the old cron makes of the lines that farcron has read.
final class OldReading {

    private static final int LONGEST_RANDOM_DELAY = 1440;

    private final Reading reading;
    private final Map<JobKey, Line> lines = new LinkedHashMap<>();

    /// Why Debian's cron ignores a file, by its path.
    private final Map<String, String> ignored = new HashMap<>();

    OldReading(JobTable table, Reading reading) {
        this.reading = reading;
        if (reading.dialect() == Dialect.DEBIAN) {
            Set<String> drawn =
                    table.jobs().stream()
                            .filter(OldReading::isDrawn)
                            .map(OldReading::place)
                            .collect(Collectors.toSet());
            table.files().forEach(file -> objections(file, drawn));
            for (Job job : table.jobs()) {
                foreign(job).ifPresent(why -> ignored(job.file(), job.line(), why));
            }
        }
        for (Job job : table.jobs()) {
            lines.put(
                    job.key(),
                    new Line(
                            job.user(),
                            CronText.command(job),
                            job.key().toString(),
                            place(job),
                            standing(job)));
        }
    }

    List<Line> all() {
        return List.copyOf(lines.values());
    }

    Line of(Job job) {
        return lines.get(job.key());
    }

    /// @param drawn places of lines about which no objection is one against the file
    private void objections(SourceFile file, Set<String> drawn) {
        for (Problem problem : file.problems()) {
            int line = problem.position().line();
            boolean cronsOwn = problem.fault() != Fault.NONE && problem.fault() != Fault.OWN;
            if (problem.isError() && cronsOwn) {
                ignored(file.path(), line, problem.fault().words());
            } else if (problem.barsReturn() && !drawn.contains(place(file.path(), line))) {
                ignored(file.path(), line, problem.what().split("; ")[0]);
            }
        }
    }

    private void ignored(String file, int line, String why) {
        ignored.putIfAbsent(
                file, "Debian's cron ignores the whole file for line %d: %s".formatted(line, why));
    }

    private static String place(Job job) {
        return place(job.file(), job.line());
    }

    private static String place(String file, int line) {
        return file + ":" + line;
    }

    /// What the old cron cannot read in this line.
    private Optional<String> foreign(Job job) {
        boolean debian = reading.dialect() == Dialect.DEBIAN;
        return switch (job.schedule()) {
            case Schedule.Unscheduled _ -> Optional.of("it has no time of its own");
            case Schedule.Every _ -> Optional.of("it does not know @every");
            case Schedule.Calendar _ when debian && isDrawnFromNothing(job) ->
                    Optional.of("it does not know `~`");
            case Schedule.Calendar _, Schedule.Boot _ ->
                    debian && job.flags().contains(Flag.NO_LOG)
                            ? Optional.of("it does not know a `-` before the time")
                            : Optional.empty();
        };
    }

    private Standing standing(Job job) {
        if (job.rejected().isPresent()) {
            return new Standing.Rejected("farcron does not run it: " + job.rejected().get());
        }
        if (ignored.containsKey(job.file())) {
            return new Standing.Ignored(ignored.get(job.file()));
        }
        Optional<String> foreign = foreign(job);
        if (foreign.isPresent()) {
            return new Standing.Ignored("cronie drops the line: " + foreign.get());
        }
        if (job.flags().contains(Flag.NO_LOG)) {
            return new Standing.Unjudged("cron logs nothing of a line with a `-` before its time");
        }
        if (isDrawn(job)) {
            return new Standing.Unjudged("`~` is drawn by each cron by itself");
        }
        return job.schedule() instanceof Schedule.Boot
                ? new Standing.AtBoot()
                : new Standing.Compared(delay(job), zone(job));
    }

    private static boolean isDrawn(Job job) {
        return job.scheduleText().indexOf('~') >= 0;
    }

    /// Of `3~7` Debian's cron reads the `3`; of `~7` nothing.
    private static boolean isDrawnFromNothing(Job job) {
        return Stream.of(job.scheduleText().split(" ")).anyMatch(field -> field.startsWith("~"));
    }

    /// cronie draws it by itself; to Debian's cron it is a variable like any other.
    private Duration delay(Job job) {
        String minutes = job.environment().getOrDefault("RANDOM_DELAY", "0");
        boolean known = reading.dialect() == Dialect.CRONIE && minutes.matches("\\d{1,4}");
        return Duration.ofMinutes(
                known ? Math.min(Integer.parseInt(minutes), LONGEST_RANDOM_DELAY) : 0);
    }

    private String zone(Job job) {
        if (job.zone().equals(reading.zone())) {
            return "";
        }
        boolean byVariable =
                job.zone().getId().equals(job.environment().getOrDefault("CRON_TZ", ""));
        boolean known = reading.dialect() == Dialect.CRONIE && byVariable;
        return known
                ? ""
                : "its zone is %s for farcron only; cron takes %s"
                        .formatted(job.zone(), reading.zone());
    }
}
