package farcron.clock;

/// What a wake-up has to look at: the crontab minutes that now count, for each of the two kinds of
/// jobs that cron tells apart.
///
/// @param wildcard for jobs whose minute or hour field begins with `*`
/// @param fixed for all others
public record Due(Minutes wildcard, Minutes fixed) {

    public Minutes of(boolean isWildcard) {
        return isWildcard ? wildcard : fixed;
    }
}
