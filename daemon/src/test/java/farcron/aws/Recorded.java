package farcron.aws;

import java.time.Instant;

/// A request that came over the wire.
///
/// @param action such as `RunTask`
/// @param body byte for byte, as UTF-8
public record Recorded(Instant when, String action, String body) {

    public Fields fields() {
        return Fields.of(body);
    }
}
