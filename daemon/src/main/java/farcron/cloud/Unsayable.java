package farcron.cloud;

/// A crontab cannot say this; the message is a sentence about what it is.
final class Unsayable extends Exception {

    private static final long serialVersionUID = 1;

    Unsayable(String message) {
        super(message);
    }
}
