package farcron.spool;

import java.util.Optional;

/// What must still be in the spool for a new text to take its place: so of two people who edit the
/// same crontab, the later one is told.
public sealed interface Expected {

    record Anything() implements Expected {}

    /// No crontab.
    record Nothing() implements Expected {}

    record This(Edition edition) implements Expected {}

    /// @param stored the text in the spool now
    default boolean isMetBy(Optional<byte[]> stored) {
        return switch (this) {
            case Anything _ -> true;
            case Nothing _ -> stored.isEmpty();
            case This(Edition edition) -> stored.map(Edition::of).equals(Optional.of(edition));
        };
    }
}
