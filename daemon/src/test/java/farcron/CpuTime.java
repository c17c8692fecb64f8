package farcron;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/// How long the thread of a test has computed. Unlike a clock, that does not tell how busy the
/// machine is otherwise.
public final class CpuTime {

    private CpuTime() {}

    /// Up to now, on the calling thread.
    public static Duration used() {
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }
}
