package farcron.dispatch;

import farcron.job.Upstream;

import java.util.List;

/// What the ends of its upstreams mean for a dependent.
sealed interface Verdict {

    /// All that it waits for has come.
    ///
    /// @param ends that made it so
    record Start(List<Upstream> ends) implements Verdict {}

    /// Something has not ended yet.
    ///
    /// @param why such as `waits for load and transform`
    record Wait(String why) implements Verdict {}

    /// It can not start any more in this wave.
    ///
    /// @param why such as `upstream extract failed (run 1841, exit 3)`
    /// @param ends that decided it
    record Blocked(String why, List<Upstream> ends) implements Verdict {}
}
