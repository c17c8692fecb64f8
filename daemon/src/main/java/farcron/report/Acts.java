package farcron.report;

import farcron.crontab.Period;
import farcron.job.Control;
import farcron.job.JobKey;
import farcron.job.RunRecord;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// What callers may have done. The caller is known, and the job or run is one that he may see.
final class Acts {

    static final Set<String> JOB_VERBS = Set.of("run", "pause", "resume");

    private final Control control;

    Acts(Control control) {
        this.control = control;
    }

    CompletionStage<Reply> onJob(Request request, View view, JobView job, String verb) {
        String by = user(request);
        JobKey key = job.job().key();
        CompletionStage<Control.Answer> answer =
                switch (verb) {
                    case "run" -> control.run(key, by);
                    case "pause" ->
                            control.pause(key, request.value("for").map(Acts::duration), by);
                    default -> control.resume(key, by);
                };
        return answer.thenApply(done -> reply(request, view, done));
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
        boolean text = request.asked().equals(Optional.of(Media.TEXT));
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
        String reason = run.reason().isEmpty() ? "" : ": " + Printable.line(run.reason());
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
