package farcron.report;

import farcron.job.Control;
import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.StatusSnapshot;
import farcron.record.RecordException;
import farcron.record.RunHistory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All addresses, and what stands there.
///
/// Owned by the one thread that answers.
public final class Site {

    private static final Logger LOG = LoggerFactory.getLogger("farcron");

    private static final String ADDRESSES =
            "no such address; there are / /jobs /jobs/NAME /runs /runs/ID /runs/ID/log /why/NAME"
                    + " /health /check";

    private static final int MOST_RUNS = 1000;
    private static final int LINES = 10;

    private final Supplier<StatusSnapshot> snapshots;
    private final RunHistory history;
    private final Logs logs;
    private final Acts acts;
    private final CrontabAddress crontabs;
    private final InstantSource time;
    private final Program program;
    private final Timetable timetable;

    /// @param snapshots gives the newest one
    /// @param crontabs the users' own, or [CrontabAddress#none()]
    public Site(
            Supplier<StatusSnapshot> snapshots,
            RunHistory history,
            Logs logs,
            Control control,
            CrontabAddress crontabs,
            InstantSource time,
            Program program) {
        this.snapshots = snapshots;
        this.history = history;
        this.logs = logs;
        this.acts = new Acts(control);
        this.crontabs = crontabs;
        this.time = time;
        this.program = program;
        this.timetable = new Timetable(program.zone());
    }

    /// Never completes with an exception.
    CompletionStage<Reply> answer(Request request) {
        try {
            return route(request).exceptionally(trouble -> failure(request, cause(trouble)));
        } catch (RuntimeException trouble) {
            return CompletableFuture.completedFuture(failure(request, trouble));
        }
    }

    private static Throwable cause(Throwable trouble) {
        boolean wrapped = trouble instanceof CompletionException;
        return wrapped && trouble.getCause() != null ? trouble.getCause() : trouble;
    }

    private static Reply failure(Request request, Throwable trouble) {
        return switch (trouble) {
            case Declined declined -> declined.reply(request);
            case RecordException record -> Declined.unavailable(record.getMessage()).reply(request);
            default -> {
                LOG.error("event=answer_failed path={}", EventLog.value(request.path()), trouble);
                yield Declined.unavailable("that went wrong here; farcron's log tells more")
                        .reply(request);
            }
        };
    }

    private CompletionStage<Reply> route(Request request) {
        if (request.path().equals(CrontabAddress.PATH)) {
            return crontabs.answer(request);
        }
        Times times = new Times(time.instant(), program.zone());
        View view = new View(snapshots.get(), request.caller(), timetable, times);
        if (request.method().equals("POST")) {
            return post(request, view);
        }
        if (!request.reads()) {
            throw Declined.method("GET, HEAD");
        }
        return CompletableFuture.completedFuture(get(request, view));
    }

    private Reply get(Request request, View view) {
        String path = request.path();
        if (path.startsWith("/jobs/")) {
            return job(request, view, path.substring("/jobs/".length()));
        }
        if (path.startsWith("/runs/")) {
            return run(request, view, path.substring("/runs/".length()));
        }
        if (path.startsWith("/why/")) {
            return why(request, view, view.job(path.substring("/why/".length())));
        }
        return switch (path) {
            case "/" -> status(request, view);
            case "/jobs" ->
                    isText(request, Media.JSON)
                            ? Reply.text(200, new RunsText(view).jobs())
                            : Reply.json(200, new Shapes(view).jobs());
            case "/runs" -> runs(request, view);
            case "/health" -> health(request, view);
            case "/check" -> check(request, view);
            default -> throw Declined.notFound(ADDRESSES);
        };
    }

    private CompletionStage<Reply> post(Request request, View view) {
        String path = request.path();
        String verb = path.substring(path.lastIndexOf('/') + 1);
        if (path.startsWith("/jobs/") && Acts.JOB_VERBS.contains(verb)) {
            JobView job = view.job(between(path, "/jobs/", "/" + verb));
            return acts.onJob(request, view, job, verb);
        }
        if (path.startsWith("/runs/") && path.endsWith("/kill")) {
            return acts.kill(request, view, find(view, between(path, "/runs/", "/kill")));
        }
        get(request, view);
        throw Declined.method("GET, HEAD");
    }

    private static String between(String path, String before, String after) {
        int end = path.length() - after.length();
        return end > before.length() ? path.substring(before.length(), end) : "";
    }

    private static boolean isText(Request request, Media usual) {
        return request.asked().orElse(usual) == Media.TEXT;
    }

    private Reply status(Request request, View view) {
        Health health = Health.of(view.snapshot(), view.times());
        return isText(request, Media.TEXT)
                ? Reply.text(200, new StatusText(view, program, health, request.flag("all")).text())
                : Reply.json(200, new Shapes(view).status(program, health));
    }

    private Reply job(Request request, View view, String name) {
        String verb = name.substring(name.lastIndexOf('/') + 1);
        if (Acts.JOB_VERBS.contains(verb) && !view.knows(name)) {
            view.job(name.substring(0, Math.max(0, name.length() - verb.length() - 1)));
            throw Declined.method("POST");
        }
        JobView job = view.job(name);
        if (!isText(request, Media.JSON)) {
            return Reply.json(200, new Shapes(view).job(job));
        }
        List<RunRecord> runs =
                history.runs(query(Optional.of(job.job().key()), request, view, LINES));
        List<String> output =
                view.caller().full() && job.isProblem()
                        ? job.lastRun().map(run -> logs.lastLines(run, LINES)).orElse(List.of())
                        : List.of();
        return Reply.text(200, new RunsText(view).job(job, runs, output));
    }

    private Reply runs(Request request, View view) {
        int limit = (int) request.number("limit", 50, 1, MOST_RUNS);
        Optional<JobKey> job = request.value("job").map(name -> key(view, name));
        List<RunRecord> runs = history.runs(query(job, request, view, limit));
        return isText(request, Media.JSON)
                ? Reply.text(200, new RunsText(view).runs(runs))
                : Reply.json(200, new Shapes(view).runs(runs));
    }

    private static RunHistory.Query query(
            Optional<JobKey> job, Request request, View view, int limit) {
        Optional<RunState> state = request.value("state").map(Site::state);
        return new RunHistory.Query(job, state, user(view), limit);
    }

    private static Optional<String> user(View view) {
        return view.caller() instanceof Caller.Known known && !known.master()
                ? Optional.of(known.user())
                : Optional.empty();
    }

    private static RunState state(String word) {
        return Stream.of(RunState.values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Declined.badRequest(
                                "no state is called `"
                                        + word
                                        + "`; there are "
                                        + Stream.of(RunState.values())
                                                .map(RunState::word)
                                                .collect(Collectors.joining(" "))));
    }

    /// A job that is gone may still have runs: then it takes its whole name to find them.
    private static JobKey key(View view, String name) {
        int slash = name.lastIndexOf('/');
        if (slash > 0 && !view.knows(name)) {
            return new JobKey(name.substring(0, slash), name.substring(slash + 1));
        }
        return view.job(name).job().key();
    }

    private Reply run(Request request, View view, String rest) {
        if (rest.endsWith("/log")) {
            if (!view.caller().full()) {
                throw Declined.forbidden(
                        "output is not shown over TCP, where anybody on this machine can ask; ask"
                                + " over the Unix socket: farcron log "
                                + rest.replace("/log", ""));
            }
            return logs.reply(find(view, rest.substring(0, rest.length() - 4)), request);
        }
        if (rest.endsWith("/kill")) {
            find(view, rest.substring(0, rest.length() - 5));
            throw Declined.method("POST");
        }
        RunRecord run = find(view, rest);
        return isText(request, Media.JSON)
                ? Reply.text(200, new RunsText(view).run(run))
                : Reply.json(200, new Shapes(view).run(run));
    }

    /// A run by its number. For people also by its job: then the newest one that has started.
    private RunRecord find(View view, String id) {
        if (!id.matches("[0-9]{1,18}")) {
            return newest(view, view.job(id));
        }
        return history.run(Long.parseLong(id))
                .filter(found -> view.caller().sees(found.user()))
                .orElseThrow(() ->
                        Declined.notFound(
                                "no run has the number "
                                        + id
                                        + "; `farcron runs` or /runs lists the newest"));
    }

    private RunRecord newest(View view, JobView job) {
        Optional<JobKey> key = Optional.of(job.job().key());
        List<RunRecord> runs =
                history.runs(new RunHistory.Query(key, Optional.empty(), user(view), LINES));
        return runs.stream()
                .filter(run -> run.started().isPresent())
                .findFirst()
                .or(() -> runs.stream().findFirst())
                .orElseThrow(() -> Declined.notFound("`" + job.shown() + "` has not run yet"));
    }

    private Reply why(Request request, View view, JobView job) {
        Why why = new Why(view, history, logs);
        Explanation explanation =
                request.value("at")
                        .map(text -> AskedTime.parse(text, job.job().zone(), view.times().now()))
                        .map(asked -> new WhyThen(view, history, why).at(job, asked))
                        .orElseGet(() -> why.now(job));
        return isText(request, Media.JSON)
                ? Reply.text(200, explanation.text())
                : Reply.json(200, explanation.json(new Shapes(view), view));
    }

    private Reply health(Request request, View view) {
        Health health = Health.of(view.snapshot(), view.times());
        return new CheckText(view, health).health(isText(request, Media.TEXT));
    }

    private Reply check(Request request, View view) {
        Health health = Health.of(view.snapshot(), view.times());
        return new CheckText(view, health).check(isText(request, Media.TEXT));
    }
}
