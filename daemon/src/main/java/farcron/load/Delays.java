package farcron.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

/// Draws how long after its due time a job starts: a share of what is allowed, in whole seconds,
/// that only depends on who draws. So it is the same each time, and after each restart.
final class Delays {

    private Delays() {}

    static Duration draw(Duration most, String who) {
        return Duration.ofSeconds(Long.remainderUnsigned(hash(who), most.toSeconds() + 1));
    }

    private static long hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
