package farcron.crontab;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of some texts, each ended by a NUL, which cannot stand in a crontab's line.
final class Fingerprint {

    /// Looking it up takes longer than a line's hash.
    private static final MessageDigest FRESH = sha256();

    private final byte[] hash;

    private Fingerprint(byte[] hash) {
        this.hash = hash;
    }

    static Fingerprint of(String... parts) {
        MessageDigest sha256 = fresh();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                sha256.update((byte) 0);
            }
            sha256.update(LosslessText.encode(parts[i]));
        }
        return new Fingerprint(sha256.digest());
    }

    private static MessageDigest fresh() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException _) {
            return sha256();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String hex(int digits) {
        return HexFormat.of().formatHex(hash).substring(0, digits);
    }

    /// A number from 0 to `bound - 1`.
    int below(int bound) {
        return (int) Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), bound);
    }
}
