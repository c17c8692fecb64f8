package farcron.aws;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The life of a task, from `PROVISIONING` to `STOPPED`. Time passes for it in [#step]s.
///
/// AWS, "Amazon ECS task lifecycle" and "Viewing stopped task errors" of the developer guide.
final class ModelTask {

    private static final String NOTICE = "TerminationNotice";
    private static final String EXITED = "EssentialContainerExited";

    /// Where its container writes to.
    interface Output {
        Consumer<String> of(TaskOrder order, String container) throws AwsError;
    }

    private final TaskOrder order;
    private final TaskPlan plan;
    private final TaskBody body;
    private final Output output;
    private final List<Container> containers = new ArrayList<>();
    private final Container job;
    private final Shown shown;
    private Instant since;
    private Instant befalls = Instant.MAX;
    private Instant kill = Instant.MAX;

    ModelTask(TaskOrder order, TaskPlan plan, TaskBody body, Output output, Instant now)
            throws AwsError {
        this.order = order;
        this.plan = plan;
        this.body = body;
        this.output = output;
        for (Fields container : order.containers()) {
            containers.add(new Container(container, order.arn()));
        }
        job = container(order.job());
        since = now;
        shown = new Shown(now);
    }

    private Container container(String name) throws AwsError {
        for (Container one : containers) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        throw AwsError.wrong("There is no container " + name);
    }

    TaskOrder order() {
        return order;
    }

    String arn() {
        return order.arn();
    }

    Phase phase() {
        return shown.phase();
    }

    boolean isStopping() {
        return shown.isStopping();
    }

    Optional<Instant> stopped() {
        return shown.moment("stoppedAt");
    }

    Instant updated() {
        return shown.updated();
    }

    /// Whether ECS says so when asked.
    boolean isKnown(Instant now) {
        Instant seen = shown.created().plus(plan.unseen());
        boolean gone =
                stopped().filter(then -> !now.isBefore(then.plus(TokenMemory.HOUR))).isPresent();
        return !now.isBefore(seen) && !gone;
    }

    /// When something happens to it next; [Instant#MAX] if that is not known, or nothing will.
    Instant next() {
        Instant then =
                switch (shown.phase()) {
                    case STOPPED -> Instant.MAX;
                    case RUNNING -> earlier(job.ends(), shown.isStopping() ? waited() : befalls);
                    case STOPPING -> earlier(later(job.ends(), waited()), kill);
                    case PROVISIONING, PENDING, ACTIVATING, DEACTIVATING, DEPROVISIONING ->
                            waited();
                };
        return later(then, shown.updated());
    }

    private Instant waited() {
        return since.plus(plan.in(shown.phase()));
    }

    /// What happens at [#next] happens.
    ///
    /// @return whether it can be seen
    boolean step(Instant now) throws AwsError {
        boolean seen =
                switch (shown.phase()) {
                    case PROVISIONING, PENDING, ACTIVATING -> rise(now);
                    case RUNNING -> run(now);
                    case DEACTIVATING -> terminate(now);
                    case STOPPING -> end(now);
                    case DEPROVISIONING -> enter(Phase.STOPPED, "stoppedAt", now);
                    case STOPPED -> false;
                };
        if (seen) {
            shown.changed(now);
        }
        return seen;
    }

    private boolean rise(Instant now) throws AwsError {
        if (plan.fate() instanceof Fate.NeverStarts never && never.in() == shown.phase()) {
            return failToStart(never, now);
        }
        return switch (shown.phase().following()) {
            case PENDING -> enter(Phase.PENDING, "pullStartedAt", now);
            case ACTIVATING -> enter(Phase.ACTIVATING, "pullStoppedAt", now);
            default -> begin(now);
        };
    }

    private boolean begin(Instant now) throws AwsError {
        Consumer<String> out = output.of(order, job.name());
        TaskBody.Launch launch = order.launch(job.name(), out);
        try {
            job.does(body.begin(launch, now));
        } catch (IOException _) {
            String program = launch.command().isEmpty() ? "" : launch.command().getFirst();
            return failToStart((Fate.NeverStarts) Fate.noSuchProgram(program), now);
        }
        containers.forEach(Container::runs);
        if (plan.fate() instanceof Fate.Befalls later) {
            befalls = now.plus(later.after());
        }
        return enter(Phase.RUNNING, "startedAt", now);
    }

    private boolean failToStart(Fate.NeverStarts never, Instant now) throws AwsError {
        shown.wanted("TaskFailedToStart", never.reason(), now);
        if (never.placed()) {
            job.fails(never.ofContainer());
        } else {
            containers.clear();
        }
        return free(now);
    }

    private boolean run(Instant now) throws AwsError {
        if (!job.ends().isAfter(now)) {
            if (!shown.isStopping()) {
                shown.wanted(EXITED, "Essential container in task exited", now);
            }
            return enter(Phase.DEACTIVATING, now);
        }
        return shown.isStopping()
                ? enter(Phase.DEACTIVATING, now)
                : suffer((Fate.Befalls) plan.fate(), now);
    }

    private boolean suffer(Fate.Befalls fate, Instant now) throws AwsError {
        switch (fate) {
            case Fate.SpotTakenBack _ -> {
                shown.wanted(NOTICE, "Your Spot Task was interrupted.", now);
                since = now;
            }
            case Fate.OutOfMemory _ -> {
                job.fails("OutOfMemoryError: container killed due to memory usage");
                job.signal(true, now);
                shown.wanted(EXITED, "Essential container in task exited", now);
                enter(Phase.DEACTIVATING, now);
            }
            case Fate.SidecarEnds _ -> {
                shown.wanted(EXITED, "Essential container in task exited", now);
                enter(Phase.DEACTIVATING, now);
            }
            case Fate.HostIsLost _ -> {
                job.signal(true, now);
                job.forget();
                shown.wanted("", "Task stopped due to infrastructure maintenance.", now);
                free(now);
            }
            case Fate.StoppedByHand(_, String why) -> {
                shown.wanted("UserInitiated", why, now);
                enter(Phase.DEACTIVATING, now);
            }
        }
        return true;
    }

    private boolean terminate(Instant now) throws AwsError {
        if (job.ends().isAfter(now)) {
            job.signal(false, now);
            kill = now.plus(job.stopTimeout());
        }
        return enter(Phase.STOPPING, now);
    }

    private boolean end(Instant now) {
        if (job.ends().isAfter(now)) {
            job.signal(true, now);
            kill = Instant.MAX;
            return false;
        }
        if (shown.stopCode().equals(NOTICE)) {
            shown.stopCode("SpotInterruption");
        }
        return free(now);
    }

    /// Its containers have ended, or never began.
    private boolean free(Instant now) {
        boolean ran = shown.moment("startedAt").isPresent();
        for (Container one : containers) {
            if (one == job || !ran) {
                one.stopped(now);
            } else {
                one.stopped(0);
            }
        }
        if (ran) {
            shown.moment("executionStoppedAt", now);
        }
        return enter(Phase.DEPROVISIONING, now);
    }

    /// Somebody asks for its end. A second time changes nothing.
    ///
    /// @return whether that can be seen
    boolean stop(String why, Instant now) {
        if (shown.isStopping()) {
            return false;
        }
        shown.wanted("UserInitiated", why.isEmpty() ? "Task stopped by user" : why, now);
        if (phase() == Phase.RUNNING) {
            enter(Phase.DEACTIVATING, now);
        } else {
            free(now);
        }
        shown.changed(now);
        return true;
    }

    private boolean enter(Phase other, String moment, Instant now) {
        shown.moment(moment, now);
        return enter(other, now);
    }

    private boolean enter(Phase other, Instant now) {
        shown.phase(other);
        since = now;
        return true;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// All that ECS tells of it, with [Instant]s.
    Map<String, Object> picture() throws AwsError {
        Map<String, Object> all = TaskPicture.of(order);
        List<Map<String, Object>> each = new ArrayList<>();
        for (Container one : containers) {
            each.add(one.picture());
        }
        all.put("containers", each);
        shown.into(all);
        return all;
    }

    /// What is left of it when its request is repeated.
    Map<String, Object> outline() {
        Map<String, Object> all = shown.status();
        all.put("taskArn", arn());
        return all;
    }
}
