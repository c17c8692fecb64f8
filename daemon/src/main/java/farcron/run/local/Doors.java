package farcron.run.local;

import farcron.job.CronLine;
import farcron.run.Asked;
import farcron.run.Ended;
import farcron.run.Letterheads;

import java.util.Optional;
import java.util.function.Consumer;

/// What a local runner says to other rooms, and asks of them, on any of its threads.
///
/// @param ended is told each end of a run
/// @param asked is told how each `when:` test ended
/// @param letterheads says what goes into a run's folder for its mail
/// @param log is given what cron would log about a run that could not be started
public record Doors(Ended ended, Asked asked, Letterheads letterheads, Consumer<CronLine> log) {

    /// For runs of which only the end matters.
    public static Doors only(Ended ended) {
        return new Doors(ended, (_, _) -> {}, (_, _) -> Optional.empty(), _ -> {});
    }
}
