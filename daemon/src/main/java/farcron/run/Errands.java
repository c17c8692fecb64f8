package farcron.run;

import farcron.job.Outcome;
import farcron.job.RunFolder;

import java.util.concurrent.CompletionStage;

/// Who runs errands. Any thread may ask.
@FunctionalInterface
public interface Errands {

    /// @param run the folder of the run it is for
    /// @return how it ended; what it has written is in the `log` of its own folder by then. Never
    ///   completes with an exception
    CompletionStage<Outcome> run(RunFolder run, Errand errand);
}
