package farcron.dispatch;

import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.Target;
import farcron.run.Runner;

/// Which runner runs what.
public record Runners(Runner local) {

    Runner of(Job job) {
        return switch (job.target()) {
            case Target.Local _ -> local;
        };
    }

    /// For a run whose line may be gone.
    Runner of(RunRecord run) {
        return local;
    }
}
