package farcron.aws;

import static farcron.run.fargate.CallException.Kind;

import farcron.run.fargate.CallException;

import java.util.List;

/// What is to be done about an error of AWS.
final class Calls {

    private Calls() {}

    static CallException exception(AwsError error) {
        String message = error.code() + ": " + error.getMessage();
        return new CallException(kind(error), message, resources(error));
    }

    private static List<String> resources(AwsError error) {
        return error.more().get("resourceIds") instanceof List<?> ids
                ? ids.stream().map(String.class::cast).toList()
                : List.of();
    }

    private static Kind kind(AwsError error) {
        if (error.isSilence() || error.status() >= 500) {
            return Kind.UNCERTAIN;
        }
        String text = error.getMessage();
        return switch (error.code()) {
            case "ThrottlingException" -> Kind.THROTTLED;
            case "ConflictException" -> Kind.CONFLICT;
            case "AccessDeniedException", "BlockedException" -> Kind.DENIED;
            case "ExpiredTokenException", "UnrecognizedClientException" -> Kind.NO_CREDENTIALS;
            case "ClusterNotFoundException", "ResourceNotFoundException" -> Kind.NOT_FOUND;
            case "ClientException" -> client(text);
            case "InvalidParameterException" ->
                    text.startsWith("The referenced task was not found")
                            ? Kind.NOT_FOUND
                            : Kind.WRONG;
            default -> Kind.WRONG;
        };
    }

    private static Kind client(String text) {
        if (text.contains("concurrent") || text.contains("PROVISIONING")) {
            return Kind.NOT_NOW;
        }
        boolean gone = text.contains("not found") || text.contains("describe task definition");
        return gone ? Kind.NOT_FOUND : Kind.WRONG;
    }
}
