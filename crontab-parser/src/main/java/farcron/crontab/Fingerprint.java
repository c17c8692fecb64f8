package farcron.crontab;

import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// A number that some texts always have, on each machine and in each version, and that others
/// hardly have. Nobody gains by finding texts with the same one, so it need not resist that, which
/// would cost each start time.
///
/// @param bits evenly spread
record Fingerprint(long bits) {

    /// Between the texts stands a NUL, which cannot stand in a crontab's line.
    static Fingerprint of(String... parts) {
        byte[] text = LosslessText.encode(String.join("\0", parts));
        return new Fingerprint(mixed(sum(new CRC32C(), text) << 32 | sum(new CRC32(), text)));
    }

    private static long sum(Checksum checksum, byte[] text) {
        checksum.update(text);
        return checksum.getValue();
    }

    /// Checksums of texts that hardly differ are alike in places. This is how MurmurHash3 ends.
    private static long mixed(long sums) {
        long bits = (sums ^ sums >>> 33) * 0xff51afd7ed558ccdL;
        bits = (bits ^ bits >>> 33) * 0xc4ceb9fe1a85ec53L;
        return bits ^ bits >>> 33;
    }

    String hex(int digits) {
        return HexFormat.of().toHexDigits(bits).substring(0, digits);
    }

    /// A number from 0 to `bound - 1`.
    int below(int bound) {
        return (int) Long.remainderUnsigned(bits, bound);
    }
}
