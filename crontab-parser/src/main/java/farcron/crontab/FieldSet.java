package farcron.crontab;

/// The values that one time field allows.
///
/// @param bits bit *n* is set where value *n* is allowed; a Sunday sets both bit 0 and bit 7; 0 is
///   a legal value: Debian's cron accepts `22-2` and never runs the line
/// @param star whether the field's text *began with* `*`, whatever follows: this, and not "all
///   values allowed", is what every cron of the Vixie family looks at for the day rule and for its
///   handling of clock changes
public record FieldSet(long bits, boolean star) {

    public static FieldSet all(FieldUnit unit, boolean star) {
        return range(unit.first(), unit.last(), star);
    }

    public static FieldSet of(int value) {
        return new FieldSet(1L << value, false);
    }

    static FieldSet range(int first, int last, boolean star) {
        return new FieldSet((-1L >>> (63 - (last - first))) << first, star);
    }

    public boolean has(int value) {
        return (bits >>> value & 1) == 1;
    }

    public boolean isEmpty() {
        return bits == 0;
    }

    /// The smallest allowed value that is at least `value`, or -1.
    int atLeast(int value) {
        if (value > 63) {
            return -1;
        }
        long rest = bits & (-1L << value);
        return rest == 0 ? -1 : Long.numberOfTrailingZeros(rest);
    }
}
