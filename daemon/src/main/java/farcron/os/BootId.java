package farcron.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What tells one start of this machine from another, and one start of this container.
public final class BootId {

    private static final long INIT = 1;

    private BootId() {}

    /// The kernel draws a new one at each boot; containers see that of their host.
    public static String current() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the boot id; is /proc mounted?", e);
        }
    }

    /// The same with the moment at which process 1 began: that one is started anew with a
    /// container, and never within a boot of a machine. Where /proc hides it (`hidepid`), the
    /// machine's boot alone counts.
    public static String withInit() {
        return current() + ProcessStat.of(INIT).map(init -> "/" + init.startTicks()).orElse("");
    }

    /// Whether a process of this boot was started before process 1: then it ran in an earlier start
    /// of this container, and ended with it.
    public static boolean isBeforeInit(ProcessId process) {
        return ProcessStat.of(INIT)
                .filter(init -> process.startTicks() < init.startTicks())
                .isPresent();
    }
}
