package farcron.run.fargate.aws;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.run.fargate.TaskSight;
import farcron.run.fargate.TaskSight.Container;
import farcron.run.fargate.TaskSight.Marker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a message in the queue tells of a task.
class EventBodyTest {

    static final String ENDED =
            """
            {"version":"0","id":"b1","detail-type":"ECS Task State Change","source":"aws.ecs",
             "account":"1","time":"2026-03-07T02:10:01Z","region":"eu-west-1",
             "resources":["arn:aws:ecs:eu-west-1:1:task/batch/0a"],
             "detail":{
              "attachments":[{"id":"e1","type":"eni","status":"DELETED",
               "details":[{"name":"subnetId","value":"subnet-1"}]}],
              "capacityProviderName":"FARGATE_SPOT",
              "clusterArn":"arn:aws:ecs:eu-west-1:1:cluster/batch",
              "containers":[
               {"containerArn":"c1","name":"job","image":"i","lastStatus":"STOPPED","exitCode":137,
                "reason":"OutOfMemoryError: container killed","networkInterfaces":[]},
               {"containerArn":"c2","name":"proxy","lastStatus":"RUNNING"}],
              "cpu":"256","createdAt":"2026-03-07T02:00:00.46Z","desiredStatus":"STOPPED",
              "executionStoppedAt":"2026-03-07T02:10:00.123456Z","group":"family:trainer",
              "lastStatus":"DEPROVISIONING","memory":"512",
              "overrides":{"containerOverrides":[
               {"name":"proxy","environment":[]},
               {"name":"job","command":["/bin/sh","-c","x"],"environment":[
                {"name":"FARCRON_RUN_ID","value":"1841"},{"name":"FARCRON_ATTEMPT","value":"2"}]}]},
              "pullStartedAt":"2026-03-07T02:00:20Z","pullStoppedAt":"2026-03-07T02:00:30Z",
              "startedAt":"2026-03-07T02:00:40.5Z","startedBy":"farcron/abc/1",
              "stoppingAt":"2026-03-07T02:09:59Z",
              "stoppedReason":"Essential container in task exited",
              "stopCode":"EssentialContainerExited",
              "taskArn":"arn:aws:ecs:eu-west-1:1:task/batch/0a",
              "taskDefinitionArn":"arn:aws:ecs:eu-west-1:1:task-definition/trainer:12",
              "updatedAt":"2026-03-07T02:10:01Z","version":6,"somethingNew":{"of":["all","kinds"]}}}
            """;

    static final TaskSight SIGHT =
            new TaskSight(
                    "arn:aws:ecs:eu-west-1:1:task/batch/0a",
                    6,
                    Optional.of(new Marker(1841, 2, "farcron/abc/1")),
                    "DEPROVISIONING",
                    true,
                    "EssentialContainerExited",
                    "Essential container in task exited",
                    "arn:aws:ecs:eu-west-1:1:task-definition/trainer:12",
                    Optional.of(Instant.parse("2026-03-07T02:00:00.460Z")),
                    Optional.of(Instant.parse("2026-03-07T02:00:20Z")),
                    Optional.of(Instant.parse("2026-03-07T02:00:40.500Z")),
                    Optional.of(Instant.parse("2026-03-07T02:10:00.123456Z")),
                    Optional.empty(),
                    List.of(
                            new Container(
                                    "job",
                                    "STOPPED",
                                    OptionalInt.of(137),
                                    "OutOfMemoryError: container killed"),
                            new Container("proxy", "RUNNING", OptionalInt.empty(), "")));

    @Test
    void an_event_shows_a_task() {
        assertThat(EventBody.task(ENDED)).contains(SIGHT);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    detail | why
                    {"taskArn":"a"} | nothing else is known
                    {"taskArn":"a","version":"six","containers":{},"overrides":[],"startedAt":5} \
                    | all of another kind
                    {"taskArn":"a","containers":["x",null],"createdAt":"yesterday"} | odd parts
                    {"taskArn":"a","overrides":{"containerOverrides":[{"environment":[{"name":\
                    "FARCRON_RUN_ID","value":"many"}]}]}} | a marker of somebody else
                    """)
    void a_task_of_which_little_is_understood_is_still_one(String detail, String why) {
        TaskSight sight =
                EventBody.task(
                                "{\"detail-type\":\"ECS Task State Change\",\"detail\":"
                                        + detail
                                        + "}")
                        .orElseThrow();
        assertThat(sight.arn()).isEqualTo("a");
        assertThat(sight.version()).isZero();
        assertThat(sight.marker()).isEmpty();
        assertThat(sight.started()).isEmpty();
        assertThat(sight.containers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    body | why
                    hello | no JSON
                    ~~ | nothing
                    [1,2] | no object
                    {"detail-type":"ECS Task State Change" | cut off
                    {"detail-type":"ECS Task State Change","detail":{}} | of no task
                    {"detail-type":"ECS Task State Change","detail":[{"taskArn":"a"}]} | odd form
                    {"detail-type":"ECS Service Action","detail":{"taskArn":"a"}} | other things
                    {"detail":{"taskArn":"a"}} | nobody knows of what
                    null | no object
                    """)
    void a_message_that_is_not_about_a_task_is_poison(String body, String why) {
        assertThat(EventBody.task(body)).isEmpty();
    }

    @Test
    void a_message_of_endless_depth_is_poison() {
        assertThat(EventBody.task("{\"detail\":" + "[".repeat(200_000))).isEmpty();
    }
}
