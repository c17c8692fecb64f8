package farcron.simulation;

/// Something happened that must never happen.
final class Violation extends AssertionError {
    private static final long serialVersionUID = 1;

    Violation(String what, Object... values) {
        super(what.formatted(values));
    }
}
