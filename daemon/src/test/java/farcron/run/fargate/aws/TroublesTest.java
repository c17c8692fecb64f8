package farcron.run.fargate.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farcron.run.fargate.CallException;
import farcron.run.fargate.CallException.Kind;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/// What is to be done about a call that failed.
class TroublesTest {

    private final CannedAws canned = new CannedAws();
    private final Surroundings surroundings = new Surroundings(canned.url());
    private final Aws aws = new Aws();

    @AfterEach
    void stop() {
        aws.close();
        surroundings.close();
        canned.close();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    status | code | message | kind | asked | why
                    400 | ThrottlingException | Rate exceeded | UNCERTAIN | 3 | it says so only of the last one
                    500 | ServerException | oops | UNCERTAIN | 3 | it may have been done
                    503 | ServiceUnavailable | oops | UNCERTAIN | 3 | it may have been done
                    400 | ClientException | TaskDefinition is inactive | WRONG | 1 | it stays so
                    400 | ClientException | TaskDefinition not found. | NOT_FOUND | 1 | gone
                    400 | ClientException | You have reached the concurrent tasks limit | NOT_NOW \
                    | 1 | until one ends
                    400 | ClientException | Too many tasks in PROVISIONING state | NOT_NOW \
                    | 1 | wait
                    400 | ClientException | User: x is not authorized to perform: iam:PassRole \
                    | DENIED | 1 | ECS says it by that name too
                    400 | AccessDeniedException \
                    | User: x is not authorized to perform: ecs:RunTask | DENIED | 1 | by name
                    400 | InvalidParameterException | Container Overrides length must be at most \
                    8192 | WRONG | 1 | it stays so
                    400 | ClusterNotFoundException | Cluster not found. | NOT_FOUND | 1 | mistyped
                    400 | PlatformUnknownException | x | WRONG | 1 | it stays so
                    400 | PlatformTaskDefinitionIncompatibilityException | x | WRONG | 1 | same
                    400 | UnsupportedFeatureException | x | WRONG | 1 | it stays so
                    400 | BlockedException | x | WRONG | 1 | it stays so
                    400 | LimitExceededException | x | NOT_NOW | 1 | a quota
                    400 | UnrecognizedClientException | The security token is invalid \
                    | NO_CREDENTIALS | 1 | somebody may mend the keys
                    400 | ExpiredTokenException | The security token has expired | NO_CREDENTIALS \
                    | 2 | looked for newer ones once
                    """)
    void an_answer_of_aws_means(
            int status, String code, String message, Kind kind, int asked, String why) {
        canned.fails(status, code, message);
        CallException trouble = trouble(() -> aws.ecs().run(Requested.plain("f1-x")));
        assertThat(trouble.kind()).isEqualTo(kind);
        assertThat(trouble)
                .hasMessageContaining("ecs:RunTask: " + code + ": " + message + " (request r-1)");
        assertThat(canned.asked()).hasSize(asked);
        assertThat(canned.asked().stream().map(CannedAws.Asked::body).distinct()).hasSize(1);
    }

    @Test
    void an_expired_token_is_looked_for_again() throws Exception {
        canned.fails(400, "ExpiredTokenException", "The security token has expired")
                .answers(200, "{\"tasks\":[{\"taskArn\":\"arn\"}]}");
        aws.ecs().run(Requested.plain("f1-x"));
        assertThat(canned.asked()).hasSize(2);
    }

    @Test
    void a_conflict_names_what_the_token_stands_for() {
        canned.answers(
                400,
                "{\"__type\":\"ConflictException\",\"message\":\"token\","
                        + "\"resourceIds\":[\"arn:a\",\"arn:b\"]}");
        CallException trouble = trouble(() -> aws.ecs().run(Requested.plain("f1-x")));
        assertThat(trouble.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(trouble.resources()).containsExactly("arn:a", "arn:b");
    }

    @Test
    void an_answer_that_is_not_of_aws_tells_nothing() {
        canned.answers(403, "<html>The proxy does not like you</html>");
        CallException trouble = trouble(() -> aws.ecs().run(Requested.plain("f1-x")));
        assertThat(trouble.kind()).isEqualTo(Kind.UNCERTAIN);
        assertThat(trouble).hasMessageContaining("an answer that is not AWS's: HTTP 403");
    }

    @Test
    void a_connection_that_is_cut_tells_nothing_and_the_request_is_repeated_as_it_was() {
        canned.answers(0, "");
        CallException trouble = trouble(() -> aws.ecs().run(Requested.plain("f1-x")));
        assertThat(trouble.kind()).isEqualTo(Kind.UNCERTAIN);
        assertThat(canned.asked()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(canned.asked().stream().map(CannedAws.Asked::body).distinct()).hasSize(1);
    }

    @Test
    void a_server_that_accepted_and_then_failed_is_asked_the_same_again() throws Exception {
        canned.fails(500, "ServerException", "oops")
                .answers(200, "{\"tasks\":[{\"taskArn\":\"arn\"}]}");
        aws.ecs().run(Requested.plain("f1-x"));
        assertThat(canned.asked().stream().map(CannedAws.Asked::body).distinct()).hasSize(1);
    }

    @Test
    void nobody_answers() {
        canned.close();
        CallException trouble = trouble(() -> aws.ecs().run(Requested.plain("f1-x")));
        assertThat(trouble.kind()).isEqualTo(Kind.UNCERTAIN);
        assertThat(trouble).hasMessageContaining("Connection refused");
    }

    @Test
    void missing_credentials_are_told_in_one_line() {
        surroundings.without("aws.accessKeyId", "aws.secretAccessKey");
        CallException trouble = trouble(() -> aws.ecs().run(Requested.plain("f1-x")));
        assertThat(trouble.kind()).isEqualTo(Kind.NO_CREDENTIALS);
        assertThat(trouble.getMessage()).hasLineCount(1).hasSizeLessThan(200).contains("role");
        assertThat(canned.asked()).isEmpty();
    }

    @Test
    void credentials_that_cannot_be_had_from_elsewhere_are_told_in_one_line() {
        surroundings.without("aws.accessKeyId");
        surroundings.set("aws.webIdentityTokenFile", "/nonexistent");
        surroundings.set("aws.roleArn", "arn:aws:iam::1:role/x");
        CallException trouble = trouble(() -> aws.ecs().run(Requested.plain("f1-x")));
        assertThat(trouble.kind()).isEqualTo(Kind.NO_CREDENTIALS);
        assertThat(trouble.getMessage()).hasLineCount(1).hasSizeLessThan(400);
    }

    @Test
    void broken_credentials_are_not_shown() {
        surroundings.set("aws.sessionToken", "geheim\nx");
        CallException trouble = trouble(() -> aws.ecs().run(Requested.plain("f1-x")));
        assertThat(trouble.kind()).isEqualTo(Kind.NO_CREDENTIALS);
        assertThat(trouble).hasMessageContaining("line break").hasMessageNotContaining("geheim");
    }

    @Test
    void a_region_that_cannot_be_one_is_wrong() {
        surroundings.without("aws.endpointUrl");
        CallException trouble =
                trouble(() -> aws.ecs().list(Requested.place("eu west 1", List.of()), "x"));
        assertThat(trouble.kind()).isEqualTo(Kind.WRONG);
        assertThat(trouble).hasMessageContaining("FARGATE_REGION").hasMessageContaining("eu");
    }

    @Test
    void a_missing_region_is_told_in_one_line() {
        surroundings.without("aws.region");
        CallException trouble =
                trouble(() -> aws.ecs().list(Requested.place("", List.of()), "farcron/abc/1"));
        assertThat(trouble.kind()).isEqualTo(Kind.WRONG);
        assertThat(trouble).hasMessageContaining("FARGATE_REGION");
    }

    @Test
    void a_host_that_does_not_exist_is_named() {
        // No nameserver is asked for such a name, which might let it wait.
        String host = "x".repeat(64) + ".invalid";
        surroundings.set("aws.endpointUrl", "http://" + host);
        CallException trouble = trouble(() -> aws.ecs().run(Requested.plain("f1-x")));
        assertThat(trouble.kind()).isEqualTo(Kind.UNCERTAIN);
        assertThat(trouble).hasMessageContaining("no host " + host);
    }

    @Test
    void what_was_missing_counts_as_soon_as_it_is_there() throws Exception {
        canned.answers(200, "{\"taskArns\":[]}");
        surroundings.without("aws.region", "aws.accessKeyId");
        trouble(() -> aws.ecs().list(Requested.place("", List.of()), "farcron/abc/1"));
        surroundings.set("aws.region", "eu-north-1");
        surroundings.set("aws.accessKeyId", "AKIATEST");
        assertThat(aws.ecs().list(Requested.place("", List.of()), "farcron/abc/1")).isEmpty();
        assertThat(canned.asked().getLast().scope()).isEqualTo("eu-north-1");
    }

    @Test
    void an_interrupted_call_tells_nothing_and_leaves_the_interrupt() throws Exception {
        canned.answers(200, "{}");
        List<String> told = new ArrayList<>();
        Thread caller =
                Thread.ofVirtual()
                        .start(() -> {
                            Thread.currentThread().interrupt();
                            CallException trouble =
                                    trouble(() -> aws.ecs().run(Requested.plain("f1-x")));
                            told.add(trouble.kind() + " " + Thread.currentThread().isInterrupted());
                        });
        caller.join();
        assertThat(told).containsExactly("UNCERTAIN true");
    }

    private static CallException trouble(ThrowingCallable call) {
        return assertThatExceptionOfType(CallException.class).isThrownBy(call).actual();
    }
}
