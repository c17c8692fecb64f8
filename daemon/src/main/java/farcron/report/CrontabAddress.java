package farcron.report;

import farcron.crontab.Problem;
import farcron.spool.Answer;
import farcron.spool.Crontabs;
import farcron.spool.Crontabs.Purpose;
import farcron.spool.Edition;
import farcron.spool.Expected;
import farcron.spool.Spool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// `/crontab?user=U`: what crontab(1) asks for. Only over the Unix socket, which knows who asks. A
/// thread of its own serves it, so that a slow disk delays no other answer.
public final class CrontabAddress implements AutoCloseable {

    static final String PATH = "/crontab";

    private static final String SOCKET_ONLY =
            "crontabs are not shown or changed over TCP, where anybody on this machine can ask; use"
                    + " the crontab command";

    private final Optional<Spool> spool;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("farcron-crontab").daemon().factory());

    private CrontabAddress(Optional<Spool> spool) {
        this.spool = spool;
    }

    public static CrontabAddress of(Spool spool) {
        return new CrontabAddress(Optional.of(spool));
    }

    /// For a daemon that runs the files it was given.
    public static CrontabAddress none() {
        return new CrontabAddress(Optional.empty());
    }

    CompletionStage<Reply> answer(Request request) {
        if (!(request.caller() instanceof Caller.Known(String name, boolean master))) {
            throw Declined.forbidden(SOCKET_ONLY);
        }
        Spool owner =
                spool.orElseThrow(() ->
                        Declined.notFound(
                                "this farcron runs the files that it was given; it has no users'"
                                        + " crontabs"));
        Crontabs crontabs = owner.as(name, master);
        String user = request.value("user").orElse(name);
        return CompletableFuture.supplyAsync(() -> reply(request, crontabs, user), worker);
    }

    private static Reply reply(Request request, Crontabs crontabs, String user) {
        String edit = request.value("edit").orElse("");
        return switch (request.method()) {
            case "GET", "HEAD" -> {
                if (edit.equals("end")) {
                    crontabs.editEnded(user);
                    yield Reply.bytes(204, new byte[0]);
                }
                yield reply(request, user, crontabs.read(user, purpose(request, edit)));
            }
            case "PUT" -> {
                String source = request.value("source").orElse("-");
                Request.Sent sent = request.sent();
                Expected expected = expected(sent);
                yield reply(request, user, crontabs.install(user, sent.body(), source, expected));
            }
            case "DELETE" -> reply(request, user, crontabs.remove(user));
            default -> throw Declined.method("GET, HEAD, PUT, DELETE");
        };
    }

    private static Purpose purpose(Request request, String edit) {
        if (edit.equals("begin")) {
            return Purpose.EDIT;
        }
        return request.flag("header") ? Purpose.LIST_WHOLE : Purpose.LIST;
    }

    private static Expected expected(Request.Sent sent) {
        if (sent.noneMatch().equals("*")) {
            return new Expected.Nothing();
        }
        if (sent.match().matches("\"[0-9a-f]{64}\"")) {
            return new Expected.This(new Edition(sent.match().replace("\"", "")));
        }
        if (!sent.match().isEmpty() || !sent.noneMatch().isEmpty()) {
            throw Declined.badRequest(
                    "the condition is none of: If-None-Match: *, If-Match: and the ETag of this"
                            + " address");
        }
        return new Expected.Anything();
    }

    private static Reply reply(Request request, String user, Answer answer) {
        return switch (answer) {
            case Answer.Text(byte[] bytes, Edition edition) ->
                    Reply.bytes(200, bytes).with(Map.of("ETag", "\"" + edition.hash() + "\""));
            case Answer.NoCrontab _ -> Reply.text(404, "no crontab for " + user + "\n");
            case Answer.Done(Optional<byte[]> previous) ->
                    previous.map(text -> Reply.bytes(200, text))
                            .orElseGet(() -> Reply.bytes(204, new byte[0]));
            case Answer.Changed _ ->
                    Reply.text(412, "the crontab was changed meanwhile; read it again\n");
            case Answer.Faulty(List<Problem> problems) -> Reply.json(422, faulty(problems));
            case Answer.Denied(String why) -> Declined.forbidden(why).reply(request);
            case Answer.Failed(String why) -> Declined.unavailable(why).reply(request);
        };
    }

    private static Map<String, Object> faulty(List<Problem> problems) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("error", "the crontab has errors; nothing was changed");
        fields.put("problems", problems.stream().map(ProblemShape::of).toList());
        return fields;
    }

    @Override
    public void close() {
        worker.shutdown();
    }
}
