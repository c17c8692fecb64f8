package farcron.aws;

import java.util.LinkedHashMap;
import java.util.Map;

/// What AWS answers instead of what was asked for.
public final class AwsError extends Exception {

    private static final long serialVersionUID = 1;

    private static final int NONE = 0;

    private final int status;
    private final String code;
    private final transient Map<String, Object> more;

    /// @param status of HTTP; 0: no answer comes
    private AwsError(int status, String code, String message, Map<String, Object> more) {
        super(message);
        this.status = status;
        this.code = code;
        this.more = more;
    }

    public static AwsError of(String code, String message) {
        return new AwsError(400, code, message, Map.of());
    }

    static AwsError of(String code, String message, Map<String, Object> more) {
        return new AwsError(400, code, message, more);
    }

    /// The name of what is wrong with most requests.
    public static AwsError wrong(String message) {
        return of("InvalidParameterException", message);
    }

    static AwsError throttled() {
        return of("ThrottlingException", "Rate exceeded");
    }

    static AwsError server() {
        String message = "Service Unavailable. Please try again later.";
        return new AwsError(500, "ServerException", message, Map.of());
    }

    static AwsError silence() {
        return new AwsError(NONE, "NoAnswer", "the other side does not answer", Map.of());
    }

    public boolean isSilence() {
        return status == NONE;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /// What the body has besides the message.
    public Map<String, Object> more() {
        return more;
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("__type", code);
        body.put("message", getMessage());
        body.putAll(more);
        return body;
    }
}
