package farcron.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Whether something keeps this machine's clock right, as the kernel knows it: whoever does
/// (chrony, ntpd, systemd-timesyncd) tells it so by adjtimex(2).
public enum ClockState {
    KEPT_RIGHT,
    FREE,
    UNKNOWN;

    /// Of `struct timex`, in bytes; what is larger than the kernel's does no harm.
    private static final long TIMEX = 512;

    /// Of its field `status`, where `long` has 64 bits.
    private static final long STATUS = 40;

    private static final int STA_UNSYNC = 0x40;

    /// Asks the kernel; nothing is set, which needs no rights.
    public static ClockState now() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timex = arena.allocate(TIMEX, Long.BYTES);
            if (Libc.result("adjtimex", timex.address()).isFailure()) {
                return UNKNOWN;
            }
            int status = timex.get(ValueLayout.JAVA_INT, STATUS);
            return (status & STA_UNSYNC) == 0 ? KEPT_RIGHT : FREE;
        }
    }
}
