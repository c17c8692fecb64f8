package farcron.run.local;

import farcron.job.RunFolder;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// An errand for a run, whose folder it shares.
record ErrandTask(long id, List<String> drop, JobFiles files, RunFolder folder) implements Task {

    /// It is not the job's work, and is not to fail for want of what the job may use.
    @Override
    public Optional<Share> share() {
        return Optional.empty();
    }

    @Override
    public RunFolder prepare() throws IOException {
        Places.discard(folder);
        Places.fill(folder, files);
        return folder;
    }

    /// Its run has found its room; that is all there is.
    @Override
    public RunFolder prepareElsewhere(RunFolder full) throws IOException {
        throw new IOException("there is no room in " + full.path() + "; make room on its disk");
    }

    @Override
    public boolean withdraw() {
        return !claimed(folder);
    }

    /// Whether somebody has begun it. If not, nobody will any more, from what is there now.
    static boolean claimed(RunFolder folder) {
        Claim.withdraw(folder);
        return switch (Sight.of(folder)) {
            case Sight.Running _, Sight.Over _ -> true;
            case Sight.Unclaimed _, Sight.Refused _ -> false;
        };
    }
}
