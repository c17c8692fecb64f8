package farcron.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Draws how long after its due time a job starts: a share of what is allowed, in whole seconds,
/// that only depends on who draws. So it is the same each time, and after each restart.
final class Delays {

    private Delays() {}

    static Duration draw(Duration most, String who) {
        byte[] hash = Sha256.of(who.getBytes(StandardCharsets.UTF_8));
        long drawn = ByteBuffer.wrap(hash).getLong();
        return Duration.ofSeconds(Long.remainderUnsigned(drawn, most.toSeconds() + 1));
    }
}
