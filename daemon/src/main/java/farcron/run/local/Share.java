package farcron.run.local;

import farcron.job.Limits;
import farcron.os.ControlGroup;

import java.io.IOException;

/// What a run is given of the machine: a control group of its own.
///
/// @param name of the group, among those of one [Scope]
record Share(String name, Limits limits) {

    private static final int MEBIBYTE = 1 << 20;

    /// @throws IOException if it cannot be limited so, with a reason for people
    ControlGroup in(ControlGroup scope) throws IOException {
        ControlGroup group = new ControlGroup(scope.path().resolve(name));
        try {
            scope.make(name);
            if (limits.memory().isPresent()) {
                group.limitMemory((long) limits.memory().getAsInt() * MEBIBYTE);
            }
            if (limits.cpu().isPresent()) {
                group.limitProcessors(limits.cpu().getAsInt());
            }
            return group;
        } catch (IOException e) {
            group.remove();
            throw new IOException(
                    "its mem: and cpu: cannot be kept to, so it does not run: "
                            + e
                            + "; free what is used up there, or take the words off its line",
                    e);
        }
    }
}
