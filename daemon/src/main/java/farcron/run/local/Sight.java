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

    /// Nothing more will come of it.
    sealed interface End extends Sight {}

    record Over(Outcome outcome) implements End {}

    /// Nothing of it has run.
    record Refused(Refusal refusal) implements End {}

    static Sight of(RunFolder folder) {
        return switch (Claim.of(folder)) {
            case Claim.None _, Claim.Empty _, Claim.Withdrawn _ -> new Unclaimed();
            case Claim.Held held -> of(folder, held);
        };
    }

    private static Sight of(RunFolder folder, Claim.Held claim) {
        Optional<End> end = ExitStatus.of(folder, claim.at());
        if (end.isPresent()) {
            return end.get();
        }
        boolean rebooted = !claim.boot().equals(BootId.current());
        if (!rebooted && claim.supervisor().id().alive()) {
            return new Running();
        }
        // It may have ended between the two looks.
        return ExitStatus.of(folder, claim.at()).orElseGet(() -> lost(claim, rebooted));
    }

    private static End lost(Claim.Held claim, boolean rebooted) {
        if (rebooted) {
            return lost("the machine was restarted while it ran");
        }
        if (BootId.isBeforeInit(claim.supervisor().id())) {
            return lost("the container was restarted while it ran");
        }
        String killed =
                "its supervising process %d was killed or could not fork; look for \"out of"
                        + " memory\" and process limits in the system's log";
        return lost(killed.formatted(claim.supervisor().pid()));
    }

    static End lost(String why) {
        return new Over(new Outcome.Lost(why));
    }
}
