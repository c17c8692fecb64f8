package farcron.job;

/// What a job is known by: its name within its scope.
///
/// @param scope the user whose crontab it stands in, or the name of the system file
/// @param name unique in that scope
public record JobKey(String scope, String name) {

    /// By hand, as a record's own would be put together at each start, and is slow until it is
    /// compiled; each line is looked up by its key many times.
    @Override
    public boolean equals(Object other) {
        return other instanceof JobKey(String itsScope, String itsName)
                && name.equals(itsName)
                && scope.equals(itsScope);
    }

    @Override
    public int hashCode() {
        return 31 * scope.hashCode() + name.hashCode();
    }

    @Override
    public String toString() {
        return scope + "/" + name;
    }
}
