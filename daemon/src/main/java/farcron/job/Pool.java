package farcron.job;

/// Something of which there is only so much, which runs that need it share.
///
/// @param owner whose crontabs share it; empty for a pool of the whole machine
/// @param size how many runs may have it at once, as the line's crontab says; at least 1
public record Pool(String owner, String name, int size) {

    /// Whether a run in one takes a place in the other.
    public boolean isSame(Pool other) {
        return owner.equals(other.owner) && name.equals(other.name);
    }
}
