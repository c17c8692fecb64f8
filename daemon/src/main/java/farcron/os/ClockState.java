package farcron.os;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

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
        try {
            MethodHandle adjtimex =
                    Libc.function(
                            "adjtimex",
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            int[] status = new int[1];
            Libc.call(
                    "adjtimex",
                    Path.of("/dev/rtc"),
                    (arena, state) -> {
                        MemorySegment timex = arena.allocate(TIMEX, Long.BYTES);
                        int result = (int) adjtimex.invokeExact(state, timex);
                        status[0] = timex.get(ValueLayout.JAVA_INT, STATUS);
                        return result;
                    });
            return (status[0] & STA_UNSYNC) == 0 ? KEPT_RIGHT : FREE;
        } catch (IOException _) {
            return UNKNOWN;
        }
    }
}
