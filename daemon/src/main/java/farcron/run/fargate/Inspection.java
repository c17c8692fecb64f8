package farcron.run.fargate;

import farcron.job.Job;
import farcron.job.Target;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// Looks at lines when they are loaded: what AWS knows of their task definitions is told before the
/// first night fails for it. Belongs to the [Desk]'s thread.
final class Inspection {

    private static final int MOST_TOLD = 1_000;

    private final Definitions definitions;
    private final Consumer<String> trouble;
    private final Set<String> told = new HashSet<>();

    Inspection(Definitions definitions, Consumer<String> trouble) {
        this.definitions = definitions;
        this.trouble = trouble;
    }

    /// @param line with `fargate:`
    void examine(Job line) {
        if (line.target() instanceof Target.Fargate target) {
            definitions.find(
                    Definitions.Sake.LINE,
                    target,
                    definition -> examine(line, definition),
                    refusal -> refused(line, refusal));
        }
    }

    private void examine(Job line, TaskDefinition definition) {
        DoctorLine.examine(line, definition).stream()
                .filter(DoctorFinding::isProblem)
                .forEach(finding -> tell(finding.text()));
    }

    /// Whether AWS can be asked at all is told elsewhere, once for all lines.
    private void refused(Job line, CallException refusal) {
        switch (refusal.kind()) {
            case DENIED, NOT_FOUND, WRONG ->
                    tell(DoctorLine.where(line) + StopWords.of(refusal).text());
            case THROTTLED, UNCERTAIN, NO_CREDENTIALS, NOT_NOW, CONFLICT -> {}
        }
    }

    private void tell(String what) {
        if (told.size() < MOST_TOLD && told.add(what)) {
            trouble.accept(what);
        }
    }
}
