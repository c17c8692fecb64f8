package farcron.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import farcron.aws.Faults.Fault;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the same token brings about, and for how long.
class ClientTokenTest {

    private final Scene scene = Scene.ofMinutes();

    @Test
    void the_same_request_starts_no_second_task() throws AwsError {
        Fields first = scene.run("f1-a");
        Fields second = scene.run("f1-a");
        assertEquals(Scene.arn(first), Scene.arn(second));
        assertEquals(1, scene.model.everything().size());
    }

    @Test
    void a_token_is_of_one_cluster() throws AwsError {
        String here = Scene.arn(scene.run("f1-a"));
        String there =
                Scene.arn(
                        scene.call(
                                "RunTask",
                                Scene.request(
                                        "{\"clientToken\": \"f1-a\", \"cluster\": \"default\"}")));
        assertNotEquals(here, there);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    difference                          | why
                    {"startedBy": "farcron/a1/1f"}      | any parameter counts
                    {"taskDefinition": "trainer"}       | a name without a revision is another name
                    {"overrides": {}}                   | so do the overrides
                    {"tags": [{"key":"a","value":"b"}]} | and what does not change the task
                    {"count": 2}                        | and their number
                    """)
    void another_request_under_it_is_a_conflict_that_names_the_task(String difference, String why)
            throws AwsError {
        String arn = Scene.arn(scene.call("RunTask", Scene.request("{}")));
        AwsError error =
                assertThrows(
                        AwsError.class,
                        () -> scene.call("RunTask", Scene.request(difference)),
                        why);
        assertEquals("ConflictException", error.code());
        assertEquals(400, error.status());
        assertEquals(List.of(arn), error.more().get("resourceIds"));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    works    | asked again after | same  | why
                    PT1M     | PT59M             | true  | it stopped less than an hour ago
                    PT1M     | PT1H1M            | true  | its life is longer than its work
                    PT1M     | PT1H3M            | false | an hour after its end the token is free
                    PT10H    | PT11H             | true  | an hour more than it lived
                    PT10H    | PT11H2M           | false | and no longer
                    PT30H    | PT23H59M          | true  | it still runs
                    PT30H    | PT24H             | false | no token lives longer, nor does one here
                    """)
    void a_token_lives_for_an_hour_after_its_task_and_at_most_a_day(
            Duration works, Duration after, boolean same, String why) throws AwsError {
        Scene long_ago = new Scene(scene.model.account(), TaskBody.lasting(works, 0));
        String first = Scene.arn(long_ago.run("f1-a"));
        long_ago.pass(after);
        assertEquals(same, first.equals(Scene.arn(long_ago.run("f1-a"))), why);
    }

    @Test
    void of_a_stopped_task_only_an_outline_is_repeated() throws AwsError {
        scene.run("f1-a");
        scene.pass(Duration.ofMinutes(10));
        Fields task = scene.run("f1-a").each("tasks").getFirst();
        assertEquals(Set.of("taskArn", "lastStatus", "desiredStatus"), task.all().keySet());
        assertEquals("STOPPED", task.text("lastStatus"));
    }

    @Test
    void failures_are_repeated_as_well_although_there_is_capacity_now() throws AwsError {
        scene.model.faults(Faults.first("RunTask", Faults.NO_CAPACITY));
        Fields first = scene.run("f1-a");
        Fields second = scene.run("f1-a");
        assertTrue(
                first.each("failures")
                        .getFirst()
                        .text("reason")
                        .startsWith("Capacity is unavailable"));
        assertEquals(first, second);
        assertEquals(1, scene.run("f1-b").each("tasks").size(), "another token is another try");
    }

    @Test
    void of_failures_older_than_an_hour_only_the_number_is_left() throws AwsError {
        scene.model.faults(Faults.first("RunTask", Faults.NO_CAPACITY));
        scene.run("f1-a");
        scene.pass(Duration.ofHours(2));
        Fields again = scene.run("f1-a");
        assertEquals(List.of(), again.each("tasks"));
        assertEquals(List.of(Map.of()), again.all().get("failures"));
    }

    @Test
    void what_was_accepted_and_then_answered_with_500_is_there_when_asked_again() throws AwsError {
        scene.model.faults(
                Faults.first("RunTask", Faults.ACCEPTED_THEN_500, Faults.ACCEPTED_THEN_SILENCE));
        AwsError error = assertThrows(AwsError.class, () -> scene.run("f1-a"));
        assertEquals("ServerException 500", error.code() + " " + error.status());
        assertTrue(assertThrows(AwsError.class, () -> scene.run("f1-a")).isSilence());
        scene.run("f1-a");
        assertEquals(1, scene.model.everything().size());
    }

    @Test
    void what_was_refused_is_not_remembered() throws AwsError {
        Fault refused = new Fault.Refused(AwsError.throttled());
        scene.model.faults(Faults.first("RunTask", refused));
        assertThrows(AwsError.class, () -> scene.run("f1-a"));
        assertThrows(
                AwsError.class,
                () -> scene.call("RunTask", Scene.request("{\"taskDefinition\": \"nobody\"}")));
        scene.call("RunTask", Scene.request("{}"));
        scene.run("f1-a");
        assertEquals(2, scene.model.everything().size());
    }
}
