package farcron.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Turns away, before anything is looked up, what a browser may have been tricked into sending.
///
/// A page from anywhere can make a browser ask `http://localhost:2766`. It cannot hide where it
/// comes from (`Origin`, `Sec-Fetch-Site`), nor, if its own host name was made to point here (DNS
/// rebinding), which name the browser believes it talks to (`Host`).
///
/// @param names accepted host names besides `localhost`, `127.0.0.1` and `[::1]`
record Gate(Set<String> names) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    Gate {
        names = Set.copyOf(names);
    }

    /// What a request says about itself.
    ///
    /// @param socket whether it came over the Unix socket, where no browser can reach
    /// @param hosts all `Host` headers
    /// @param origins all `Origin` headers
    /// @param site the `Sec-Fetch-Site` header, or empty
    record Claims(
            boolean socket, String method, List<String> hosts, List<String> origins, String site) {}

    /// Why a request is not answered; empty for one that is.
    Optional<String> objection(Claims claims) {
        if (!claims.socket()
                && !(claims.hosts().size() == 1 && accepts(claims.hosts().getFirst()))) {
            return Optional.of(
                    "this host name is not answered; ask for localhost or 127.0.0.1, or over the"
                            + " Unix socket");
        }
        if (claims.site().equalsIgnoreCase("cross-site")) {
            return Optional.of("a page of another site may not ask");
        }
        if (!claims.origins().isEmpty() && !isOwnPage(claims)) {
            return Optional.of("a page of another origin may not ask");
        }
        return Optional.empty();
    }

    private boolean isOwnPage(Claims claims) {
        boolean reads = claims.method().equals("GET") || claims.method().equals("HEAD");
        return reads
                && !claims.socket()
                && claims.origins().equals(List.of("http://" + claims.hosts().getFirst()));
    }

    /// With any port: through a tunnel the browser's port is another one than ours.
    private boolean accepts(String host) {
        String name = host.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(name) || names.contains(name);
    }
}
