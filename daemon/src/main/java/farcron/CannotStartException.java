package farcron;

/// There is a reason not to start at all; the message says which, and what to do.
final class CannotStartException extends Exception {
    private static final long serialVersionUID = 1;

    CannotStartException(String message) {
        super(message);
    }

    CannotStartException(Exception reason) {
        super(reason.getMessage(), reason);
    }
}
