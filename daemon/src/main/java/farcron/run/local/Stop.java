package farcron.run.local;

import farcron.job.RunFolder;
import farcron.os.ProcessStat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The processes of a run that a signal to its job must know.
///
/// @param parent of the job: the supervisor, or a session around the job whose parent that is
/// @param job leader of a session and of the process group that gets the signal
record Stop(long supervisor, long parent, long job) {

    static Optional<Stop> of(RunFolder folder) {
        return of(folder, ProcessTable.now());
    }

    /// Empty if there is no job: not yet, or not any more.
    static Optional<Stop> of(RunFolder folder, ProcessTable now) {
        if (!(Claim.of(folder) instanceof Claim.Held(var supervisor, _, _, _))
                || now.find(supervisor.id()).isEmpty()) {
            return Optional.empty();
        }
        List<ProcessStat> children = now.children(supervisor.pid());
        Stream<ProcessStat> further =
                children.stream().flatMap(child -> now.children(child.pid()).stream());
        return leader(children.stream())
                .or(() -> leader(further))
                .map(job -> new Stop(supervisor.pid(), job.parent(), job.pid()));
    }

    /// A session adopts what the job leaves without a parent; that has started after the job.
    private static Optional<ProcessStat> leader(Stream<ProcessStat> processes) {
        return processes
                .filter(process -> process.session() == process.pid())
                .min(Comparator.comparingLong(ProcessStat::startTicks));
    }
}
