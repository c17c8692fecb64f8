package farcron.run.fargate.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The region that the URL of a queue tells. A call that is signed for another one is refused.
final class QueueRegion {

    /// `sqs.eu-west-1.amazonaws.com`, `sqs-fips.…`, `vpce-….sqs.eu-west-1.vpce.amazonaws.com`, and
    /// of old `eu-west-1.queue.amazonaws.com`.
    private static final Pattern SIGN =
            Pattern.compile(
                    "https?://(?:.*\\.)?"
                        + "(?:sqs(?:-fips)?\\.(?<now>[a-z0-9-]+)|(?<old>[a-z0-9-]+)\\.queue)"
                        + "\\.(?:vpce\\.)?(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)(?::\\d+)?/.*");

    private QueueRegion() {}

    static Optional<String> of(String url) {
        Matcher sign = SIGN.matcher(url);
        return sign.matches()
                ? Optional.ofNullable(sign.group("now")).or(() -> Optional.of(sign.group("old")))
                : Optional.empty();
    }
}
