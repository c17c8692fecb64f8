package farcron.cli;

import farcron.clock.Outlook;
import farcron.crontab.Grammar;
import farcron.crontab.Schedule;
import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.SourceFile;
import farcron.load.AllJobs;
import farcron.load.CrontabFile;
import farcron.load.Elsewhere;
import farcron.load.Loaded;
import farcron.load.Reading;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.concurrent.Callable;

/// `farcron explain`: one crontab line in words.
@Command(
        name = "explain",
        description = "Tell in words when a crontab line runs, and what clock changes do to it.")
public final class ExplainCommand implements Callable<Integer> {

    private static final int SHOWN = 5;

    private final Reading reading;
    private final InstantSource time;

    @Spec private CommandSpec spec;

    @Option(names = "--system", description = "The line has a user column, as in /etc/crontab.")
    private boolean system;

    @Parameters(paramLabel = "LINE", description = "a crontab line, in quotes")
    private String line;

    public ExplainCommand(Reading reading, InstantSource time) {
        this.reading = reading;
        this.time = time;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Grammar.Format format = system ? Grammar.Format.SYSTEM : Grammar.Format.USER;
        CrontabFile file = new CrontabFile(Path.of("line"), format, "line", "");
        byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
        Loaded loaded = Loaded.of(file, text, reading, time.instant());
        JobTable table = AllJobs.of(List.of(loaded), Elsewhere.ANYTHING);
        SourceFile read = table.files().getFirst();
        table.jobs().forEach(job -> explain(job, out));
        // That the others, for which it may wait, are not here need not be said.
        read.problems().stream()
                .filter(problem -> problem.isError() || loaded.file().problems().contains(problem))
                .forEach(problem -> out.println(problem.line("line")));
        if (table.jobs().isEmpty() && read.problems().isEmpty()) {
            out.println("this is no job line: nothing runs");
        }
        out.flush();
        return read.ok() && !table.jobs().isEmpty() ? 0 : 1;
    }

    private void explain(Job job, PrintWriter out) {
        Instant now = time.instant();
        RuleText rules = new RuleText(job);
        out.println("schedule  " + rules.start(job.zone()));
        out.println("zone      " + job.zone().getId());
        out.println("command   " + Shown.text(job.command().shell()));
        out.println("name      " + job.key().name());
        if (!job.delay().isZero()) {
            out.println("delay     starts " + job.delay().toSeconds() + " s after each due time");
        }
        rules.lines().forEach(out::println);
        if (job.schedule() instanceof Schedule.Calendar
                || job.schedule() instanceof Schedule.Every) {
            next(job, now, out);
        }
        if (job.schedule() instanceof Schedule.Calendar(var fields)) {
            clockChanges(job, fields.wildcard(), now, out);
        }
    }

    private static void next(Job job, Instant now, PrintWriter out) {
        Outlook outlook = Outlook.after(job.schedule(), job.zone(), now);
        String label = "next      ";
        if (!outlook.hasNext()) {
            out.println(label + "never");
        }
        for (int i = 0; i < SHOWN && outlook.hasNext(); i++) {
            out.println(label + Moments.text(outlook.next().start(), job.zone()));
            label = "          ";
        }
    }

    private static void clockChanges(Job job, boolean wildcard, Instant now, PrintWriter out) {
        ZoneOffsetTransition change = job.zone().getRules().nextTransition(now);
        if (change == null) {
            out.println("clock     " + job.zone().getId() + " never changes its clocks");
            return;
        }
        out.println(
                wildcard
                        ? "clock     its minute or hour begins with *, so it follows the wall"
                                + " clock: nothing for minutes that are left out, again for those"
                                + " that repeat"
                        : "clock     it has fixed times: those that a clock change leaves out run"
                                + " at the first minute after it, those that repeat run once");
        for (int i = 0; i < 2 && change != null; i++) {
            out.println("          " + onDay(job, change));
            change = job.zone().getRules().nextTransition(change.getInstant());
        }
    }

    private static String onDay(Job job, ZoneOffsetTransition change) {
        ZoneId zone = job.zone();
        Instant day = change.getDateTimeAfter().toLocalDate().atStartOfDay(zone).toInstant();
        Instant end =
                change.getDateTimeAfter().toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
        Outlook outlook = Outlook.after(job.schedule(), zone, day.minusMillis(1));
        StringBuilder starts = new StringBuilder();
        int count = 0;
        while (outlook.hasNext() && outlook.peek().start().isBefore(end)) {
            if (++count <= 3) {
                starts.append(count == 1 ? ": " : ", ")
                        .append(Moments.text(outlook.peek().start(), zone));
            }
            outlook.next();
        }
        return "%s, %s to %s: %d starts%s%s"
                .formatted(
                        change.getDateTimeBefore().toLocalDate(),
                        change.getDateTimeBefore().toLocalTime(),
                        change.getDateTimeAfter().toLocalTime(),
                        count,
                        starts,
                        count > 3 ? ", ..." : "");
    }
}
