package farcron.record;

import java.time.Instant;
import java.util.Map;

/// How far the scheduler has got: all that was due up to here is recorded.
///
/// @param tick the last moment that was looked at
/// @param minutes where the virtual clock of each zone stood then, in local minutes
public record Cursor(Instant tick, Map<String, Long> minutes) {

    public Cursor {
        minutes = Map.copyOf(minutes);
    }
}
