package farcron.swap;

import java.io.IOException;

/// One thing that is done in a swap, and how it is undone.
///
/// @param says what it does, for people: `stop cron; its running jobs go on`
/// @param act what it does
/// @param undo what makes it as it was; after half an act, too
record Step(String says, Deed act, Deed undo) {

    /// Something done to the machine.
    @FunctionalInterface
    interface Deed {

        Deed NOTHING = () -> {};

        /// @throws IOException why it could not be done, for people
        void carryOut() throws IOException;
    }

    /// A step that leaves nothing behind.
    static Step of(String says, Deed act) {
        return new Step(says, act, Deed.NOTHING);
    }
}
