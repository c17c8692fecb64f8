package farcron.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What ECS does not take.
class RunTaskRulesTest {

    private final Scene scene = Scene.ofMinutes();

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    instead                                      | error                     | says
                    {"cluster": "nobody"}                        | ClusterNotFoundException  | Cluster not found.
                    {"taskDefinition": "nobody"}                 | ClientException           | TaskDefinition not found.
                    {"taskDefinition": "trainer:2"}              | ClientException           | TaskDefinition not found.
                    {"taskDefinition": "trainer:x"}              | InvalidParameterException | Invalid revision number.
                    {"taskDefinition": "old"}                    | ClientException           | TaskDefinition not found.
                    {"taskDefinition": "old:1"}                  | ClientException           | TaskDefinition is inactive
                    {"taskDefinition": "ec2"}                    | InvalidParameterException | Task definition does not support launch_type FARGATE.
                    {"networkConfiguration": null}               | InvalidParameterException | Network Configuration must be provided
                    {"clientToken": "a b"}                       | InvalidParameterException | clientToken
                    {"clientToken": ""}                          | InvalidParameterException | clientToken
                    {"startedBy": "farcron.a1"}                  | InvalidParameterException | startedBy
                    {"startedBy": "me@host"}                     | InvalidParameterException | startedBy
                    {"count": 11}                                | InvalidParameterException | count
                    {"propagateTags": "SERVICE"}                 | InvalidParameterException | SERVICE
                    {"platformVersion": "9.9.9"}                 | PlatformUnknownException  | platform version
                    {"launchType": null}                         | InvalidParameterException | No Container Instances were found
                    {"launchType": 5}                            | SerializationException    | launchType
                    {"overrides": {"cpu": 512}}                  | SerializationException    | cpu
                    {"overrides": {"cpu": "512"}}                | ClientException           | No Fargate configuration exists for given values: 512 CPU, 512 memory.
                    {"overrides": {"taskRoleArn": "admin"}}      | InvalidParameterException | Invalid role ARN: admin
                    {"overrides": {"ephemeralStorage": {"sizeInGiB": 20}}} | InvalidParameterException | Ephemeral storage must be
                    {"overrides": {"containerOverrides": [{"name": "mian"}]}} | InvalidParameterException | Override for container named mian is not a container in the TaskDefinition.
                    {"tags": [{"key": "aws:x", "value": ""}]}    | InvalidParameterException | Tag keys must not start with aws:
                    {"tags": [{"key": "a", "value": ""}, {"key": "a", "value": ""}]} | InvalidParameterException | Tag key is not valid
                    {"capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]} | InvalidParameterException | both a launch type and capacity provider strategy
                    """)
    void a_request_is_refused(String instead, String error, String says) throws AwsError {
        scene.model.register(SampleDefinition.of("old", "main"));
        scene.model.deregister("old:1");
        scene.model.register(SampleDefinition.of("ec2", "main").replace("FARGATE", "EC2"));
        AwsError thrown =
                assertThrows(AwsError.class, () -> scene.call("RunTask", Scene.request(instead)));
        assertEquals(error, thrown.code());
        assertTrue(thrown.getMessage().contains(says), thrown.getMessage());
        assertEquals(List.of(), scene.model.everything());
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    cluster | strategy                                             | outcome      | why
                    batch   | {"capacityProvider": "FARGATE_SPOT", "weight": 1}    | FARGATE_SPOT | Spot is asked for so
                    batch   | {"capacityProvider": "FARGATE_SPOT"}                 | refused      | the weight is 0 unless it is given
                    plain   | {"capacityProvider": "FARGATE_SPOT", "weight": 1}    | refused      | the cluster does not have it
                    plain   | {"capacityProvider": "FARGATE", "weight": 1}         | FARGATE      | it has this one
                    """)
    void a_strategy_decides_the_capacity(
            String cluster, String strategy, String outcome, String why) throws AwsError {
        Account account = scene.model.account().withCluster("plain", "FARGATE");
        Scene other = new Scene(account, TaskBody.endless());
        Fields request =
                Scene.request(
                        """
                        {"cluster": "%s", "launchType": null, "capacityProviderStrategy": [%s]}
                        """
                                .formatted(cluster, strategy));
        if (outcome.equals("refused")) {
            assertThrows(AwsError.class, () -> other.call("RunTask", request), why);
        } else {
            Fields task = other.call("RunTask", request).each("tasks").getFirst();
            assertEquals(outcome, task.text("capacityProviderName"), why);
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    length | taken | why
                    8192   | true  | the limit counts the structure's own characters
                    8193   | false | one more
                    """)
    void overrides_have_8192_characters_with_all_their_punctuation(
            int length, boolean taken, String why) throws AwsError {
        Map<String, Object> all = new HashMap<>(Scene.request("{}").all());
        all.put("overrides", overrides("x".repeat(length - overrides("").json().length())).all());
        if (taken) {
            scene.call("RunTask", new Fields(all));
        } else {
            AwsError error =
                    assertThrows(AwsError.class, () -> scene.call("RunTask", new Fields(all)), why);
            assertEquals("Container Overrides length must be at most 8192", error.getMessage());
        }
    }

    private static Fields overrides(String argument) {
        return new Fields(
                Map.of(
                        "containerOverrides",
                        List.of(Map.of("name", "main", "command", List.of(argument)))));
    }

    @Test
    void texts_have_their_greatest_lengths() throws AwsError {
        String fine =
                """
                {"clientToken": "%s", "startedBy": "%s", "group": "%s"}
                """
                        .formatted("t".repeat(64), "s".repeat(128), "g".repeat(255));
        scene.call("RunTask", Scene.request(fine));
        for (String name : List.of("clientToken", "startedBy", "group")) {
            Map<String, Object> all = new HashMap<>(Scene.request(fine).all());
            all.put(name, all.get(name) + "x");
            assertThrows(AwsError.class, () -> scene.call("RunTask", new Fields(all)), name);
        }
    }

    @Test
    void a_task_has_at_most_50_tags() throws AwsError {
        List<Object> tags = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tags.add(Map.of("key", "k" + i, "value", "v"));
        }
        Map<String, Object> all = new HashMap<>(Scene.request("{}").all());
        all.put("tags", tags);
        scene.call("RunTask", new Fields(all));
        tags.add(Map.of("key", "k50", "value", "v"));
        assertThrows(AwsError.class, () -> scene.call("RunTask", new Fields(all)));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    cpu   | memory | exists | why
                    256   | 2048   | true   | the largest of the smallest
                    256   | 3072   | false  | too much
                    512   | 512    | false  | too little
                    1024  | 2560   | false  | not a whole GiB
                    4096  | 30720  | true   | the largest
                    8192  | 20480  | true   | in steps of 4 GiB
                    8192  | 18432  | false  | not in steps of 2
                    16384 | 122880 | true   | the largest of all
                    16384 | 36864  | false  | in steps of 8
                    300   | 512    | false  | no such processor
                    """)
    void fargate_has_certain_sizes(int cpu, int memory, boolean exists, String why) {
        assertEquals(exists, Sizes.arePair(cpu, memory), why);
    }
}
