package farcron.cli;

import farcron.cli.CrontabSet.Member;
import farcron.clock.Outlook;
import farcron.crontab.Problem;
import farcron.crontab.Schedule;
import farcron.job.Job;
import farcron.load.Reading;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;

/// `farcron next`: when lines will be due, by the same code that makes the daemon start them.
@Command(
        name = "next",
        description = {
            "Tell when lines are due: due time, job and command, one firing a line.",
            "A line that is never due is told as `never`. A line that waits for others and has no"
                    + " time of its own is told on standard error, with what it waits for."
        })
public final class NextCommand implements Callable<Integer> {

    private static final int SHOWN = 10;

    private final Reading here;
    private final InstantSource time;

    @Spec private CommandSpec spec;

    @Option(names = "-n", paramLabel = "N", description = "How many firings (10, or all until T).")
    private Integer count;

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "Local time such as 2026-03-07T22:30, or with Z or an offset (now).")
    private String from;

    @Option(names = "--until", paramLabel = "T", description = "Firings before this time.")
    private String until;

    @Option(names = "--zone", paramLabel = "Z", description = "Time zone (the system's).")
    private String zone;

    @Option(names = "--system", description = "The files have a user column, as /etc/crontab.")
    private boolean system;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "crontabs")
    private List<Path> files = new ArrayList<>();

    public NextCommand(Reading here, InstantSource time) {
        this.here = here;
        this.time = time;
    }

    private record Upcoming(Job job, Outlook outlook, int order) {

        Instant start() {
            return outlook.peek().start();
        }
    }

    @Override
    public Integer call() {
        Reading reading = here.in(zone());
        Instant start = moment(from, time.instant(), reading.zone());
        Instant end = moment(until, Instant.MAX, reading.zone());
        if (count != null && count < 1) {
            throw usage("-n " + count + " asks for no firing; write a number from 1 on");
        }
        if (!start.isBefore(end)) {
            throw usage("--from is not before --until; give the earlier time to --from");
        }
        List<Member> read = new CrontabSet(system, reading, time.instant()).read(files);
        read.forEach(this::tellErrors);
        List<Job> jobs =
                read.stream().flatMap(file -> file.jobs().stream()).filter(Job::runs).toList();
        int most = count != null ? count : until != null ? Integer.MAX_VALUE : SHOWN;
        print(jobs, start, end, most);
        tellFollowers(jobs);
        return read.stream().allMatch(Member::readable) ? 0 : 1;
    }

    private void tellErrors(Member file) {
        PrintWriter err = spec.commandLine().getErr();
        file.problems().stream()
                .filter(Problem::isError)
                .forEach(problem -> err.println(problem.line(file.path().toString())));
        err.flush();
    }

    private void print(List<Job> jobs, Instant start, Instant end, int most) {
        PrintWriter out = spec.commandLine().getOut();
        PriorityQueue<Upcoming> queue =
                new PriorityQueue<>(
                        Comparator.comparing(Upcoming::start).thenComparingInt(Upcoming::order));
        List<Job> never = new ArrayList<>();
        for (Job job : jobs) {
            // A moment before, because a firing at the very start belongs to the answer.
            Outlook outlook = Outlook.after(job.schedule(), job.zone(), start.minusMillis(1));
            if (outlook.hasNext()) {
                queue.add(new Upcoming(job, outlook, queue.size()));
            } else if (job.schedule() instanceof Schedule.Calendar) {
                never.add(job);
            }
        }
        int printed = 0;
        while (printed < most && !queue.isEmpty() && queue.peek().start().isBefore(end)) {
            Upcoming next = queue.poll();
            out.println(line(Moments.text(next.start(), next.job().zone()), next.job()));
            printed++;
            next.outlook().next();
            if (next.outlook().hasNext()) {
                queue.add(next);
            }
        }
        tellNever(never, printed, out);
        out.flush();
    }

    /// In a list of a span, a line without a time would be in the way of programs that read it.
    private void tellNever(List<Job> never, int printed, PrintWriter out) {
        PrintWriter where = until != null && printed > 0 ? spec.commandLine().getErr() : out;
        never.forEach(job -> where.println(line("never", job)));
        where.flush();
    }

    /// Nobody can foretell when they start, so they are in no list of times.
    private void tellFollowers(List<Job> jobs) {
        PrintWriter err = spec.commandLine().getErr();
        jobs.stream()
                .filter(Job::isFollower)
                .forEach(job -> err.println(line(new RuleText(job).ends(), job)));
        err.flush();
    }

    private static String line(String when, Job job) {
        return when + "\t" + job.key().name() + "\t" + Shown.text(job.command().shell());
    }

    private ZoneId zone() {
        try {
            return zone == null ? here.zone() : ZoneId.of(zone);
        } catch (DateTimeException _) {
            throw usage(
                    "--zone " + zone + " names no time zone; write a name such as Europe/Madrid");
        }
    }

    private Instant moment(String text, Instant otherwise, ZoneId in) {
        if (text == null) {
            return otherwise;
        }
        return Moments.parse(text, in)
                .orElseThrow(() ->
                        usage(
                                "`"
                                        + text
                                        + "` is no time; write 2026-03-07T22:30, or with a"
                                        + " zone 2026-03-07T22:30:00Z"));
    }

    private CommandLine.ParameterException usage(String what) {
        return new CommandLine.ParameterException(spec.commandLine(), what);
    }
}
