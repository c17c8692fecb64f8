package farcron.run.fargate;

/// Has calls made that block: somewhere, not in the caller's thread. What comes of them is posted
/// to the [Desk].
@FunctionalInterface
public interface Calls {
    void make(Runnable call);
}
