package farcron.run.fargate;

/// The daemon is gone, between two effects.
final class Cut extends Error {
    private static final long serialVersionUID = 1;

    Cut() {
        super("kill -9", null, false, false);
    }
}
