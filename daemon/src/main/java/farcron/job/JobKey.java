package farcron.job;

/// What a job is known by: its name within its scope.
///
/// @param scope the user whose crontab it stands in, or the name of the system file
/// @param name unique in that scope
public record JobKey(String scope, String name) {

    @Override
    public String toString() {
        return scope + "/" + name;
    }
}
