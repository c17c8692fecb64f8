package farcron.run.fargate;

import farcron.run.fargate.TaskEvents.Event;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes in what is told of tasks. What is told twice or late changes nothing; an event is given
/// back to the queue until what it says is put down.
///
/// Belongs to the [Desk]'s thread.
final class Ear {

    /// The queue is not waited for any longer than this before something is given up.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// By then all open runs have been taken up that an earlier daemon has left.
    private static final Duration TAKEN_UP = Duration.ofMinutes(5);

    private static final int MOST_REMEMBERED = 1_000;

    private final Desk desk;
    private final Service service;
    private final Attempts attempts;
    private final Folders folders;
    private final Installation installation;
    private final boolean hears;
    private final Set<String> told = new HashSet<>();
    private final Instant opened;
    private Instant heardAll = Instant.MIN;
    private boolean deaf;

    /// @param hears whether there is a queue at all
    Ear(
            Desk desk,
            Service service,
            Attempts attempts,
            Folders folders,
            Installation installation,
            boolean hears) {
        this.desk = desk;
        this.service = service;
        this.attempts = attempts;
        this.folders = folders;
        this.installation = installation;
        this.hears = hears;
        this.opened = desk.now();
    }

    /// Whether nothing is heard although there is a queue.
    boolean isDeaf() {
        return hears && deaf;
    }

    /// Whether all that was in the queue at that moment has been heard.
    boolean hasHeardAllSince(Instant then) {
        return !hears || heardAll.isAfter(then) || desk.now().isAfter(then.plus(PATIENCE));
    }

    /// @param events as they came from the queue, which has had no more if there are none
    void hear(List<Event> events) {
        deaf = false;
        if (events.isEmpty()) {
            heardAll = desk.now();
            return;
        }
        List<String> done = new ArrayList<>();
        for (Event event : events) {
            if (hear(event)) {
                done.add(event.receipt());
            }
        }
        if (!done.isEmpty()) {
            service.call(
                    cloud -> {
                        cloud.events().orElseThrow().done(done);
                        return done.size();
                    },
                    _ -> {},
                    _ -> {});
        }
    }

    void hearNothing(CallException why) {
        deaf = true;
        tell(
                "the queue of task events cannot be read: %s; tasks are asked for instead"
                        .formatted(StopWords.of(why).text()));
    }

    /// @return whether it need not come again
    private boolean hear(Event event) {
        if (event.task().isEmpty()) {
            return keep(event.body());
        }
        TaskSight task = event.task().get();
        Optional<TaskSight.Marker> marker = task.marker();
        if (marker.isEmpty() || !installation.isOurs(marker.get())) {
            tell(
                    "the queue has events of tasks of somebody else, such as "
                            + task.arn()
                            + "; they are left to him. Give each daemon a queue of its own");
            return false;
        }
        Optional<Attempt> attempt = attempts.find(marker.get().run(), marker.get().attempt());
        if (attempt.isPresent()) {
            return hear(attempt.get(), task);
        }
        Optional<Entry> entry = folders.entry(marker.get());
        if (entry.isEmpty()) {
            tell(
                    "task %s is ours, and nobody knows run %d, for which it was started"
                            .formatted(task.arn(), marker.get().run()));
            return true;
        }
        boolean over = entry.get().outcome().isPresent();
        // A run that is still to be taken up hears it when it comes again.
        boolean takenUp = desk.now().isAfter(opened.plus(TAKEN_UP));
        if (!over && takenUp) {
            tell(
                    "task %s goes on for run %d, which is not open any more; stop it, or let it end"
                            .formatted(task.arn(), marker.get().run()));
        }
        return over || takenUp;
    }

    /// @return whether it has been put where somebody may look at it
    private boolean keep(String body) {
        try {
            tell("an event in the queue is not understood; it is put to " + folders.keep(body));
            return true;
        } catch (IOException full) {
            tell("an event in the queue is not understood, and cannot be put anywhere: " + full);
            return false;
        }
    }

    private boolean hear(Attempt attempt, TaskSight task) {
        if (attempt.entry.isEmpty()) {
            return false;
        }
        Optional<String> arn = attempt.known().arn();
        if (arn.isPresent() && !arn.get().equals(task.arn())) {
            tell(
                    "run %d has a second task, %s besides %s"
                            .formatted(attempt.run.id(), task.arn(), arn.get()));
            return true;
        }
        return attempts.see(attempt, task, desk.now());
    }

    /// Once for each thing.
    private void tell(String what) {
        if (told.size() < MOST_REMEMBERED && told.add(what)) {
            attempts.trouble(what);
        }
    }
}
