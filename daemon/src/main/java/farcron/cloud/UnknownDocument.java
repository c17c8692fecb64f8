package farcron.cloud;

/// A text from AWS is not what was asked for; the message says what would be.
public final class UnknownDocument extends Exception {

    private static final long serialVersionUID = 1;

    UnknownDocument(String message) {
        super(message);
    }
}
