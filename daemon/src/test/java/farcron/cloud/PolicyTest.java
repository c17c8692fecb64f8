package farcron.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;

import farcron.job.Target;
import farcron.job.TaskPlace;
import farcron.job.TaskRoles;
import farcron.job.TaskSize;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the daemon must be allowed.
class PolicyTest {

    private static final String ACCOUNT = "123456789012";
    private static final Arns ARNS = new Arns(ACCOUNT);

    static Target.Fargate target(String region, String cluster, String definition) {
        return new Target.Fargate(
                definition,
                Optional.empty(),
                Optional.of("/bin/sh"),
                TaskSize.AS_DEFINED,
                new TaskPlace(
                        region,
                        cluster,
                        List.of("subnet-1"),
                        List.of(),
                        false,
                        TaskPlace.Spot.NO,
                        "LATEST"),
                TaskRoles.AS_DEFINED,
                Map.of());
    }

    static Use use(String region, String cluster, String definition) {
        return new Use(
                target(region, cluster, definition),
                List.of("arn:aws:iam::123456789012:role/execution"),
                List.of(ARNS.logs(region, "/farcron/jobs")));
    }

    private static Statement statement(Policy policy, String name) {
        return policy.statements().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void it_names_what_the_lines_name_and_nothing_else() {
        Policy policy =
                Policy.of(
                        List.of(
                                use("eu-west-1", "batch", "trainer:12"),
                                use("eu-west-1", "batch", "loader"),
                                use("eu-west-1", "batch", "loader")),
                        Optional.of("https://sqs.eu-west-1.amazonaws.com/123456789012/tasks"),
                        ARNS);
        Statement start = statement(policy, "StartTasks");

        assertThat(start.resources())
                .containsExactly(
                        "arn:aws:ecs:eu-west-1:123456789012:task-definition/loader:*",
                        "arn:aws:ecs:eu-west-1:123456789012:task-definition/trainer:12");
        assertThat(start.condition().values())
                .containsExactly("arn:aws:ecs:eu-west-1:123456789012:cluster/batch");
        assertThat(statement(policy, "WatchAndStopTasks").resources())
                .containsExactly("arn:aws:ecs:eu-west-1:123456789012:task/batch/*");
        assertThat(statement(policy, "GiveRolesToTasks").resources())
                .containsExactly("arn:aws:iam::123456789012:role/execution");
        assertThat(statement(policy, "HearOfTasks").resources())
                .containsExactly("arn:aws:sqs:eu-west-1:123456789012:tasks");
        assertThat(statement(policy, "ReadLogs").resources())
                .containsExactly(
                        "arn:aws:logs:eu-west-1:123456789012:log-group:/farcron/jobs:log-stream:*");
    }

    @Test
    void each_cluster_has_its_own_definitions() {
        Policy policy =
                Policy.of(
                        List.of(use("eu-west-1", "a", "one"), use("eu-west-1", "b", "two")),
                        Optional.empty(),
                        ARNS);

        assertThat(policy.statements().stream().map(Statement::name))
                .doesNotHaveDuplicates()
                .contains("StartTasks", "StartTasks2")
                .doesNotContain("HearOfTasks");
        assertThat(statement(policy, "StartTasks2").resources()).hasSize(1);
        assertThat(statement(policy, "FindTasks").condition().values()).hasSize(2);
    }

    @Test
    void what_nobody_has_asked_for_is_named_so_that_it_can_be_replaced() {
        Target.Fargate target = target("cn-north-1", "default", "etl");
        Policy policy =
                Policy.of(
                        List.of(Use.unknown(target, Arns.OF_ANY_ACCOUNT)),
                        Optional.empty(),
                        Arns.OF_ANY_ACCOUNT);

        assertThat(policy.json())
                .contains("\"arn:aws-cn:iam::*:role/REPLACE-BY-THE-ROLES-OF-etl\"")
                .contains("log-group:REPLACE-BY-THE-LOG-GROUP-OF-etl:log-stream:*")
                .contains("arn:aws-cn:ecs:cn-north-1:*:cluster/default");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    name                                                                | account      | why
                    arn:aws:ecs:eu-west-1:123456789012:cluster/c                        | 123456789012 | a cluster
                    arn:aws:iam::123456789012:role/r                                    | 123456789012 | a role
                    https://sqs.eu-west-1.amazonaws.com/123456789012/q                  | 123456789012 | a queue
                    https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q              | 123456789012 | in China
                    http://127.0.0.1:9324/000000000000/q                                | 000000000000 | an emulator
                    batch                                                               | -            | a name
                    """)
    void the_account_stands_in_names(String name, String account, String why) {
        assertThat(Arns.accountOf(name)).isEqualTo(Optional.ofNullable(account));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    url                                                        | arn                                        | why
                    https://sqs.us-gov-west-1.amazonaws.com/123456789012/q     | arn:aws-us-gov:sqs:us-gov-west-1:123456789012:q | its region stands in it
                    https://eu-west-1.queue.amazonaws.com/123456789012/q       | arn:aws:sqs:eu-west-1:123456789012:q       | as it was once
                    https://queue.amazonaws.com/123456789012/q                 | arn:aws:sqs:eu-west-3:123456789012:q       | it does not
                    http://127.0.0.1:9324/000000000000/q                       | arn:aws:sqs:eu-west-3:000000000000:q       | nor here
                    """)
    void a_queue_is_named_by_its_url(String url, String arn, String why) {
        assertThat(ARNS.queue(url, "eu-west-3")).isEqualTo(arn);
    }

    @Test
    void it_is_a_policy_as_iam_has_it() throws IOException {
        Map<String, Object> json =
                JSON.std.mapFrom(
                        Policy.of(List.of(use("", "c", "f")), Optional.empty(), ARNS).json());

        assertThat(json).containsEntry("Version", "2012-10-17").containsKey("Statement");
        assertThat((List<?>) json.get("Statement"))
                .allSatisfy(one ->
                        assertThat(((Map<?, ?>) one).keySet().stream().map(String::valueOf))
                                .contains("Sid", "Effect", "Action", "Resource"));
    }
}
