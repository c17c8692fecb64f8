package farcron.report;

import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.record.RunHistory;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `/runs`, and what stands below it.
final class RunsAddress {

    private static final int MOST_RUNS = 1000;
    private static final int LINES = 10;

    private final RunHistory history;
    private final Logs logs;

    RunsAddress(RunHistory history, Logs logs) {
        this.history = history;
        this.logs = logs;
    }

    Reply list(Request request, View view) {
        int limit = (int) request.number("limit", 50, 1, MOST_RUNS);
        Optional<JobKey> job = request.value("job").map(name -> key(view, name));
        // One more than is shown: where there is one, there are more.
        RunHistory.Query query = query(job, request, view, limit + 1);
        Found found =
                request.value("wave")
                        .map(text -> AskedWave.parse(text, view, name -> key(view, name)))
                        .map(wave -> inWave(wave, query))
                        .orElseGet(() -> new Found(history.runs(query), false));
        boolean more = found.more() || found.runs().size() > limit;
        List<RunRecord> fresh = found.runs().stream().limit(limit).map(view::fresh).toList();
        return request.isText(Media.JSON)
                ? Reply.text(
                        200,
                        new RunsText(view).runs(fresh, none(request)) + (more ? rest(limit) : ""))
                : Reply.json(200, new Shapes(view).runs(fresh, more));
    }

    /// That there is no run such as was asked for.
    private static String none(Request request) {
        String wish =
                request.value("job").map(" of %s"::formatted).orElse("")
                        + request.value("state").map(" that is %s"::formatted).orElse("")
                        + request.value("wave").map(" in the wave %s"::formatted).orElse("");
        String remedy = wish.isEmpty() ? "" : "; `farcron runs` or /runs lists the newest of all";
        return Printable.line("no run" + wish + " is on record" + remedy);
    }

    /// @param more whether the record was not looked through to its end
    private record Found(List<RunRecord> runs, boolean more) {}

    private static String rest(int limit) {
        return limit < MOST_RUNS
                ? "... and older ones: ?limit=%1$d or --limit %1$d shows more\n"
                        .formatted(MOST_RUNS)
                : "... and older ones, which no answer is long enough for: ask for those of one"
                        + " job, or in one state\n";
    }

    private Found inWave(AskedWave wave, RunHistory.Query query) {
        List<RunRecord> all = history.wave(wave.root(), wave.from(), wave.until());
        List<RunRecord> wanted =
                all.stream()
                        .filter(run -> query.job().map(run.job()::equals).orElse(true))
                        .filter(run -> query.state().map(run.state()::equals).orElse(true))
                        .filter(run -> query.user().map(run.user()::equals).orElse(true))
                        .limit(query.limit())
                        .toList();
        return new Found(wanted, all.size() > MOST_RUNS);
    }

    /// The newest runs of a job, for a page about it.
    List<RunRecord> newest(JobView job, Request request, View view) {
        Optional<JobKey> key = Optional.of(job.job().key());
        return history.runs(query(key, request, view, LINES)).stream().map(view::fresh).toList();
    }

    private static RunHistory.Query query(
            Optional<JobKey> job, Request request, View view, int limit) {
        Optional<RunState> state = request.value("state").map(RunsAddress::state);
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

    /// @param rest what stands behind `/runs/`
    Reply one(Request request, View view, String rest) {
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
        RunRecord run = view.fresh(find(view, rest));
        return request.isText(Media.JSON)
                ? Reply.text(200, new RunsText(view).run(run))
                : Reply.json(200, new Shapes(view).run(run));
    }

    /// A run by its number. For people also by its job: then the newest one that has started.
    private RunRecord find(View view, String id) {
        return isNumber(id)
                ? numbered(view, id)
                : newest(view, new Names(view, history).subject(id));
    }

    private static boolean isNumber(String id) {
        return id.matches("[0-9]{1,18}");
    }

    private RunRecord numbered(View view, String id) {
        return history.run(Long.parseLong(id))
                .filter(found -> view.caller().sees(found.user()))
                .orElseThrow(() ->
                        Declined.notFound(
                                "no run has the number "
                                        + id
                                        + "; `farcron runs` or /runs lists the newest"));
    }

    private RunRecord newest(View view, Subject job) {
        Optional<JobKey> key = Optional.of(job.key());
        List<RunRecord> runs =
                history.runs(new RunHistory.Query(key, Optional.empty(), user(view), LINES));
        return runs.stream()
                .filter(run -> run.started().isPresent())
                .findFirst()
                .or(() -> runs.stream().findFirst())
                .orElseThrow(() -> Declined.notFound("`" + job.shown() + "` has not run yet"));
    }

    /// The run that shall end: by its number, or by its job, also one whose line is gone. A job's
    /// name means the only run of it that waits or runs, for which there is no need to know more.
    RunRecord toEnd(View view, String id) {
        if (isNumber(id)) {
            return numbered(view, id);
        }
        List<RunRecord> open =
                view.open().stream()
                        .filter(run ->
                                run.job().name().equals(id) || run.job().toString().equals(id))
                        .toList();
        if (open.size() > 1) {
            throw Declined.ambiguous(
                    "several runs of `" + id + "` wait or run; write the number of one of",
                    open.stream().map(run -> Long.toString(run.id())).toList());
        }
        return open.stream()
                .findFirst()
                .orElseThrow(() ->
                        Declined.conflict(
                                "no run of `"
                                        + view.job(id).shown()
                                        + "` waits or runs; there is nothing to end"));
    }
}
