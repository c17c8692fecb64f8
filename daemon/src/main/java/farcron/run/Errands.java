package farcron.run;

import farcron.job.Outcome;
import farcron.job.RunFolder;

import java.util.concurrent.CompletionStage;

/// Who runs errands. Any thread may ask.
@FunctionalInterface
public interface Errands {

    /// Starts an errand, unless it was started before, be it by an earlier daemon: then its end is
    /// waited for, or told if it has come.
    ///
    /// @param run the folder of the run it is for
    /// @return how it ended; what it has written is in the `log` of its own folder by then. After
    ///   [Outcome.NotStarted] nothing of it has run, and it may be asked for again; after
    ///   [Outcome.Lost] it may have run. Never completes with an exception
    CompletionStage<Outcome> run(RunFolder run, Errand errand);
}
