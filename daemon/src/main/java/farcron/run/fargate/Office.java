package farcron.run.fargate;

import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.os.LogLimit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// All who work at the [Desk].
public final class Office {

    private final Desk desk;
    private final Doors doors;
    private final Folders folders;
    private final Attempts attempts;
    private final LogCopies logs;
    private final Stoppings stoppings;
    private final Ear ear;
    private final Inspection inspection;

    /// What has to be known of the way this daemon uses AWS.
    ///
    /// @param runs the folder of the runs' folders
    /// @param hears whether there is a queue for events
    public record Terms(
            Path runs, Installation installation, Pace pace, boolean hears, LogLimit limit) {}

    /// @param cloud is asked for whenever AWS is, not at the desk; the same each time
    public Office(Desk desk, Terms terms, Supplier<Cloud> cloud, Doors doors) {
        this.desk = desk;
        this.doors = doors;
        this.folders = new Folders(terms.runs());
        Service service = new Service(desk, cloud, doors.trouble());
        this.logs = new LogCopies(desk, service, terms.limit());
        this.attempts = new Attempts(desk, doors, logs, terms.pace().firstLook());
        service.whenBack(attempts::wake);
        this.stoppings = new Stoppings(desk, service, attempts);
        Installation own = terms.installation();
        this.ear = new Ear(desk, service, attempts, folders, own, terms.hears());
        Pace pace = terms.pace();
        Definitions definitions = new Definitions(desk, service);
        this.inspection = new Inspection(definitions, doors.trouble());
        desk.takes(new Submissions(desk, service, attempts, definitions, own, pace));
        desk.takes(definitions);
        desk.takes(new Searches(desk, service, attempts, ear, folders, own, pace));
        desk.takes(new Looks(desk, service, attempts, ear, pace));
        desk.takes(stoppings);
        desk.takes(logs);
    }

    Desk desk() {
        return desk;
    }

    Folders folders() {
        return folders;
    }

    /// Takes in events as they come from the queue, which has had no more if there are none. Any
    /// thread.
    void hear(List<TaskEvents.Event> events) {
        desk.post(() -> ear.hear(events));
    }

    /// The queue cannot be listened to. Any thread.
    void hearNothing(CallException why) {
        desk.post(() -> ear.hearNothing(why));
    }

    /// Its desk's thread has died of something. Any thread.
    void hasStopped(Throwable bug) {
        doors.trouble()
                .accept(
                        "nobody looks after Fargate tasks any more: %s; restart farcron, which"
                                        .formatted(bug)
                                + " disturbs no task");
    }

    /// Has what AWS knows about lines looked through, and tells what is wrong with it, once.
    void examine(List<Job> lines) {
        lines.forEach(inspection::examine);
    }

    void start(RunRecord run, Attempt.Wish wish) {
        EntryFile file = folders.file(run.id(), run.attempt());
        if (attempts.find(run.id(), run.attempt()).isPresent()) {
            return;
        }
        if (file.exists()) {
            takeUp(run);
            return;
        }
        try {
            file.begin(run, wish.mail());
        } catch (IOException full) {
            doors.trouble().accept("run %d has no folder: %s".formatted(run.id(), full));
        }
        Attempt attempt = new Attempt(run, file, desk.now());
        attempt.wish = Optional.of(wish);
        attempts.add(attempt);
    }

    /// An attempt of which an earlier daemon has put something down.
    void takeUp(RunRecord run) {
        if (attempts.find(run.id(), run.attempt()).isPresent()) {
            return;
        }
        EntryFile file = folders.file(run.id(), run.attempt());
        try {
            Entry entry = file.read().orElseThrow();
            if (entry.isOf(run)) {
                takeUp(run, file, entry);
            } else {
                String other = "what lies in %s was put down for another run";
                attempts.lose(run, other.formatted(file.folder().path()));
            }
        } catch (IOException damaged) {
            attempts.lose(run, "what was put down about its task cannot be read: " + damaged);
        }
    }

    /// It is not for AWS any more: a task beside a process would run it twice.
    void disown(RunRecord run) {
        attempts.lose(
                run,
                "it was started on this machine by a daemon with fargate=local, and this one runs"
                        + " such lines on AWS; its log may tell how it ended");
    }

    private void takeUp(RunRecord run, EntryFile file, Entry entry) {
        Instant now = desk.now();
        Attempt attempt = new Attempt(run, file, now);
        attempt.entry = Optional.of(entry);
        if (entry.outcome().isPresent()) {
            doors.ended().ended(run.id(), entry.outcome().get());
            logs.finish(attempt);
            return;
        }
        attempts.add(attempt);
        if (entry.arn().isPresent()) {
            attempt.goesTo(Attempt.Phase.RUNS, now);
        } else if (entry.sent().isPresent()) {
            attempt.uncertain = entry.sent();
            attempt.goesTo(Attempt.Phase.SEARCHES, now);
        } else {
            attempt.goesTo(Attempt.Phase.SUBMITS, now);
        }
    }

    void stop(RunRecord run) {
        attempts.find(run.id(), run.attempt())
                .ifPresent(attempt -> stoppings.ask(attempt, run.reason()));
    }

    void whenWritten(RunRecord run, Runnable then) {
        if (!logs.copies(run.id(), run.attempt())) {
            copyWhatIsLeft(run);
        }
        logs.whenComplete(run.id(), run.attempt(), then);
    }

    /// An earlier daemon may have had no time for it.
    private void copyWhatIsLeft(RunRecord run) {
        EntryFile file = folders.file(run.id(), run.attempt());
        try {
            Attempt attempt = new Attempt(run, file, desk.now());
            attempt.entry = file.read();
            logs.finish(attempt);
        } catch (IOException damaged) {
            attempts.trouble("the log of run %d may be short: %s".formatted(run.id(), damaged));
        }
    }
}
