package farcron.run.fargate;

import java.util.List;

/// AWS has not done what it was asked for; or nobody knows whether it has.
public final class CallException extends Exception {

    private static final long serialVersionUID = 1;

    /// What is to be done about it.
    public enum Kind {
        /// Too much was asked for in too little time; nothing was done. To be sent again.
        THROTTLED,
        /// It may or may not have been done: no answer came, or a 5xx. To be sent again, as it was.
        UNCERTAIN,
        /// Credentials or region are missing or have expired; nothing was done. Worth asking again.
        NO_CREDENTIALS,
        /// These credentials may not do it.
        DENIED,
        /// A limit of the account, or a resource that is not ready yet; nothing was done.
        NOT_NOW,
        /// Another request was sent under the same token, and has started [#resources].
        CONFLICT,
        /// There is no such thing.
        NOT_FOUND,
        /// It would never be done.
        WRONG
    }

    private final Kind kind;

    /// ARNs.
    private final transient List<String> resources;

    /// @param message one line, in AWS's words, with its request id where there is one
    public CallException(Kind kind, String message) {
        this(kind, message, List.of());
    }

    public CallException(Kind kind, String message, List<String> resources) {
        super(message);
        this.kind = kind;
        this.resources = List.copyOf(resources);
    }

    public Kind kind() {
        return kind;
    }

    /// For [Kind#CONFLICT] the tasks that the token stands for.
    public List<String> resources() {
        return resources;
    }
}
