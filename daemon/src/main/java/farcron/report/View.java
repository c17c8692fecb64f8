package farcron.report;

import farcron.crontab.Spelling;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.Place;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.SourceFile;
import farcron.job.StatusSnapshot;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What one caller may see of one moment. Whatever answers are made of comes from here, so that
/// what must stay hidden is decided in one place.
final class View {

    /// An ARN, or the number of an account.
    private static final Pattern AWS_NAME =
            Pattern.compile("\\barn:aws[\\w-]*:[^\\s,;()\"'`]+|\\b\\d{12}\\b");

    private final StatusSnapshot snapshot;
    private final Caller caller;
    private final Timetable timetable;
    private final Times times;
    private final Lateness lateness;
    private final Map<String, Integer> namesakes = new HashMap<>();
    private final Map<Long, RunRecord> open = new HashMap<>();

    View(StatusSnapshot snapshot, Caller caller, Timetable timetable, Times times) {
        this.snapshot = snapshot;
        this.caller = caller;
        this.timetable = timetable;
        this.times = times;
        this.lateness = new Lateness(snapshot, times);
        timetable.follow(snapshot.table());
        visible().forEach(job -> namesakes.merge(job.key().name(), 1, Integer::sum));
        snapshot.open().forEach(run -> open.put(run.id(), run));
    }

    StatusSnapshot snapshot() {
        return snapshot;
    }

    Caller caller() {
        return caller;
    }

    Times times() {
        return times;
    }

    /// In the order of the table.
    List<JobView> jobs() {
        return visible().stream().map(this::show).toList();
    }

    boolean knows(String name) {
        return !named(name).isEmpty();
    }

    private List<Job> named(String name) {
        return snapshot.table().named(name).stream().filter(this::sees).toList();
    }

    /// The job that a person means by a name.
    JobView job(String name) {
        List<Job> named = named(name);
        if (named.size() > 1) {
            throw Declined.ambiguous(
                    "several jobs are called `" + name + "`; write one of",
                    named.stream().map(job -> job.key().toString()).toList());
        }
        if (named.isEmpty()) {
            throw Declined.notFound(noSuchJob(name));
        }
        return show(named.getFirst());
    }

    /// What is public of a job, whoever owns it, for those who wait for its end: nothing but its
    /// name and its state may be told.
    Optional<JobView> outcome(JobKey key) {
        return snapshot.table().job(key).map(this::show);
    }

    /// How a run's job is shown: by its name alone where that is enough.
    String shown(JobKey key) {
        int own = snapshot.table().job(key).filter(this::sees).isPresent() ? 1 : 0;
        int others = namesakes.getOrDefault(key.name(), 0) - own;
        return others > 0 ? key.toString() : key.name();
    }

    /// Runs that wait or go on, oldest first.
    List<RunRecord> open() {
        return snapshot.open().stream()
                .filter(run -> caller.sees(run.user()))
                .map(this::told)
                .toList();
    }

    /// A run as the record has it, with what only memory knows: what it waits for by now.
    RunRecord fresh(RunRecord recorded) {
        return told(
                Optional.ofNullable(open.get(recorded.id()))
                        .filter(run -> run.state() == recorded.state())
                        .filter(run -> run.attempt() == recorded.attempt())
                        .orElse(recorded));
    }

    /// A run as this caller may know it: which task it was, and what a reason quotes of names at
    /// AWS, is for those alone who may also see the line.
    RunRecord told(RunRecord run) {
        if (caller.full()) {
            return run;
        }
        Place place = new Place(run.place().target(), Optional.empty(), run.place().setbacks());
        return run.at(place).because(told(run.reason()));
    }

    String told(String reason) {
        return caller.full() ? reason : AWS_NAME.matcher(reason).replaceAll("...");
    }

    /// The files whose state this caller may know: a user knows of his own.
    List<SourceFile> files() {
        return snapshot.table().files().stream().filter(this::sees).toList();
    }

    private Collection<Job> visible() {
        return snapshot.table().jobs().stream().filter(this::sees).toList();
    }

    boolean sees(Job job) {
        return caller.sees(job.user());
    }

    private boolean sees(SourceFile file) {
        return caller.sees(file.owner());
    }

    private String noSuchJob(String name) {
        List<String> names = visible().stream().map(job -> shown(job.key())).toList();
        String remedy =
                Spelling.nearest(name, names)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; `farcron jobs` or /jobs lists them");
        return "no job is called `" + name + "`" + remedy;
    }

    private JobView show(Job job) {
        JobStatus status = status(job);
        Optional<JobStatus.Pause> pause = status.pause().filter(this::lasts);
        Optional<String> late =
                Optional.of(job)
                        .filter(_ -> job.runs() && pause.isEmpty())
                        .flatMap(lateness::of)
                        .map(this::told);
        Optional<AfterWords> after =
                job.rules().after().map(ends -> new AfterWords(ends, this::shown));
        return new JobView(
                job,
                shown(job.key()),
                pause,
                status.lastRun(),
                status.letters(),
                state(job, status, pause, late),
                reason(job, status, pause, late),
                next(job, pause),
                after.map(AfterWords::conditions).orElse(List.of()),
                words(job, after));
    }

    private JobStatus status(Job job) {
        return Optional.ofNullable(snapshot.jobs().get(job.key()))
                .map(known ->
                        new JobStatus(
                                job,
                                known.lastRun().map(this::goingOn).map(this::fresh),
                                known.history(),
                                known.pause()))
                .orElseGet(() -> new JobStatus(job, Optional.empty(), List.of(), Optional.empty()));
    }

    private String words(Job job, Optional<AfterWords> after) {
        if (job.isFollower()) {
            return after.map(AfterWords::english).orElse("no time of its own");
        }
        return timetable.words(job, times.now())
                + after.map(ends -> ", " + ends.english(job.rules().patience())).orElse("");
    }

    private boolean lasts(JobStatus.Pause pause) {
        return pause.until().isEmpty() || pause.until().get().isAfter(times.now());
    }

    private static String state(
            Job job, JobStatus status, Optional<JobStatus.Pause> pause, Optional<String> late) {
        if (!job.runs()) {
            return "rejected";
        }
        if (pause.isPresent()) {
            return "paused";
        }
        return late.isPresent()
                ? "late"
                : status.lastRun().map(run -> run.state().word()).orElse("");
    }

    /// A firing that is skipped because a run goes on does not hide that one.
    private RunRecord goingOn(RunRecord last) {
        return snapshot.open().stream()
                .filter(_ -> last.state() == RunState.SKIPPED)
                .filter(run -> run.job().equals(last.job()) && run.state() == RunState.RUNNING)
                .reduce((_, later) -> later)
                .orElse(last);
    }

    private String reason(
            Job job, JobStatus status, Optional<JobStatus.Pause> pause, Optional<String> late) {
        if (job.rejected().isPresent()) {
            return caller.full() ? job.rejected().get() : "its line was refused when it was read";
        }
        return pause.map(this::words)
                .or(() -> late)
                .or(() -> status.lastRun().map(View::reason))
                .orElse("");
    }

    /// Why a run ended as it did; where nothing but its exit status is known, what that means.
    static String reason(RunRecord run) {
        int code = run.exitCode().orElse(0);
        boolean bare = run.reason().isEmpty() || run.reason().equals("exit " + code);
        return bare && code != 0 ? ExitWords.of(code) : run.why();
    }

    private String words(JobStatus.Pause pause) {
        return "paused by "
                + pause.by()
                + " since "
                + times.whole(pause.since())
                + pause.until()
                        .map(at -> " until " + times.whole(at))
                        .orElse(" until it is resumed");
    }

    private List<Instant> next(Job job, Optional<JobStatus.Pause> pause) {
        if (!job.runs()) {
            return List.of();
        }
        if (pause.isEmpty()) {
            return timetable.next(job, times.now());
        }
        return pause.get().until().map(until -> Timetable.after(job, until)).orElse(List.of());
    }
}
