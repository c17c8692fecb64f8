package farcron.cli;

/// crontab(1) cannot do what it was asked. The message is what standard error gets; the exit status
/// is 1.
final class CrontabRefusal extends Exception {

    private static final long serialVersionUID = 1;

    CrontabRefusal(String message) {
        super(message, null, false, false);
    }
}
