package farcron.run.local;

import farcron.job.RunFolder;
import farcron.os.ProcessStat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The processes of a run that a signal to its job must know.
///
/// @param parent of the job: the supervisor, or a session around the job whose parent that is
/// @param job leader of a session and of the process group that gets the signal
record Stop(long supervisor, long parent, long job) {

    /// Empty if there is no job: not yet, or not any more.
    static Optional<Stop> of(RunFolder folder) {
        if (!(Claim.of(folder) instanceof Claim.Held(var supervisor, _, _))
                || !supervisor.alive()) {
            return Optional.empty();
        }
        List<ProcessStat> children = supervisor.children();
        return Stream.concat(
                        children.stream(),
                        children.stream().flatMap(child -> child.id().children().stream()))
                .filter(process -> process.session() == process.pid())
                .map(job -> new Stop(supervisor.pid(), job.parent(), job.pid()))
                .findFirst();
    }
}
