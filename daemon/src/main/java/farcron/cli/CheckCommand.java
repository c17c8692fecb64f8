package farcron.cli;

import farcron.clock.Outlook;
import farcron.crontab.Grammar;
import farcron.crontab.Problem;
import farcron.job.Job;
import farcron.load.CrontabFile;
import farcron.load.Loaded;
import farcron.load.Portability;
import farcron.load.Reading;
import farcron.report.Json;
import farcron.report.ScheduleWords;

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

    private record Checked(Path path, List<Problem> problems, List<Job> jobs) {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Checked> all = files.stream().map(this::check).toList();
        if (json) {
            out.println(Json.text(all.stream().map(this::shape).toList()));
        } else {
            all.forEach(file -> print(file, out));
            summary(all);
        }
        out.flush();
        return all.stream().allMatch(file -> file.problems().isEmpty()) ? 0 : 1;
    }

    private Checked check(Path path) {
        Grammar.Format format = system ? Grammar.Format.SYSTEM : Grammar.Format.USER;
        CrontabFile file = new CrontabFile(path, format, path.getFileName() + "", "");
        try {
            Loaded loaded = Loaded.read(file, reading, time.instant());
            List<Problem> problems = new ArrayList<>(loaded.file().problems());
            if (portable) {
                problems.addAll(Portability.problems(file, reading));
            }
            return new Checked(path, problems, loaded.jobs());
        } catch (IOException failure) {
            return new Checked(path, List.of(Loaded.unreadable(path, failure)), List.of());
        }
    }

    private void print(Checked file, PrintWriter out) {
        file.problems().forEach(problem -> out.println(problem.line(file.path().toString())));
        if (verbose) {
            file.jobs().forEach(job -> out.println(explanation(file.path(), job)));
        }
    }

    private String explanation(Path path, Job job) {
        Outlook outlook = Outlook.after(job.schedule(), job.zone(), time.instant());
        String next =
                outlook.hasNext()
                        ? "next " + Moments.text(outlook.peek().start(), job.zone())
                        : "no next start";
        return "%s:%d:1: info: %s%s: %s; %s"
                .formatted(
                        path,
                        job.line(),
                        job.key().name(),
                        job.user().isEmpty() ? "" : " as " + job.user(),
                        words(job),
                        job.runs() ? next : "it does not run");
    }

    private String words(Job job) {
        return ScheduleWords.of(job.schedule(), job.scheduleText(), job.zone(), reading.zone());
    }

    private void summary(List<Checked> all) {
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

    private Map<String, Object> shape(Checked file) {
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
        return shape;
    }
}
