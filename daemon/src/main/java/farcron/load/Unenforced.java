package farcron.load;

import farcron.os.ControlGroups;

import java.util.Optional;

/// Why nothing on this machine holds a run to its `mem:` and `cpu:`.
///
/// @param why in words that go on after a colon, such as `cgroups are v1 here`
/// @param remedy what to do about it
public record Unenforced(String why, String remedy) {

    /// Absent where runs have control groups of their own.
    public static Optional<Unenforced> by(ControlGroups groups) {
        return groups instanceof ControlGroups.Unusable(String why, String remedy)
                ? Optional.of(new Unenforced(why, remedy))
                : Optional.empty();
    }
}
