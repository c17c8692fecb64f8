package farcron.shadow;

import java.time.Instant;
import java.util.Optional;

/// Whether the two crons agree about one start.
///
/// @param at when it was due; of what only cron ran, when cron did
/// @param ran when cron ran it
/// @param why what is known of the reason; may be empty
public record Verdict(Kind kind, Instant at, Line line, Optional<Instant> ran, String why) {

    public enum Kind {
        AGREES("agrees"),
        ONLY_CRON("only cron ran"),
        ONLY_FARCRON("only farcron would have run"),
        ANOTHER_TIME("at another time"),
        UNJUDGED("not judged");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public boolean isDifference() {
        return switch (kind) {
            case AGREES, UNJUDGED -> false;
            case ONLY_CRON, ONLY_FARCRON, ANOTHER_TIME -> true;
        };
    }
}
