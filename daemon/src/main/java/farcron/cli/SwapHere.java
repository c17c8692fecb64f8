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
public record SwapHere(boolean root, Machine machine, Supplier<BothCrons> crons) {

    /// Whether a daemon answers there that all is well with it.
    public static boolean isWell(Path socket) {
        try {
            return new SocketClient(socket).ask("GET", "/health", "text/plain").ok();
        } catch (IOException _) {
            return false;
        }
    }
}
