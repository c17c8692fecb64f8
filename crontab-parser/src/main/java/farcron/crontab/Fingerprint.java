package farcron.crontab;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of some texts, each ended by a NUL, which cannot stand in a crontab's line.
final class Fingerprint {

    private final byte[] hash;

    private Fingerprint(byte[] hash) {
        this.hash = hash;
    }

    static Fingerprint of(String... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < parts.length; i++) {
                if (i > 0) {
                    sha256.update((byte) 0);
                }
                sha256.update(LosslessText.encode(parts[i]));
            }
            return new Fingerprint(sha256.digest());
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
