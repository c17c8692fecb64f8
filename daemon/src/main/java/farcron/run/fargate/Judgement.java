package farcron.run.fargate;

import farcron.job.Outcome;
import farcron.job.Outcome.Retrial;
import farcron.job.RunState;
import farcron.job.Usage;
import farcron.run.fargate.StopWords.Sort;
import farcron.run.fargate.TaskSight.Container;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Whether a task has come to its end, and to which.
///
/// It has succeeded if the container of the command has exited with 0 and ECS says nothing else of
/// how the task ended. An exit code of 0 is not enough: a command that takes SIGTERM well exits
/// with 0 when Spot interrupts it or somebody stops it. Nor is a stopped task: it may never have
/// begun, and then has no exit code, or no containers at all.
final class Judgement {

    private static final int KILLED = 128 + 9;
    private static final int TERMINATED = 128 + 15;

    private final TaskSight task;
    private final String container;
    private final OptionalInt code;
    private final String reason;
    private final Instant seen;

    private Judgement(TaskSight task, String container, Instant seen) {
        this.task = task;
        this.container = container;
        this.seen = seen;
        Optional<Container> job = task.container(container);
        this.code = job.map(Container::exitCode).orElse(OptionalInt.empty());
        this.reason = job.map(Container::reason).orElse("");
    }

    /// @param container the one that the command runs in
    /// @param seen when ECS has shown the task so; counts as its end where ECS does not tell it
    /// @return absent as long as the task goes on. Also for what ECS answers to a repeated request
    ///   whose task has stopped since: that has an ARN and a status, and says nothing of the end
    static Optional<Outcome> of(TaskSight task, String container, Instant seen) {
        Judgement it = new Judgement(task, container, seen);
        return it.isOver() ? Optional.of(it.outcome()) : Optional.empty();
    }

    /// The exit code is known 10 to 25 s before the task counts as stopped.
    private boolean isOver() {
        boolean stopped = task.status().equals("STOPPED") || task.status().equals("DELETED");
        boolean told = !task.definition().isEmpty();
        return told && (stopped || task.stopping() && code.isPresent());
    }

    private Outcome outcome() {
        return switch (task.stopCode()) {
            case "SpotInterruption", "TerminationNotice" -> interrupted();
            case "UserInitiated", "ServiceSchedulerInitiated" -> stopped();
            case "TaskFailedToStart" -> notStarted();
            case "EssentialContainerExited", "" -> code.isPresent() ? exited() : withoutCode();
            default -> code.isPresent() ? stoppedForUnknownCause() : withoutCode();
        };
    }

    private Outcome exited() {
        if (code.getAsInt() != 0 && !reason.isEmpty()) {
            StopWords words = StopWords.of(reason);
            boolean lasting = words.sort() == Sort.LASTING;
            return failed(words.text(), lasting ? Retrial.NEVER : Retrial.AS_THE_LINE_SAYS);
        }
        return endedFirst().map(this::pulledDown).orElseGet(this::plainExit);
    }

    private Outcome plainExit() {
        Instant began =
                task.started().or(task::pullStarted).or(task::created).orElseGet(this::ended);
        Instant ended = ended().isBefore(began) ? began : ended();
        return new Outcome.Exited(code.getAsInt(), began, ended, Usage.NONE);
    }

    /// Another container, whose end was the task's. What ECS stops itself for that exits with 143,
    /// or with 137 if it did not listen.
    private Optional<Container> endedFirst() {
        return wasStopped(code)
                ? others().filter(Judgement::endedItself).findFirst()
                : Optional.empty();
    }

    private static boolean endedItself(Container other) {
        boolean byItself = other.exitCode().isPresent() && !wasStopped(other.exitCode());
        return byItself || !other.reason().isEmpty();
    }

    private static boolean wasStopped(OptionalInt code) {
        return code.isPresent() && (code.getAsInt() == TERMINATED || code.getAsInt() == KILLED);
    }

    private Outcome pulledDown(Container first) {
        String its = first.exitCode().isPresent() ? "exit " + first.exitCode().getAsInt() : "";
        String how = first.reason().isEmpty() ? its : StopWords.of(first.reason()).text();
        return failed(
                ("exit %d: it seems that ECS stopped it because the container %s had ended (%s);"
                                + " mend that one, or make it not essential")
                        .formatted(code.getAsInt(), first.name(), how),
                Retrial.AS_THE_LINE_SAYS);
    }

    /// It may have come to some effect, and cannot be known to have come to all.
    private Outcome interrupted() {
        String exit = code.isPresent() ? "; it then exited with " + code.getAsInt() : "";
        String plain = StopWords.of("SpotInterruption: " + said()).text();
        return failed("interrupted" + exit + ": " + plain, Retrial.NOT_ITS_FAULT);
    }

    private Outcome stopped() {
        String plain = "stopped by somebody else than farcron";
        return judged(RunState.KILLED, StopWords.told(plain, said()), Retrial.NEVER);
    }

    private Outcome notStarted() {
        StopWords words = words();
        return failed("it could not be started: " + words.text(), retrial(words.sort()));
    }

    private Outcome withoutCode() {
        if (task.started().isEmpty()) {
            return notStarted();
        }
        return judged(
                RunState.LOST,
                "it has run, and ECS tells no exit code: " + words().text(),
                Retrial.AS_THE_LINE_SAYS);
    }

    private Outcome stoppedForUnknownCause() {
        String what = "exit %d, but ECS stopped it: %s: %s";
        return failed(
                what.formatted(code.getAsInt(), task.stopCode(), words().text()),
                Retrial.AS_THE_LINE_SAYS);
    }

    /// Only a task that ECS says it failed to start is known not to have done anything.
    private Retrial retrial(Sort sort) {
        boolean untouched = task.started().isEmpty() && code.isEmpty();
        boolean known = task.stopCode().equals("TaskFailedToStart") || sort != Sort.UNKNOWN;
        return switch (sort) {
            case LASTING -> Retrial.NEVER;
            case CAPACITY, QUOTA, PASSING, UNKNOWN ->
                    untouched && known ? Retrial.NOT_ITS_FAULT : Retrial.AS_THE_LINE_SAYS;
        };
    }

    /// The most telling of what ECS says: that of the container itself, of another, of the task.
    private StopWords words() {
        Stream<String> all =
                Stream.concat(
                        Stream.concat(Stream.of(reason), others().map(Judgement::named)),
                        Stream.of(task.stoppedReason()));
        return all.filter(said -> !said.isEmpty())
                .map(StopWords::of)
                .reduce((best, next) ->
                        best.sort() == Sort.UNKNOWN && next.sort() != Sort.UNKNOWN ? next : best)
                .orElse(new StopWords(Sort.UNKNOWN, "ECS says nothing of the cause"));
    }

    private String said() {
        return task.stoppedReason().isEmpty() ? task.stopCode() : task.stoppedReason();
    }

    private static String named(Container other) {
        return other.reason().isEmpty() ? "" : "container " + other.name() + ": " + other.reason();
    }

    private Stream<Container> others() {
        return task.containers().stream().filter(one -> !one.name().equals(container));
    }

    private Outcome failed(String why, Retrial retrial) {
        return judged(RunState.FAILED, why, retrial);
    }

    private Outcome judged(RunState state, String why, Retrial retrial) {
        return new Outcome.Judged(state, code, task.started(), ended(), why, retrial);
    }

    private Instant ended() {
        return task.executionStopped().or(task::stopped).orElse(seen);
    }
}
