package farcron.report;

import farcron.job.Control;
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

/// All addresses, and what stands there.
///
/// Owned by the one thread that answers.
public final class Site {

    private static final Logger LOG = LoggerFactory.getLogger("farcron");

    private static final String ADDRESSES =
            "no such address; there are / /jobs /jobs/NAME /runs /runs/ID /runs/ID/log /why/NAME"
                    + " /graph /health /check";

    private static final int LINES = 10;

    private final Supplier<StatusSnapshot> snapshots;
    private final RunHistory history;
    private final Logs logs;
    private final RunsAddress runs;
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
        this.runs = new RunsAddress(history, logs);
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
            return runs.one(request, view, path.substring("/runs/".length()));
        }
        if (path.startsWith("/why/")) {
            return why(request, view, path.substring("/why/".length()));
        }
        return switch (path) {
            case "/" -> status(request, view);
            case "/jobs" ->
                    request.isText(Media.JSON)
                            ? Reply.text(200, new RunsText(view).jobs())
                            : Reply.json(200, new Shapes(view).jobs());
            case "/runs" -> runs.list(request, view);
            case "/graph" -> graph(request, view);
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
            return acts.kill(request, view, runs.toEnd(view, between(path, "/runs/", "/kill")));
        }
        get(request, view);
        throw Declined.method("GET, HEAD");
    }

    private static String between(String path, String before, String after) {
        int end = path.length() - after.length();
        return end > before.length() ? path.substring(before.length(), end) : "";
    }

    private Reply status(Request request, View view) {
        Health health = Health.of(view.snapshot(), view.times());
        return request.isText(Media.TEXT)
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
        if (!request.isText(Media.JSON)) {
            return Reply.json(200, new Shapes(view).job(job));
        }
        List<String> output =
                view.caller().full() && job.isProblem()
                        ? job.lastRun().map(run -> logs.lastLines(run, LINES)).orElse(List.of())
                        : List.of();
        return Reply.text(200, new JobText(view).of(job, runs.newest(job, request, view), output));
    }

    private Reply graph(Request request, View view) {
        Chart all = Chart.of(view);
        Optional<Chart> one =
                request.value("job").map(name -> all.around(view.job(name).job().key()));
        Media form =
                request.value("format").map(Site::form).orElse(request.asked().orElse(Media.JSON));
        return switch (form) {
            case TEXT -> Reply.text(200, TreeText.of(one.orElse(all.chains())));
            case DOT -> Reply.text(200, form, DotText.of(one.orElse(all.chains())));
            case MERMAID -> Reply.text(200, form, MermaidText.of(one.orElse(all.chains())));
            case JSON, BYTES -> Reply.json(200, one.orElse(all).json());
        };
    }

    private static Media form(String word) {
        return switch (word) {
            case "json" -> Media.JSON;
            case "text" -> Media.TEXT;
            case "dot" -> Media.DOT;
            case "mermaid" -> Media.MERMAID;
            default ->
                    throw Declined.badRequest(
                            "format is `" + word + "`; there are json, text, dot and mermaid");
        };
    }

    private Reply why(Request request, View view, String job) {
        Explanation explanation = new Why(view, history, logs).of(job, request.value("at"));
        return request.isText(Media.JSON)
                ? Reply.text(200, explanation.text(view))
                : Reply.json(200, explanation.json(new Shapes(view), view));
    }

    private Reply health(Request request, View view) {
        Health health = Health.of(view.snapshot(), view.times());
        return new CheckText(view, health).health(request.isText(Media.TEXT));
    }

    private Reply check(Request request, View view) {
        Health health = Health.of(view.snapshot(), view.times());
        return new CheckText(view, health).check(request.isText(Media.TEXT));
    }
}
