package farcron.run.local;

import farcron.job.RunFolder;
import farcron.os.ControlGroup;
import farcron.os.ProcessId;
import farcron.os.ProcessStat;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// What is known of the processes of something that was asked to end. Whatever was seen once is
/// found again, also when all that it descends from is gone.
///
/// Any thread may ask whether there is something; the rest is for `local-starter`.
final class Remains {

    /// Whoever cannot be halted in so many rounds waits for a device, and is killed as it is.
    private static final int ROUNDS_TO_HALT = 10;

    private final Set<ProcessId> seen = ConcurrentHashMap.newKeySet();
    private volatile Optional<Claim.Held> claim = Optional.empty();
    private int halts;

    /// @param stop the job, if there is one
    /// @param all that live, also those of the job's process group
    private record Living(Optional<Stop> stop, Collection<ProcessStat> all) {

        /// Whether none of them can do anything.
        boolean isHalted() {
            return all.stream().allMatch(process -> process.state() == 'T');
        }

        /// To the job's process group all at once, to the others one by one.
        void send(Signal signal, Spawner spawner) throws IOException {
            if (stop.isPresent()) {
                spawner.stop(signal, stop.get());
            }
            spawner.signal(signal, others());
        }

        private List<ProcessId> others() {
            return all.stream()
                    .filter(process -> stop.isEmpty() || process.group() != stop.get().job())
                    .map(ProcessStat::id)
                    .toList();
        }
    }

    /// Whether anything was ever seen, or is to be looked for in a group.
    boolean any() {
        return !seen.isEmpty() || group().isPresent();
    }

    /// Looks again.
    boolean areGone() {
        return look(View.of(group()), Optional.empty()).all().isEmpty();
    }

    /// Looks again, and sends them what leads to the end that is wished for.
    ///
    /// @param folder of what was begun
    /// @return whether there was somebody to get it
    boolean send(Signal wish, RunFolder folder, Claim.Held begun, Spawner spawner)
            throws IOException {
        claim = Optional.of(begun);
        if (wish == Signal.KILL) {
            // What has left the group, as root's jobs can, is left to the rest.
            group().ifPresent(ControlGroup::kill);
        }
        View view = View.of(group());
        Living living = look(view, Stop.of(folder, view.now()));
        boolean halt = wish == Signal.KILL && !living.isHalted() && halts < ROUNDS_TO_HALT;
        halts += halt ? 1 : 0;
        living.send(halt ? Signal.STOP : wish, spawner);
        return !living.all().isEmpty();
    }

    private Optional<ControlGroup> group() {
        return claim.flatMap(Claim.Held::group);
    }

    private Living look(View view, Optional<Stop> stop) {
        ProcessTable now = view.now();
        Stream<ProcessStat> known = seen.stream().map(now::find).flatMap(Optional::stream);
        Stream<ProcessStat> roots = stop.stream().flatMap(of -> roots(now, of));
        // Who enters it is for a moment still in the session of all supervisors.
        Stream<ProcessStat> members =
                view.members()
                        .filter(process ->
                                process.session() != claim.orElseThrow().supervisor().session());
        Set<ProcessStat> alive =
                now.families(Stream.of(known, roots, members).flatMap(process -> process).toList());
        alive.forEach(process -> seen.add(process.id()));
        return new Living(stop, alive);
    }

    /// The job, and what a session has adopted; not what the session has started for itself, which
    /// shares the supervisor's session.
    private static Stream<ProcessStat> roots(ProcessTable now, Stop stop) {
        long own = now.all().get(stop.supervisor()).session();
        return now.children(stop.parent()).stream().filter(child -> child.session() != own);
    }

    /// The processes of the machine, and which of them are in a group.
    private record View(ProcessTable now, Set<Long> inGroup) {

        /// The group is asked before and after. So no number is of a process that was in it, and of
        /// another one in the table.
        static View of(Optional<ControlGroup> group) {
            Set<Long> before = group.map(ControlGroup::processes).orElse(Set.of());
            ProcessTable now = ProcessTable.now();
            Set<Long> both = new HashSet<>(before);
            both.retainAll(group.map(ControlGroup::processes).orElse(Set.of()));
            return new View(now, both);
        }

        Stream<ProcessStat> members() {
            return now.all().values().stream().filter(process -> inGroup.contains(process.pid()));
        }
    }
}
