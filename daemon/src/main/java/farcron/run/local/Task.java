package farcron.run.local;

import farcron.job.RunFolder;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A command that is to be run, once, from a folder that is not yet there.
interface Task {

    /// Tells it from all that run now.
    long id();

    /// See [Drop#words].
    List<String> drop();

    /// What it is given of the machine; empty for what has no group of its own.
    Optional<Share> share();

    /// Makes and fills its folder.
    ///
    /// @throws IOException if nothing can be written, with the reason
    RunFolder prepare() throws IOException;

    /// The same in another place, because there was no room for the claim in this one.
    RunFolder prepareElsewhere(RunFolder full) throws IOException;

    /// Makes sure that it will not be started from a folder that it has.
    ///
    /// @return false if it has been started
    boolean withdraw();
}
