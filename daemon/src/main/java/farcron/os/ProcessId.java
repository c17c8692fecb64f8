package farcron.os;

import java.util.List;
import java.util.Optional;

/// A process that cannot be confused with a later one of the same number.
///
/// @param startTicks as in [ProcessStat]
public record ProcessId(long pid, long startTicks) {

    /// False also for one that has ended and was not yet waited for.
    public boolean alive() {
        return ProcessStat.of(pid)
                .filter(stat -> stat.startTicks() == startTicks && stat.state() != 'Z')
                .isPresent();
    }

    public List<ProcessStat> children() {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(child -> ProcessStat.of(child.pid()))
                .flatMap(Optional::stream)
                .filter(child -> child.parent() == pid)
                .toList();
    }
}
