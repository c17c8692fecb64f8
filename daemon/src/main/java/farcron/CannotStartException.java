package farcron;

/// There is a reason not to start at all; the message says which, and what to do.
final class CannotStartException extends Exception {
    private static final long serialVersionUID = 1;

    /// The exit status that tells it: EX_CONFIG of sysexits(3). To start again would not mend it.
    static final int STATUS = 78;

    CannotStartException(String message) {
        super(message);
    }

    CannotStartException(Exception reason) {
        super(reason.getMessage(), reason);
    }
}
