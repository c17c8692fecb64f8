package farcron.swap;

/// What a look at the machine says about a swap.
public sealed interface Prospect {

    /// There is nothing to do.
    record Done(String what) implements Prospect {}

    /// It cannot be done.
    ///
    /// @param why with the remedy; may have several lines
    record Refused(String why) implements Prospect {}

    record Possible(Plan plan) implements Prospect {}
}
