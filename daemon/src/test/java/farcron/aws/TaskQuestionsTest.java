package farcron.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What ECS answers about tasks and definitions, and how often.
class TaskQuestionsTest {

    private final Scene scene = Scene.ofMinutes();

    private Fields list(String more) throws AwsError {
        return scene.call("ListTasks", "{\"cluster\": \"batch\"%s}".formatted(more));
    }

    @Test
    void a_list_has_what_shall_run_unless_it_is_asked_for_what_has_stopped() throws AwsError {
        String runs = Scene.arn(scene.run("f1-a"));
        String ends = Scene.arn(scene.run("f1-b"));
        scene.pass(Duration.ofSeconds(40));
        scene.stop(ends, "");
        assertEquals("DEACTIVATING", scene.task(ends).text("lastStatus"));
        assertEquals(List.of(runs), list("").texts("taskArns"));
        assertEquals(List.of(ends), list(", \"desiredStatus\": \"STOPPED\"").texts("taskArns"));
        assertEquals(List.of(), list(", \"desiredStatus\": \"PENDING\"").texts("taskArns"));
        assertEquals(List.of(runs), list(", \"startedBy\": \"farcron/a1/0f\"").texts("taskArns"));
        assertEquals(List.of(), list(", \"startedBy\": \"farcron/a1\"").texts("taskArns"));
        assertThrows(AwsError.class, () -> list(", \"startedBy\": \"a\", \"family\": \"trainer\""));
    }

    @Test
    void a_list_comes_in_pages_of_a_hundred() throws AwsError {
        for (int i = 0; i < 120; i++) {
            scene.run("f1-" + i);
            scene.pass(Duration.ofMillis(100));
        }
        Fields first = list("");
        assertEquals(100, first.texts("taskArns").size());
        Fields second = list(", \"nextToken\": \"%s\"".formatted(first.text("nextToken")));
        assertEquals(20, second.texts("taskArns").size());
        assertTrue(!second.has("nextToken"));
        assertThrows(AwsError.class, () -> list(", \"maxResults\": 101"));
    }

    @Test
    void at_most_a_hundred_are_described_at_once() {
        String many = Stream.generate(() -> "\"a\"").limit(101).collect(Collectors.joining(","));
        assertThrows(
                AwsError.class,
                () -> scene.call("DescribeTasks", "{\"tasks\": [%s]}".formatted(many)));
        assertThrows(AwsError.class, () -> scene.call("DescribeTasks", "{\"tasks\": []}"));
    }

    @Test
    void tags_are_told_when_they_are_asked_for_and_go_with_a_stop() throws AwsError {
        Fields request = Scene.request("{\"tags\": [{\"key\": \"run\", \"value\": \"7\"}]}");
        String arn = Scene.arn(scene.call("RunTask", request));
        String asked =
                "{\"cluster\": \"batch\", \"tasks\": [\"%s\"], \"include\": [\"TAGS\"]}"
                        .formatted(arn);
        assertEquals(List.of(), scene.task(arn).each("tags"));
        assertEquals(1, tags(asked));
        scene.stop(arn, "");
        assertEquals(0, tags(asked));
    }

    private int tags(String asked) throws AwsError {
        return scene.call("DescribeTasks", asked).each("tasks").getFirst().each("tags").size();
    }

    @Test
    void a_family_means_its_newest_active_revision() throws AwsError {
        scene.model.register(SampleDefinition.of("trainer", "main"));
        String third = scene.model.register(SampleDefinition.of("trainer", "main"));
        assertEquals("trainer:3", third);
        scene.model.deregister(third);
        assertEquals(2, revision("trainer"));
        assertEquals(3, revision("trainer:3"));
        scene.model.deregister("trainer:1");
        scene.model.deregister("trainer:2");
        AwsError error = assertThrows(AwsError.class, () -> revision("trainer"));
        assertEquals("ClientException", error.code());
        assertEquals("Unable to describe task definition.", error.getMessage());
    }

    private int revision(String name) throws AwsError {
        return scene.call("DescribeTaskDefinition", "{\"taskDefinition\": \"%s\"}".formatted(name))
                .fields("taskDefinition")
                .number("revision")
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    action                 | request                        | burst | each second | why
                    ListTasks              | {}                             | 100   | 20          | reads share a bucket
                    DescribeTasks          | {"tasks": ["a"]}               | 100   | 20          | the same one
                    DescribeTaskDefinition | {"taskDefinition": "trainer"}  | 50    | 20          | one of its own
                    RunTask                |                                | 20    | 20          | calls for Fargate
                    """)
    void a_call_too_many_is_throttled(
            String action, String request, int burst, int eachSecond, String why) throws AwsError {
        assertEquals(burst, untilThrottled(action, request), why);
        scene.pass(Duration.ofSeconds(1));
        assertEquals(eachSecond, untilThrottled(action, request), why);
    }

    private int untilThrottled(String action, String request) throws AwsError {
        for (int i = 0; ; i++) {
            try {
                if (request == null) {
                    scene.run("f1-" + scene.clock.instant() + i);
                } else {
                    scene.call(action, request);
                }
            } catch (AwsError error) {
                assertEquals("ThrottlingException", error.code());
                assertEquals("Rate exceeded", error.getMessage());
                return i;
            }
        }
    }

    @Test
    void a_new_account_runs_24_small_tasks_and_as_many_on_spot() throws AwsError {
        Scene fresh = new Scene(Account.NEW.withCluster("batch", "FARGATE"), TaskBody.endless());
        for (int i = 0; i < 24; i++) {
            fresh.run("f1-" + i);
            fresh.pass(Duration.ofSeconds(1));
        }
        Fields answer = fresh.run("f1-25");
        assertEquals(List.of(), answer.each("tasks"));
        assertEquals(
                "You've reached the limit on the number of vCPUs you can run concurrently",
                answer.each("failures").getFirst().text("reason"));
    }
}
