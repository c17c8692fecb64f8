package farcron.run.fargate.aws;

import farcron.run.fargate.CallException;
import farcron.run.fargate.CallException.Kind;

import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is to be made of a call that AWS has not answered, or that was never sent. The SDK tells
/// that in kilobytes.
final class NoAnswer {

    /// What the SDK says where `role_arn`, `sso_…` or a token file ask for a part that is not here.
    private static final Pattern PART_IS_MISSING =
            Pattern.compile("the '(\\w+)' service module must be on the class path");

    private static final String KEYS =
            "give this machine a role, or farcron's service AWS_ACCESS_KEY_ID and"
                    + " AWS_SECRET_ACCESS_KEY";

    private NoAnswer() {}

    static CallException of(String action, SdkException trouble) {
        String said = String.valueOf(trouble.getMessage());
        if (said.contains("Unable to load region")) {
            return new CallException(
                    Kind.WRONG,
                    "no AWS region is known; set fargate-region in farcron.conf, or FARGATE_REGION"
                            + " above the line");
        }
        if (said.contains("Unable to load credentials")) {
            return none(credentials(said));
        }
        if (said.contains("invalid region configuration")) {
            String which = said.replaceFirst("(?s) and tags.*", "");
            return new CallException(
                    Kind.WRONG,
                    action
                            + ": there is no such region; look at fargate-region and FARGATE_REGION"
                            + " ("
                            + Troubles.line(which)
                            + ")");
        }
        if (trouble instanceof ApiCallTimeoutException) {
            return new CallException(
                    Kind.UNCERTAIN,
                    action
                            + ": no answer came in time; look at this machine's way to AWS, such as"
                            + " a firewall or a proxy");
        }
        String why = unknownHost(trouble).orElse(said);
        return new CallException(Kind.UNCERTAIN, action + ": " + Troubles.line(why));
    }

    /// The JDK refuses a header that credentials with a line break in them have come into, and
    /// cites it. It is not cited here.
    static CallException neverSent(IllegalArgumentException trouble) {
        if (String.valueOf(trouble.getMessage()).contains("header")) {
            return none("the AWS credentials cannot be sent; look for a line break in them");
        }
        throw trouble;
    }

    private static CallException none(String words) {
        return new CallException(Kind.NO_CREDENTIALS, words);
    }

    private static String credentials(String said) {
        Matcher part = PART_IS_MISSING.matcher(said);
        return part.find()
                ? "the AWS credentials are to come from "
                        + part.group(1)
                        + ", of which farcron knows nothing; "
                        + KEYS
                : "no AWS credentials were found; " + KEYS + ", or root a file ~/.aws/credentials";
    }

    /// The SDK's own text keeps the name to itself.
    private static Optional<String> unknownHost(Throwable trouble) {
        return Stream.iterate(trouble, Objects::nonNull, Throwable::getCause)
                .filter(UnknownHostException.class::isInstance)
                .findFirst()
                .map(name ->
                        "there is no host "
                                + name.getMessage()
                                + "; look at the region and at this machine's DNS");
    }
}
