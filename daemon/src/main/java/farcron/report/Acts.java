package farcron.report;

import farcron.crontab.Period;
import farcron.job.Control;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.RunRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/// What callers may have done. The caller is known, and the job or run is one that he may see.
final class Acts {

    static final Set<String> JOB_VERBS = Set.of("run", "pause", "resume");

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Control control;

    Acts(Control control) {
        this.control = control;
    }

    CompletionStage<Reply> onJob(Request request, View view, JobView job, String verb) {
        CompletionStage<Control.Answer> answer =
                switch (verb) {
                    case "run" -> run(request, view, job.job());
                    case "pause" -> pause(request, view, job.job().key());
                    default -> control.resume(job.job().key(), user(request));
                };
        return answer.thenApply(done -> reply(request, view, done));
    }

    private CompletionStage<Control.Answer> run(Request request, View view, Job job) {
        request.knowsOnly(new TreeSet<>(Set.of("from", "only")));
        boolean alone = request.flag("only");
        Optional<String> from = request.value("from");
        if (from.isEmpty()) {
            return control.run(job.key(), alone, user(request));
        }
        if (alone) {
            throw Declined.badRequest(
                    "`from` runs a job again with what was blocked behind it, and `only` nothing"
                            + " behind it; choose one of the two");
        }
        Instant minute = minute(AskedTime.parse(from.get(), view.times(), job.zone()));
        return control.rerun(job.key(), minute, minute.plus(MINUTE), user(request));
    }

    private static Instant minute(AskedTime asked) {
        if (asked.starts().size() > 1) {
            throw Declined.ambiguous(
                    asked.shown() + " came twice, as the clock was put back; write one of",
                    asked.starts().stream().map(Instant::toString).toList());
        }
        return asked.last();
    }

    /// When a pause ends is told on the reader's wall clock.
    private CompletionStage<Control.Answer> pause(Request request, View view, JobKey job) {
        request.knowsOnly(Set.of("for"));
        Optional<Duration> time = request.value("for").map(Acts::duration);
        return control.pause(job, time, user(request))
                .thenApply(answer ->
                        switch (answer) {
                            case Control.Answer.Done _ ->
                                    new Control.Answer.Done(paused(job, time, view));
                            case Control.Answer.Accepted _, Control.Answer.Refused _ -> answer;
                        });
    }

    private static String paused(JobKey job, Optional<Duration> time, View view) {
        Times times = view.times();
        return job
                + " is paused"
                + time.map(length -> " until " + times.spoken(times.now().plus(length))).orElse("");
    }

    CompletionStage<Reply> kill(Request request, View view, RunRecord run) {
        return control.kill(run.id(), user(request)).thenApply(done -> reply(request, view, done));
    }

    private static String user(Request request) {
        return switch (request.caller()) {
            case Caller.Known known -> known.user();
            case Caller.Anonymous _ -> throw Declined.forbidden(Acts.SOCKET_ONLY);
        };
    }

    static final String SOCKET_ONLY =
            "nothing can be done over TCP, where anybody on this machine can ask; use the Unix"
                    + " socket: farcron run, kill, pause, resume";

    private static Reply reply(Request request, View view, Control.Answer answer) {
        boolean text = request.isText(Media.JSON);
        return switch (answer) {
            case Control.Answer.Accepted(RunRecord run) ->
                    text
                            ? Reply.text(202, line(view, run))
                            : Reply.json(202, new Shapes(view).run(run));
            case Control.Answer.Done(String what) ->
                    text
                            ? Reply.text(202, what + "\n")
                            : Reply.json(202, Shapes.object("done", what));
            case Control.Answer.Refused(String why) -> throw Declined.conflict(why);
        };
    }

    private static String line(View view, RunRecord run) {
        String reason = run.why().isEmpty() ? "" : ": " + Printable.line(run.why());
        return "run "
                + run.id()
                + " of "
                + view.shown(run.job())
                + ": "
                + run.state().word()
                + reason
                + "\n";
    }

    private static Duration duration(String text) {
        return Period.parse(text)
                .orElseThrow(() ->
                        Declined.badRequest(
                                "for is `"
                                        + text
                                        + "`; write a time such as 90s, 30m, 2h or 1d, at"
                                        + " most 366d"));
    }
}
