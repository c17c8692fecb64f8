package farcron.run.fargate.aws;

import farcron.run.fargate.CallException;
import farcron.run.fargate.CallException.Kind;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.ConflictException;

import java.util.Optional;
import java.util.Set;

/// What is to be made of a call that failed.
///
/// ECS says too much by one name: a `ClientException` is a definition that is gone as well as a
/// limit that is reached. So its text has to decide.
final class Troubles {

    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException");

    /// A region that the account has not enabled answers so, too.
    private static final Set<String> UNKNOWN_KEYS =
            Set.of(
                    "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "MissingAuthenticationToken",
                    "MissingAuthenticationTokenException",
                    "InvalidSignatureException",
                    "SignatureDoesNotMatch",
                    "IncompleteSignature",
                    "RequestExpired");

    private static final Set<String> DENIED =
            Set.of("AccessDenied", "AccessDeniedException", "OptInRequired");

    private static final Set<String> NOT_FOUND =
            Set.of(
                    "ClusterNotFoundException",
                    "ResourceNotFoundException",
                    "QueueDoesNotExist",
                    "QueueDoesNotExistException",
                    "AWS.SimpleQueueService.NonExistentQueue");

    private static final Set<String> NOT_NOW =
            Set.of(
                    "LimitExceededException",
                    "ServiceQuotaExceededException",
                    "ResourceInUseException",
                    "UpdateInProgressException",
                    "OverLimit");

    private static final int WORDS_MAX = 1000;

    private Troubles() {}

    /// @param action with its service: `ecs:RunTask`
    static CallException of(String action, SdkException trouble) {
        return switch (trouble) {
            case ConflictException conflict ->
                    new CallException(
                            Kind.CONFLICT, words(action, conflict), conflict.resourceIds());
            case AwsServiceException answer -> ofAnswer(action, answer);
            default -> NoAnswer.of(action, trouble);
        };
    }

    static boolean isExpired(AwsServiceException trouble) {
        return EXPIRED.contains(code(trouble));
    }

    private static CallException ofAnswer(String action, AwsServiceException answer) {
        Kind kind = kind(answer);
        String words = words(action, answer);
        return new CallException(kind, kind == Kind.NO_CREDENTIALS ? keys(answer, words) : words);
    }

    private static Kind kind(AwsServiceException answer) {
        String code = code(answer);
        if (answer.isThrottlingException() || code.startsWith("Throttling")) {
            return Kind.THROTTLED;
        }
        // Without a code it is not AWS that answers, but something on the way.
        if (answer.statusCode() >= 500 || code.isEmpty()) {
            return Kind.UNCERTAIN;
        }
        if (isExpired(answer) || UNKNOWN_KEYS.contains(code)) {
            return Kind.NO_CREDENTIALS;
        }
        if (DENIED.contains(code) || says(answer, "not authorized to perform")) {
            return Kind.DENIED;
        }
        if (NOT_FOUND.contains(code)) {
            return Kind.NOT_FOUND;
        }
        return NOT_NOW.contains(code) ? Kind.NOT_NOW : kindByText(answer);
    }

    private static Kind kindByText(AwsServiceException answer) {
        if (says(answer, "is inactive")) {
            return Kind.WRONG;
        }
        if (says(answer, "concurrent") || says(answer, "PROVISIONING")) {
            return Kind.NOT_NOW;
        }
        boolean unknown =
                says(answer, "Unable to describe task definition")
                        || says(answer, "TaskDefinition not found")
                        || says(answer, "The referenced task was not found");
        return unknown ? Kind.NOT_FOUND : Kind.WRONG;
    }

    static boolean says(AwsServiceException answer, String words) {
        return text(answer).contains(words);
    }

    private static String keys(AwsServiceException answer, String words) {
        String plain =
                isExpired(answer)
                        ? "the AWS credentials have expired and no newer ones were found; renew"
                                + " them, or give this machine a role"
                        : "AWS does not accept the credentials; look at the keys, at this"
                                + " machine's clock, and whether the account has the region"
                                + " enabled";
        return plain + " (" + words + ")";
    }

    private static String words(String action, AwsServiceException answer) {
        String request = answer.requestId() == null ? "" : " (request " + answer.requestId() + ")";
        String code = code(answer);
        String who = code.isEmpty() ? "an answer that is not AWS's" : code;
        return action + ": " + who + ": " + line(text(answer)) + request;
    }

    private static String code(AwsServiceException answer) {
        return details(answer).map(AwsErrorDetails::errorCode).orElse("");
    }

    private static String text(AwsServiceException answer) {
        return details(answer)
                .map(AwsErrorDetails::errorMessage)
                .orElseGet(() -> "HTTP " + answer.statusCode());
    }

    private static Optional<AwsErrorDetails> details(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails());
    }

    static String line(String said) {
        String line =
                String.valueOf(said).strip().replaceAll("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
        return line.length() > WORDS_MAX ? line.substring(0, WORDS_MAX) + "…" : line;
    }
}
