package farcron.run.local;

import farcron.os.ProcessId;
import farcron.os.ProcessStat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The processes of this machine at one moment, but for those that have ended.
record ProcessTable(Map<Long, ProcessStat> all) {

    static ProcessTable now() {
        return new ProcessTable(
                ProcessHandle.allProcesses()
                        .map(process -> ProcessStat.of(process.pid()))
                        .flatMap(Optional::stream)
                        .filter(process -> process.state() != 'Z')
                        .collect(
                                Collectors.toMap(
                                        ProcessStat::pid, Function.identity(), (a, _) -> a)));
    }

    Optional<ProcessStat> find(ProcessId process) {
        return Optional.ofNullable(all.get(process.pid()))
                .filter(found -> found.startTicks() == process.startTicks());
    }

    List<ProcessStat> children(long parent) {
        return all.values().stream().filter(process -> process.parent() == parent).toList();
    }

    /// These, all that they have started, and all that is in a session with one of them: whatever
    /// has lost its parent, and belongs to another one now, is still in its session.
    ///
    /// @param roots processes of this table whose sessions are nobody else's
    Set<ProcessStat> families(Collection<ProcessStat> roots) {
        Map<Long, List<ProcessStat>> byParent = new HashMap<>();
        Map<Long, List<ProcessStat>> bySession = new HashMap<>();
        for (ProcessStat process : all.values()) {
            byParent.computeIfAbsent(process.parent(), _ -> new ArrayList<>()).add(process);
            bySession.computeIfAbsent(process.session(), _ -> new ArrayList<>()).add(process);
        }
        Set<ProcessStat> found = new HashSet<>();
        Deque<ProcessStat> next = new ArrayDeque<>(roots);
        while (!next.isEmpty()) {
            ProcessStat process = next.pop();
            if (found.add(process)) {
                next.addAll(byParent.getOrDefault(process.pid(), List.of()));
                next.addAll(bySession.getOrDefault(process.session(), List.of()));
            }
        }
        return found;
    }
}
