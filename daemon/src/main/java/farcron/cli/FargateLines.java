package farcron.cli;

import farcron.cli.CrontabSet.Member;
import farcron.crontab.Problem;
import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.SourceFile;
import farcron.job.Target;
import farcron.load.CrontabLoader;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The lines for Fargate in some files, or in all that the machine's daemon runs.
final class FargateLines {

    @Option(names = "--system", description = "The files have a user column, as /etc/crontab.")
    private boolean system;

    @Parameters(paramLabel = "FILE", description = "crontabs (those of the machine)")
    private List<Path> files = new ArrayList<>();

    /// @param problems what is wrong with any line, as `check` tells it
    record Found(List<Job> jobs, List<String> problems) {}

    Found read(FargateHere here) {
        return files.isEmpty() ? ofMachine(here) : named(here);
    }

    private Found named(FargateHere here) {
        List<Member> members =
                new CrontabSet(system, here.reading(), here.time().instant()).read(files);
        return new Found(
                fargate(members.stream().flatMap(file -> file.jobs().stream())),
                members.stream()
                        .flatMap(file -> problems(file.path().toString(), file.problems()))
                        .toList());
    }

    private static Found ofMachine(FargateHere here) {
        CrontabLoader loader =
                new CrontabLoader(
                        here.machine().get(), here.reading(), here.time(), _ -> {}, _ -> {});
        JobTable table = loader.refresh().orElse(JobTable.EMPTY);
        return new Found(
                fargate(table.jobs().stream()),
                table.files().stream().flatMap(FargateLines::problems).toList());
    }

    private static Stream<String> problems(SourceFile file) {
        return problems(file.path(), file.problems());
    }

    private static Stream<String> problems(String path, List<Problem> problems) {
        return problems.stream().map(problem -> problem.line(path));
    }

    /// A line that does not run needs nothing.
    private static List<Job> fargate(Stream<Job> jobs) {
        return jobs.filter(job -> job.runs() && job.target() instanceof Target.Fargate).toList();
    }
}
