package farcron.cli;

import farcron.report.SocketClient;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// There is nobody to ask. The message is one line for people.
final class NoAnswer extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final String REMEDY =
            "; start one: `farcron daemon FILE`, or `systemctl start farcron`; or name its socket"
                    + " with --socket";

    private NoAnswer(String message, Throwable cause) {
        super(message, cause);
    }

    static NoAnswer noSocket(List<Path> tried) {
        String places = tried.stream().map(Path::toString).collect(Collectors.joining(" or "));
        return new NoAnswer("no farcron is running: there is no socket " + places + REMEDY, null);
    }

    static NoAnswer because(Path socket, IOException cause) {
        String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        String remedy = cause instanceof SocketClient.Silence ? "" : REMEDY;
        return new NoAnswer("farcron does not answer on " + socket + ": " + why + remedy, cause);
    }
}
