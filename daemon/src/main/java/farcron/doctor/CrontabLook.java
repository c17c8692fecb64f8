package farcron.doctor;

import farcron.crontab.Problem;
import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.SourceFile;

import java.nio.file.Files;
import java.nio.file.Path;

/// Whether the crontabs are taken, and what stands in them.
///
/// @param table of all that the daemon would take
/// @param spool folder of the users' own
record CrontabLook(JobTable table, Path spool) implements Look {

    private static final String ABOUT = "crontabs";

    /// More are only counted.
    private static final int MOST_TOLD = 20;

    private record Found(SourceFile file, Problem problem) {}

    @Override
    public void look(Findings findings) {
        if (Files.isDirectory(spool) && !Files.isReadable(spool)) {
            findings.unseen(ABOUT, spool.toString());
        }
        var problems =
                table.files().stream()
                        .flatMap(file -> file.problems().stream().map(it -> new Found(file, it)))
                        .toList();
        problems.stream().limit(MOST_TOLD).forEach(found -> tell(found, findings));
        if (problems.size() > MOST_TOLD) {
            findings.warn(
                    ABOUT,
                    problems.size() - MOST_TOLD + " more problems are not listed",
                    "mend these first, or ask farcron check");
        }
        if (problems.isEmpty()) {
            long jobs = table.jobs().stream().filter(Job::runs).count();
            findings.ok(ABOUT, "jobs: %d, files: %d".formatted(jobs, table.files().size()));
        }
    }

    private static void tell(Found found, Findings findings) {
        Problem problem = found.problem();
        String what =
                "%s:%d: %s"
                        .formatted(found.file().path(), problem.position().line(), problem.what());
        if (problem.isError()) {
            findings.fail(ABOUT, what, problem.remedy());
        } else {
            findings.warn(ABOUT, what, problem.remedy());
        }
    }
}
