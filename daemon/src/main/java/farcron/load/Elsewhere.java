package farcron.load;

/// What crontabs there may be beside those at hand, so that a name that is not found may yet be
/// right.
public enum Elsewhere {
    /// None: these are all that the daemon runs.
    NOTHING,
    /// Some that a line would name with their scopes.
    SCOPES,
    /// Some whose jobs a line may just name.
    ANYTHING
}
