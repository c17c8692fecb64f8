package farcron.run.local;

import farcron.os.ControlGroup;
import farcron.os.ControlGroups;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Whether runs have control groups of their own, and where.
public sealed interface Grouping {

    /// Then they are not limited, and what they have used is known less well.
    record None() implements Grouping {}

    /// Wherever systemd can give some away, in scopes named `farcron-jobs-…`.
    record BySystemd() implements Grouping {}

    /// In a part of the tree that is the daemon's already.
    record In(ControlGroup part) implements Grouping {}

    /// One that nobody has yet; empty where there can be none. Nothing is executed for it.
    default Optional<Scope> scope() {
        // The machine has one such clock, which does not go back while it is up.
        String name = "farcron-jobs-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        if (this instanceof In(ControlGroup part)) {
            return Optional.of(new Scope.Folder(part, name));
        }
        return this instanceof BySystemd
                        && ControlGroups.here() instanceof ControlGroups.Usable groups
                ? Optional.of(new Scope.OfSystemd(groups, name, service(groups)))
                : Optional.empty();
    }

    private static Optional<String> service(ControlGroups.Usable groups) {
        try {
            Path own = ControlGroup.of(groups.tree(), ProcessHandle.current().pid()).path();
            return Optional.of(own.getFileName().toString())
                    .filter(unit -> unit.endsWith(".service"));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
