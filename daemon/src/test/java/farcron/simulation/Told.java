package farcron.simulation;

import java.time.Duration;

/// What came of telling a story.
///
/// @param trouble what happened that must never happen; empty if nothing did
record Told(Tally tally, String trouble) {

    static Told of(long seed, Duration length) {
        try {
            return new Told(Story.tell(seed, length), "");
        } catch (AssertionError wrong) {
            return new Told(Tally.NOTHING, wrong.getMessage());
        }
    }
}
