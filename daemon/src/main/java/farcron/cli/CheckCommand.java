package farcron.cli;

import farcron.cli.CrontabSet.Member;
import farcron.clock.Outlook;
import farcron.crontab.Problem;
import farcron.job.Job;
import farcron.load.Loaded;
import farcron.load.Portability;
import farcron.load.Reading;
import farcron.report.Json;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `farcron check`: reads crontabs as the daemon would and tells what is wrong. Changes nothing.
@Command(
        name = "check",
        description = {
            "Read crontabs and tell what is wrong with them; change nothing.",
            "Exit status: 0 all is well, 1 there are problems, 2 wrong usage."
        })
public final class CheckCommand implements Callable<Integer> {

    private final Reading reading;
    private final InstantSource time;

    @Spec private CommandSpec spec;

    @Option(names = "--system", description = "The files have a user column, as /etc/crontab.")
    private boolean system;

    @Option(names = "--portable", description = "Also tell what the old cron could not run.")
    private boolean portable;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            description = "Also tell each job: its name, its schedule in words, its next start.")
    private boolean verbose;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "crontabs")
    private List<Path> files = new ArrayList<>();

    public CheckCommand(Reading reading, InstantSource time) {
        this.reading = reading;
        this.time = time;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Member> all =
                new CrontabSet(system, reading, time.instant())
                        .read(files).stream().map(this::portable).toList();
        if (json) {
            out.println(Json.text(all.stream().map(this::shape).toList()));
        } else {
            all.forEach(file -> print(file, out));
            summary(all);
        }
        out.flush();
        return all.stream().allMatch(file -> file.problems().isEmpty()) ? 0 : 1;
    }

    /// With what the old cron could not run, if that is asked for.
    private Member portable(Member file) {
        if (!portable || !file.readable()) {
            return file;
        }
        List<Problem> problems = new ArrayList<>(file.problems());
        try {
            List<Problem> elsewhere = Portability.problems(file.crontab(), reading);
            problems.removeIf(Problem::barsReturn); // they are among these, as errors
            problems.addAll(elsewhere);
        } catch (IOException failure) {
            problems.add(Loaded.unreadable(file.path(), failure));
        }
        return new Member(file.crontab(), true, problems, file.jobs());
    }

    private void print(Member file, PrintWriter out) {
        file.problems().forEach(problem -> out.println(problem.line(file.path().toString())));
        if (verbose) {
            file.jobs().forEach(job -> out.println(explanation(file.path(), job)));
        }
    }

    private String explanation(Path path, Job job) {
        return "%s:%d:1: info: %s%s: %s; %s"
                .formatted(
                        path,
                        job.line(),
                        job.key().name(),
                        job.user().isEmpty() ? "" : " as " + job.user(),
                        words(job),
                        job.runs() ? next(job) : "it does not run");
    }

    private String next(Job job) {
        if (job.isFollower()) {
            return "no time of its own";
        }
        Outlook outlook = Outlook.after(job.schedule(), job.zone(), time.instant());
        return outlook.hasNext()
                ? "next " + Moments.text(outlook.peek().start(), job.zone())
                : "no next start";
    }

    private String words(Job job) {
        return new RuleText(job).start(reading.zone());
    }

    private void summary(List<Member> all) {
        PrintWriter err = spec.commandLine().getErr();
        long errors =
                all.stream().flatMap(f -> f.problems().stream()).filter(Problem::isError).count();
        long problems = all.stream().mapToLong(file -> file.problems().size()).sum();
        long jobs = all.stream().flatMap(f -> f.jobs().stream()).filter(Job::runs).count();
        err.println(
                "%s: %s, %s, %s"
                        .formatted(
                                count(all.size(), "file"),
                                count(jobs, "job"),
                                count(errors, "error"),
                                count(problems - errors, "warning")));
        err.flush();
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private Map<String, Object> shape(Member file) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("path", file.path().toString());
        shape.put("ok", file.problems().stream().noneMatch(Problem::isError));
        shape.put("problems", file.problems().stream().map(CheckCommand::shape).toList());
        shape.put("jobs", file.jobs().stream().map(this::shape).toList());
        return shape;
    }

    private static Map<String, Object> shape(Problem problem) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("line", problem.position().line());
        shape.put("column", problem.position().column());
        shape.put("severity", problem.severity().word());
        shape.put("what", problem.what());
        shape.put("remedy", problem.remedy());
        return shape;
    }

    private Map<String, Object> shape(Job job) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("name", job.key().name());
        shape.put("user", job.user().isEmpty() ? null : job.user());
        shape.put("line", job.line());
        shape.put("schedule", job.scheduleText());
        shape.put("schedule_text", words(job));
        shape.put("zone", job.zone().getId());
        shape.put("runs", job.runs());
        shape.put("after", new RuleText(job).conditions());
        return shape;
    }
}
