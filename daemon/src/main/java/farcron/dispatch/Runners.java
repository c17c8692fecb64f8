package farcron.dispatch;

import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.Target;
import farcron.run.Runner;

import java.util.Optional;

/// Which runner runs what.
///
/// @param local runs processes on this machine, and asks all tests
/// @param fargate absent where lines for Fargate do not run
public record Runners(Runner local, Optional<Runner> fargate) {

    public Runners(Runner local) {
        this(local, Optional.empty());
    }

    /// Why a job's runs cannot be, if so.
    Optional<String> refuses(Job job) {
        return switch (job.target()) {
            case Target.Fargate _ when fargate.isEmpty() ->
                    Optional.of("fargate is off on this daemon");
            case Target.Fargate _, Target.Local _ -> Optional.empty();
        };
    }

    Runner of(Job job) {
        return switch (job.target()) {
            case Target.Local _ -> local;
            case Target.Fargate _ -> fargate.orElseThrow();
        };
    }

    /// Whether the command of a run begins with the run; when that of a task does is told later.
    boolean beginsAtOnce(RunRecord run) {
        return of(run).filter(runner -> runner == local).isPresent();
    }

    /// For a run whose line may be gone.
    ///
    /// @return absent if there is nobody to ask
    Optional<Runner> of(RunRecord run) {
        return run.place().isLocal() ? Optional.of(local) : fargate;
    }
}
