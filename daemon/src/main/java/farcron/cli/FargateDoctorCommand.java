package farcron.cli;

import farcron.doctor.Level;
import farcron.job.Job;
import farcron.run.fargate.Cloud;
import farcron.run.fargate.Doctor;
import farcron.run.fargate.DoctorFinding;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

/// `farcron fargate doctor`: what stands between the lines for Fargate and their first run.
@Command(
        name = "doctor",
        description = {
            "Ask AWS whether the fargate: lines of some crontabs can run; start nothing.",
            "Each finding is a line: ok, note, warn or FAIL; under a missing permission stands the"
                    + " statement to be added to the daemon's IAM policy.",
            "Exit status: 0 all is well, 1 there are problems, 2 wrong usage."
        })
public final class FargateDoctorCommand implements Callable<Integer> {

    private final FargateHere here;

    @Spec private CommandSpec spec;

    @Mixin private FargateLines lines;

    FargateDoctorCommand(FargateHere here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        FargateLines.Found found = lines.read(here);
        found.problems().forEach(out::println);
        if (found.jobs().isEmpty()) {
            out.println(
                    Level.FAIL.line(
                            "there is no line with fargate: that runs; write one and ask again"));
            out.flush();
            return 1;
        }
        List<DoctorFinding> findings = examine(found.jobs());
        findings.forEach(finding -> print(finding, out));
        out.flush();
        boolean well = findings.stream().noneMatch(DoctorFinding::isProblem);
        return well && found.problems().isEmpty() ? 0 : 1;
    }

    private List<DoctorFinding> examine(List<Job> jobs) {
        try (Cloud cloud = here.cloud().get()) {
            return new Doctor(cloud).examine(jobs, here.queue());
        }
    }

    private static void print(DoctorFinding finding, PrintWriter out) {
        out.println(finding.level().line(Shown.text(finding.text())));
        finding.missing().ifPresent(missing -> out.println("      " + missing.text()));
    }
}
