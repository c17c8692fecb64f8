package farcron.simulation;

/// The daemon is gone, between two effects.
final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
        super("kill -9", null, false, false);
    }
}
