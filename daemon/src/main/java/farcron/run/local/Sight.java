package farcron.run.local;

import farcron.job.Outcome;
import farcron.job.RunFolder;
import farcron.os.BootId;

import java.util.Optional;

/// What a run's folder shows, to whomever looks at it and whenever.
sealed interface Sight {

    /// Nothing of it has run.
    record Unclaimed() implements Sight {}

    record Running() implements Sight {}

    record Over(Outcome outcome) implements Sight {}

    static Sight of(RunFolder folder) {
        return switch (Claim.of(folder)) {
            case Claim.None _, Claim.Empty _, Claim.Withdrawn _ -> new Unclaimed();
            case Claim.Held held -> of(folder, held);
        };
    }

    private static Sight of(RunFolder folder, Claim.Held claim) {
        Optional<Outcome> exited = ExitStatus.of(folder, claim.at());
        if (exited.isPresent()) {
            return new Over(exited.get());
        }
        boolean rebooted = !claim.boot().equals(BootId.current());
        if (!rebooted && claim.supervisor().alive()) {
            return new Running();
        }
        // It may have ended between the two looks.
        return new Over(ExitStatus.of(folder, claim.at()).orElseGet(() -> lost(claim, rebooted)));
    }

    private static Outcome lost(Claim.Held claim, boolean rebooted) {
        return new Outcome.Lost(
                rebooted
                        ? "the machine was restarted while it ran"
                        : "its supervising process %d was killed or could not fork; look for"
                                        .formatted(claim.supervisor().pid())
                                + " \"out of memory\" and process limits in the system's log");
    }
}
