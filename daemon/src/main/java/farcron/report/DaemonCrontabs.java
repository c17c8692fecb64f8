package farcron.report;

import com.fasterxml.jackson.jr.ob.JSON;

import farcron.crontab.Problem;
import farcron.report.SocketClient.Question;
import farcron.spool.Answer;
import farcron.spool.Crontabs;
import farcron.spool.Edition;
import farcron.spool.Expected;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The users' crontabs, by asking the daemon: it knows who asks, and decides.
public final class DaemonCrontabs implements Crontabs {

    private final SocketClient daemon;

    public DaemonCrontabs(SocketClient daemon) {
        this.daemon = daemon;
    }

    @Override
    public Answer read(String user, Purpose purpose) {
        String more =
                switch (purpose) {
                    case LIST -> "";
                    case LIST_WHOLE -> "&header=1";
                    case EDIT -> "&edit=begin";
                };
        return ask(new Question("GET", address(user) + more));
    }

    @Override
    public Answer install(String user, byte[] text, String source, Expected expected) {
        Map<String, String> conditions =
                switch (expected) {
                    case Expected.Anything _ -> Map.of();
                    case Expected.Nothing _ -> Map.of("If-None-Match", "*");
                    case Expected.This(Edition edition) ->
                            Map.of("If-Match", "\"" + edition.hash() + "\"");
                };
        String address = address(user) + "&source=" + encoded(shortened(source));
        return ask(new Question("PUT", address, conditions, text));
    }

    @Override
    public Answer remove(String user) {
        return ask(new Question("DELETE", address(user)));
    }

    @Override
    public void editEnded(String user) {
        ask(new Question("GET", address(user) + "&edit=end"));
    }

    private Answer ask(Question question) {
        try {
            return answer(question, daemon.ask(question));
        } catch (IOException trouble) {
            return new Answer.Failed(
                    "crontab: farcron does not answer on "
                            + daemon.socket()
                            + ": "
                            + (trouble.getMessage() == null ? trouble : trouble.getMessage()));
        }
    }

    private static Answer answer(Question question, SocketClient.Answer said) throws IOException {
        boolean read = question.method().equals("GET");
        return switch (said.status()) {
            case 200 ->
                    read
                            ? new Answer.Text(said.body(), edition(said))
                            : new Answer.Done(Optional.of(said.body()));
            case 204 -> new Answer.Done(Optional.empty());
            case 403 -> new Answer.Denied(said.text().strip());
            case 404 ->
                    said.text().startsWith("no crontab for ")
                            ? new Answer.NoCrontab()
                            : new Answer.Failed("crontab: " + said.text().strip());
            case 412 -> new Answer.Changed();
            case 422 -> new Answer.Faulty(problems(said.text()));
            default -> new Answer.Failed(said.text().strip());
        };
    }

    private static Edition edition(SocketClient.Answer said) {
        return new Edition(said.headers().getOrDefault("etag", "").replace("\"", ""));
    }

    private static List<Problem> problems(String json) throws IOException {
        Object list = JSON.std.mapFrom(json).get("problems");
        if (list instanceof List<?> problems) {
            return problems.stream().map(ProblemShape::read).toList();
        }
        throw new IOException("its answer is no list of problems");
    }

    private static String address(String user) {
        return CrontabAddress.PATH + "?user=" + encoded(user);
    }

    /// The daemon's address line is short.
    private static String shortened(String source) {
        return source.length() > 200 ? source.substring(0, 200) : source;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
