package farcron.os;

/// How much of a long output is kept, in bytes.
///
/// @param first of its beginning, where the cause of a trouble mostly stands
/// @param last of its end
public record LogLimit(long first, long last) {

    public static final LogLimit DEFAULT = new LogLimit(8 << 20, 8 << 20);

    public LogLimit {
        if (first < 0 || last < 1) {
            throw new IllegalArgumentException("cannot keep " + first + " + " + last + " bytes");
        }
    }

    public long total() {
        return first + last;
    }
}
