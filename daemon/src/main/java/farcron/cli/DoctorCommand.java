package farcron.cli;

import farcron.doctor.Finding;
import farcron.report.Json;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// `farcron doctor`: whether this machine and the installation are as they should be.
@Command(
        name = "doctor",
        description = {
            "Look at this machine and at the installation, and tell what is not as it should be;"
                    + " change nothing.",
            "Each finding is a line: ok, note, warn or FAIL, with what to do about it.",
            "Exit status: 0 all is well, 1 there are problems, 2 wrong usage."
        })
public final class DoctorCommand implements Callable<Integer> {

    private final Supplier<List<Finding>> examination;

    @Spec private CommandSpec spec;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    /// @param examination is made when the command runs
    public DoctorCommand(Supplier<List<Finding>> examination) {
        this.examination = examination;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings = examination.get();
        if (json) {
            out.println(Json.text(findings.stream().map(DoctorCommand::shape).toList()));
        } else {
            findings.forEach(
                    finding -> out.println(finding.level().line(Shown.text(finding.text()))));
        }
        out.flush();
        return findings.stream().noneMatch(Finding::isProblem) ? 0 : 1;
    }

    private static Map<String, Object> shape(Finding finding) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("level", finding.level().word());
        shape.put("about", finding.about());
        shape.put("what", finding.what());
        shape.put("remedy", finding.remedy().isEmpty() ? null : finding.remedy());
        return shape;
    }
}
