package farcron.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The settings to begin with.
class FirstSettingsTest {

    private static final String STACK =
            """
            {"Stacks": [{"StackName": "farcron", "StackStatus": "CREATE_COMPLETE", "Outputs": [
              {"OutputKey": "Region", "OutputValue": "eu-west-1"},
              {"OutputKey": "Cluster", "OutputValue": "farcron"},
              {"OutputKey": "Subnets", "OutputValue": "subnet-0a1,subnet-0b2"},
              {"OutputKey": "SecurityGroups", "OutputValue": "sg-0a1"},
              {"OutputKey": "AssignPublicIp", "OutputValue": "ENABLED"},
              {"OutputKey": "QueueUrl",
               "OutputValue": "https://sqs.eu-west-1.amazonaws.com/123456789012/farcron-Queue"},
              {"OutputKey": "TaskDefinition", "OutputValue": "farcron-hello"}]}]}
            """;

    private static final String SERVICE =
            """
            {"services": [{"serviceName": "web",
              "clusterArn": "arn:aws:ecs:eu-west-1:123456789012:cluster/prod",
              "taskDefinition": "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41",
              "capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}],
              "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a1"],
                "securityGroups": ["sg-0a1", "sg-0b2"], "assignPublicIp": "DISABLED"}}}],
             "failures": []}
            """;

    private static final String DEFINITION =
            """
            {"taskDefinition": {"family": "jobs",
              "containerDefinitions": [{"name": "app"}, {"name": "proxy"}]}}
            """;

    @Test
    void a_stack_tells_all() throws UnknownDocument {
        assertThat(FirstSettings.of(List.of(STACK)).crontab())
                .containsExactly(
                        "# From the stack farcron.",
                        "FARGATE_REGION=eu-west-1",
                        "FARGATE_CLUSTER=farcron",
                        "FARGATE_SUBNETS=subnet-0a1,subnet-0b2",
                        "FARGATE_SECURITY_GROUPS=sg-0a1",
                        "FARGATE_ASSIGN_PUBLIC_IP=ENABLED",
                        "",
                        "# For the daemon: in /etc/farcron/farcron.conf, or as options.",
                        "#   fargate-queue ="
                                + " https://sqs.eu-west-1.amazonaws.com/123456789012/farcron-Queue",
                        "",
                        "# A line:",
                        "#   * * * * *  fargate:farcron-hello  echo hello");
    }

    @Test
    void the_same_can_stand_in_the_configuration() throws UnknownDocument {
        assertThat(FirstSettings.of(List.of(STACK, DEFINITION)).configuration())
                .contains(
                        "fargate-region = eu-west-1",
                        "fargate-assign-public-ip = ENABLED",
                        "fargate-queue ="
                                + " https://sqs.eu-west-1.amazonaws.com/123456789012/farcron-Queue",
                        "# in crontabs: FARGATE_CONTAINER=app");
    }

    @Test
    void a_service_and_a_definition_add_up() throws UnknownDocument {
        assertThat(FirstSettings.of(List.of(SERVICE + DEFINITION)).crontab())
                .containsExactly(
                        "# As the service web runs.",
                        "# Task definition jobs has the containers [app, proxy].",
                        "FARGATE_REGION=eu-west-1",
                        "FARGATE_CLUSTER=prod",
                        "FARGATE_SUBNETS=subnet-0a1",
                        "FARGATE_SECURITY_GROUPS=sg-0a1,sg-0b2",
                        "FARGATE_ASSIGN_PUBLIC_IP=DISABLED",
                        "FARGATE_SPOT=prefer",
                        "FARGATE_CONTAINER=app",
                        "",
                        "# A line:",
                        "#   * * * * *  fargate:jobs  echo hello");
    }

    @Test
    void of_several_stacks_the_one_with_the_outputs_counts() throws UnknownDocument {
        String several =
                STACK.replace("{\"Stacks\": [", "{\"Stacks\": [{\"StackName\": \"vpc\"}, ");
        assertThat(FirstSettings.of(List.of(several)).crontab())
                .contains("# From the stack farcron.");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    text                                                                    | says                                          | why
                    An error occurred                                                       | this is no JSON                               | what aws says when it fails
                    {}                                                                      | here is no stack, service or task definition  | something else
                    {"Stacks": []}                                                          | here are 0 stacks, and one is wanted          | none
                    {"services": [], "failures": [{"reason": "MISSING"}]}                   | here are 0 services, and one is wanted        | no such service
                    {"services": [{"serviceName": "ec2"}]}                                  | service ec2 has no awsvpc network             | on EC2
                    {"Stacks": [{"StackName": "s", "StackStatus": "CREATE_IN_PROGRESS"}]}   | stack s (CREATE_IN_PROGRESS) has no output Region | too early
                    """)
    void what_is_of_no_use_is_told(String text, String says, String why) {
        assertThatThrownBy(() -> FirstSettings.of(List.of(text)))
                .isInstanceOf(UnknownDocument.class)
                .hasMessageContaining(says);
    }

    @Test
    void the_template_has_the_outputs_that_are_read() throws IOException {
        String template = Files.readString(Path.of("../packaging/aws/farcron.yaml"));
        String outputs = template.substring(template.indexOf("\nOutputs:"));
        assertThat(
                        Pattern.compile("\"OutputKey\": \"(\\w+)\"")
                                .matcher(STACK)
                                .results()
                                .map(match -> match.group(1)))
                .isNotEmpty()
                .allMatch(name -> outputs.contains("\n  " + name + ":\n"));
    }
}
