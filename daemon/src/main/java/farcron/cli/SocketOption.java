package farcron.cli;

import farcron.report.SocketClient;

import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The options that say where the daemon's socket is.
public final class SocketOption {

    private static final String NAME = "farcron.sock";

    /// What was typed, empty where it was not.
    public record Given(Optional<String> socket, Optional<String> state) {}

    private final Function<Given, List<Path>> candidates;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "the daemon's Unix socket (default: farcron.sock in its state folder)")
    private String socket = "";

    @Option(names = "--state", paramLabel = "DIR", description = "the daemon's state folder")
    private String state = "";

    /// @param candidates the places where the socket may be, best first
    public SocketOption(Function<Given, List<Path>> candidates) {
        this.candidates = candidates;
    }

    /// The places as the environment has them.
    public SocketOption() {
        this(given -> candidates(given, System.getenv()));
    }

    /// What was typed; else what `FARCRON_SOCKET` or `FARCRON_STATE` say; else the folders of the
    /// user's own daemon and of the system's.
    public static List<Path> candidates(Given given, Map<String, String> environment) {
        Optional<Path> chosen =
                given.socket()
                        .map(Path::of)
                        .or(() -> given.state().map(state -> Path.of(state, NAME)))
                        .or(() -> value(environment, "FARCRON_SOCKET").map(Path::of))
                        .or(() -> value(environment, "FARCRON_STATE").map(s -> Path.of(s, NAME)));
        if (chosen.isPresent()) {
            return List.of(chosen.get());
        }
        Path own =
                value(environment, "XDG_STATE_HOME")
                        .map(Path::of)
                        .orElse(Path.of(environment.getOrDefault("HOME", "/"), ".local", "state"));
        return List.of(own.resolve("farcron").resolve(NAME), Path.of("/run/farcron", NAME));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }

    /// @throws NoAnswer if there is no socket in any of the places
    SocketClient client() {
        List<Path> places = candidates.apply(new Given(typed(socket), typed(state)));
        return places.stream()
                .filter(Files::exists)
                .findFirst()
                .map(SocketClient::new)
                .orElseThrow(() -> NoAnswer.noSocket(places));
    }

    private static Optional<String> typed(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }
}
