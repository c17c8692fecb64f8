package farcron.run.fargate;

import farcron.job.Job;
import farcron.job.Target;
import farcron.job.TaskOverrides;
import farcron.job.TaskSize;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// Whether a line and its task definition go together.
final class DoctorLine {

    private static final int USUAL_STOP_TIMEOUT = 30;

    private final Job job;
    private final Target.Fargate target;
    private final TaskDefinition definition;
    private final List<DoctorFinding> findings = new ArrayList<>();

    private DoctorLine(Job job, TaskDefinition definition) {
        this.job = job;
        this.target = (Target.Fargate) job.target();
        this.definition = definition;
    }

    /// @param job with `fargate:`
    static List<DoctorFinding> examine(Job job, TaskDefinition definition) {
        DoctorLine line = new DoctorLine(job, definition);
        line.examineDefinition();
        line.examineSize();
        Requests.fault(line.target, definition)
                .ifPresentOrElse(line::fail, () -> line.examineContainer(line.container()));
        if (line.findings.isEmpty()) {
            line.findings.add(DoctorFinding.ok(line.said("runs " + definition.name())));
        }
        return line.findings;
    }

    private TaskDefinition.Container container() {
        return target.container()
                .flatMap(definition::container)
                .orElseGet(() -> definition.containers().getFirst());
    }

    private void examineDefinition() {
        if (!definition.compatible().contains("FARGATE")) {
            fail(
                    "task definition %s is not for Fargate but for %s; register one with"
                                    .formatted(definition.name(), definition.compatible())
                            + " requiresCompatibilities FARGATE");
        }
        if (!definition.networkMode().equals("awsvpc")) {
            fail(
                    "task definition %s has network mode %s; register one with awsvpc"
                            .formatted(definition.name(), definition.networkMode()));
        }
    }

    private void examineSize() {
        OptionalInt cpu = either(target.size().cpu(), definition.cpu());
        OptionalInt memory = either(target.size().memory(), definition.memory());
        if (cpu.isEmpty() || memory.isEmpty()) {
            fail("neither the line nor its task definition says cpu: and mem:; say both");
        } else if (!TaskSize.isOffered(cpu.getAsInt(), memory.getAsInt())) {
            fail(
                    "with its task definition it comes to cpu:%d and mem:%dM, and there is no such"
                                    .formatted(cpu.getAsInt(), memory.getAsInt())
                            + " task on Fargate; say both of them on the line");
        }
    }

    private static OptionalInt either(OptionalInt own, OptionalInt defined) {
        return own.isPresent() ? own : defined;
    }

    private void examineContainer(TaskDefinition.Container container) {
        if (container.log().isEmpty()) {
            warn(
                    "container %s does not log with awslogs, so that nobody can read what the line"
                                    .formatted(container.name())
                            + " writes; give it that log driver");
        }
        if (!container.entryPoint().isEmpty()) {
            warn(
                    "container %s has the entry point %s, which is given the command as arguments;"
                                    .formatted(container.name(), container.entryPoint())
                            + " register a definition without one, or set FARGATE_SHELL=none");
        }
        if (container.restarts()) {
            warn(
                    "container %s is started again by ECS when it fails, and only its last exit"
                                    .formatted(container.name())
                            + " status is seen; turn restartPolicy off and say retry:");
        }
        examineSecrets(container);
        examineTimeout(container.stopTimeout().orElse(USUAL_STOP_TIMEOUT));
    }

    private void examineSecrets(TaskDefinition.Container container) {
        Set<String> both = new TreeSet<>(TaskOverrides.environment(job.environment()).keySet());
        both.retainAll(container.secrets());
        if (!both.isEmpty()) {
            fail(
                    "%s is set in the crontab and by `secrets` of the task definition; take it"
                                    .formatted(String.join(", ", both))
                            + " out of the crontab");
        }
    }

    private void examineTimeout(int stopTimeout) {
        job.rules()
                .timeout()
                .filter(timeout -> timeout.compareTo(Duration.ofSeconds(stopTimeout)) < 0)
                .ifPresent(timeout ->
                        warn(
                                "after timeout:%ds the command still has the %d s of its"
                                                .formatted(timeout.toSeconds(), stopTimeout)
                                        + " container's stopTimeout; shorten that"));
    }

    private void fail(String text) {
        findings.add(DoctorFinding.fail(said(text)));
    }

    private void warn(String text) {
        findings.add(DoctorFinding.warning(said(text)));
    }

    private String said(String text) {
        return where(job) + text;
    }

    /// How what is said of a line begins.
    static String where(Job job) {
        return "%s:%d: %s: ".formatted(job.file(), job.line(), job.key().name());
    }
}
