package farcron.cli;

import farcron.load.BothCrons;
import farcron.report.SocketClient;
import farcron.swap.Machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/// What the commands that swap crons need to know of where they are.
///
/// @param root whether root gives the command
/// @param crons reads the machine's crontabs
/// @param toTheEnd from then on this process goes on when its terminal is lost, or Ctrl-C typed:
///   between two steps there may be no cron at all
public record SwapHere(
        boolean root, Machine machine, Supplier<BothCrons> crons, Runnable toTheEnd) {

    /// What is not well with the daemon that listens there; empty if all is.
    public static String trouble(Path socket) {
        try {
            var answer = new SocketClient(socket).ask("GET", "/health", "text/plain");
            return answer.ok() ? "" : answer.text().strip();
        } catch (IOException silence) {
            return "it does not answer on " + socket + ": " + silence.getMessage();
        }
    }
}
