package farcron.record;

/// The record cannot be read or written. The message is a sentence for people: which file, what is
/// wrong with it, and what to do.
public final class RecordException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
