package farcron.cli;

import farcron.report.SocketClient;
import farcron.report.SocketClient.Answer;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/// A command that asks the running daemon. It exits with 0 if it was answered, and with 1, after
/// one line on standard error, if not.
abstract class Asking implements Callable<Integer> {

    /// What a time may be; the help of all commands that take one says so.
    static final String TIME =
            "02:00, 2026-11-20T02:00 (both on the daemon's clock, whatever the job's zone) or a"
                    + " moment with an offset or Z";

    private static final String TEXT = "text/plain";
    private static final String JSON = "application/json";

    @Mixin private final SocketOption socket;

    @Spec private CommandSpec spec;

    Asking(SocketOption socket) {
        this.socket = socket;
    }

    @Override
    public final Integer call() {
        try {
            return ask(socket.client());
        } catch (NoAnswer nobody) {
            return fail(nobody.getMessage());
        }
    }

    abstract int ask(SocketClient daemon);

    /// Prints what stands at an address.
    final int print(SocketClient daemon, String address, boolean json) {
        return print(send(daemon, "GET", address, json ? JSON : TEXT));
    }

    /// Has something done, and prints what came of it.
    final int act(SocketClient daemon, String address) {
        return print(send(daemon, "POST", address, TEXT));
    }

    final Answer get(SocketClient daemon, String address) {
        return send(daemon, "GET", address, TEXT);
    }

    final int print(Answer answer) {
        if (!answer.ok()) {
            return fail(answer.text().strip());
        }
        out().print(answer.text());
        out().flush();
        return 0;
    }

    final int fail(String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("farcron: " + why);
        err.flush();
        return 1;
    }

    /// To be thrown where what was typed makes no sense.
    final ParameterException misuse(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /// A name as a part of an address.
    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Answer send(SocketClient daemon, String method, String address, String accept) {
        try {
            return daemon.ask(method, address, accept);
        } catch (IOException trouble) {
            throw NoAnswer.because(daemon.socket(), trouble);
        }
    }
}
