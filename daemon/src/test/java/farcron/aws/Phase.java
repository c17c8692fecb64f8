package farcron.aws;

/// `lastStatus`, in order.
public enum Phase {
    /// The network interface is made.
    PROVISIONING,
    /// The image is pulled.
    PENDING,
    ACTIVATING,
    RUNNING,
    DEACTIVATING,
    /// The containers get a SIGTERM, and a SIGKILL later.
    STOPPING,
    /// The containers have ended, and their exit codes are known; the network interface goes.
    DEPROVISIONING,
    STOPPED;

    Phase following() {
        return values()[ordinal() + 1];
    }
}
