package farcron.run.fargate.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farcron.run.fargate.CallException;
import farcron.run.fargate.CallException.Kind;
import farcron.run.fargate.Ecs;
import farcron.run.fargate.TaskDefinition;
import farcron.run.fargate.TaskDefinition.LogPlace;
import farcron.run.fargate.TaskSight;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What ECS is asked, and what its answers come to.
class EcsCallsTest {

    private final CannedAws canned = new CannedAws();
    private final Surroundings surroundings = new Surroundings(canned.url());
    private final Aws aws = new Aws();
    private final Ecs ecs = aws.ecs();

    @AfterEach
    void stop() {
        aws.close();
        surroundings.close();
        canned.close();
    }

    @Test
    void a_failure_is_told_in_its_own_words() throws Exception {
        canned.answers(
                200,
                "{\"tasks\":[],\"failures\":[{\"reason\":\"Capacity is unavailable at this time\"},"
                        + "{\"arn\":\"a\",\"reason\":\"RESOURCE:FARGATE\",\"detail\":\"no\"}]}");
        assertThat(ecs.run(Requested.plain("f1-x")))
                .isEqualTo(
                        new Ecs.Answer.Failed(
                                "Capacity is unavailable at this time; RESOURCE:FARGATE: no"));
    }

    @Test
    void an_answer_shows_a_task_as_an_event_does() throws Exception {
        canned.answers(
                200,
                """
                {"tasks":[{"taskArn":"arn:aws:ecs:eu-west-1:1:task/batch/0a","version":6,
                 "attachments":[{"id":"e1","type":"ElasticNetworkInterface"}],
                 "lastStatus":"DEPROVISIONING","desiredStatus":"STOPPED",
                 "stopCode":"EssentialContainerExited",
                 "stoppedReason":"Essential container in task exited",
                 "taskDefinitionArn":"arn:aws:ecs:eu-west-1:1:task-definition/trainer:12",
                 "startedBy":"farcron/abc/1","createdAt":1772848800.460,
                 "pullStartedAt":1772848820,"startedAt":1772848840.5,
                 "executionStoppedAt":1772849400.123456,
                 "containers":[
                  {"name":"job","lastStatus":"STOPPED","exitCode":137,
                   "reason":"OutOfMemoryError: container killed"},
                  {"name":"proxy","lastStatus":"RUNNING"}],
                 "overrides":{"containerOverrides":[{"name":"job","environment":[
                  {"name":"FARCRON_RUN_ID","value":"1841"},
                  {"name":"FARCRON_ATTEMPT","value":"2"}]}]}}],
                 "failures":[{"arn":"arn:gone","reason":"MISSING"}]}
                """);
        String arn = EventBodyTest.SIGHT.arn();
        Map<String, Optional<TaskSight>> sights =
                ecs.describe(Requested.PLACE, List.of(arn, "arn:gone", "arn:neither"));
        assertThat(sights)
                .isEqualTo(
                        Map.of(
                                arn,
                                sights.get(arn),
                                "arn:gone",
                                Optional.empty(),
                                "arn:neither",
                                Optional.empty()));
        // The SDK keeps milliseconds.
        assertThat(sights.get(arn).orElseThrow())
                .usingRecursiveComparison()
                .ignoringFields("executionStopped")
                .isEqualTo(EventBodyTest.SIGHT);
    }

    @Test
    void a_task_of_which_only_the_status_is_told_is_shown_so() throws Exception {
        canned.answers(
                200,
                "{\"tasks\":[{\"taskArn\":\"arn:a\",\"lastStatus\":\"STOPPED\","
                        + "\"desiredStatus\":\"STOPPED\"}]}");
        Ecs.Answer.Started started = (Ecs.Answer.Started) ecs.run(Requested.plain("f1-x"));
        assertThat(started.task().stopping()).isTrue();
        assertThat(started.task().definition()).isEmpty();
        assertThat(started.task().marker()).isEmpty();
        assertThat(started.task().containers()).isEmpty();
    }

    @Test
    void what_ecs_will_not_say_of_a_task_is_not_that_it_is_gone() {
        canned.answers(200, "{\"failures\":[{\"arn\":\"arn:a\",\"reason\":\"BUSY\"}]}");
        assertThat(trouble(() -> ecs.describe(Requested.PLACE, List.of("arn:a"))).kind())
                .isEqualTo(Kind.UNCERTAIN);
    }

    @Test
    void nothing_is_asked_of_nothing() throws Exception {
        assertThat(ecs.describe(Requested.PLACE, List.of())).isEmpty();
        assertThat(canned.asked()).isEmpty();
    }

    @Test
    void all_pages_of_what_runs_and_of_what_has_stopped_are_listed() throws Exception {
        canned.answers(200, "{\"taskArns\":[\"arn:a\",\"arn:b\"],\"nextToken\":\"n\"}")
                .answers(200, "{\"taskArns\":[\"arn:c\"]}")
                .answers(200, "{\"taskArns\":[\"arn:c\",\"arn:d\"]}");
        assertThat(ecs.list(Requested.PLACE, "farcron/abc/1"))
                .containsExactly("arn:a", "arn:b", "arn:c", "arn:d");
        assertThat(canned.asked().stream().map(CannedAws.Asked::body))
                .allMatch(body -> body.contains("\"startedBy\":\"farcron/abc/1\""))
                .map(body -> body.replaceAll(".*\"desiredStatus\":\"(\\w+)\".*", "$1"))
                .containsExactly("RUNNING", "RUNNING", "STOPPED");
    }

    @Test
    void a_reason_is_cut_to_what_ecs_keeps() throws Exception {
        canned.answers(200, "{\"task\":{}}");
        ecs.stop(Requested.PLACE, "arn:a", "x".repeat(300));
        assertThat(canned.asked().getLast().body())
                .contains("\"reason\":\"" + "x".repeat(255) + "\"");
    }

    @Test
    void a_task_that_is_forgotten_need_not_be_stopped() throws Exception {
        canned.fails(400, "InvalidParameterException", "The referenced task was not found.");
        ecs.stop(Requested.PLACE, "arn:a", "timeout");
        assertThat(canned.asked()).hasSize(1);
    }

    @Test
    void another_trouble_with_stopping_is_told() {
        canned.fails(400, "AccessDeniedException", "not authorized to perform: ecs:StopTask");
        assertThat(trouble(() -> ecs.stop(Requested.PLACE, "arn:a", "timeout")).kind())
                .isEqualTo(Kind.DENIED);
    }

    @Test
    void each_region_is_asked_for_itself() throws Exception {
        canned.answers(200, "{\"taskArns\":[]}");
        ecs.list(Requested.place("us-east-1", List.of()), "x");
        ecs.list(Requested.place("", List.of()), "x");
        assertThat(canned.asked().stream().map(CannedAws.Asked::scope).distinct())
                .containsExactly("us-east-1", "eu-west-1");
    }

    @Test
    void a_task_definition_tells_what_its_tasks_will_be() throws Exception {
        canned.answers(
                200,
                """
                {"taskDefinition":{
                 "taskDefinitionArn":"arn:aws:ecs:eu-west-1:1:task-definition/trainer:12",
                 "family":"trainer","revision":12,"status":"ACTIVE","networkMode":"awsvpc",
                 "requiresCompatibilities":["FARGATE"],"compatibilities":["EC2","FARGATE"],
                 "cpu":"1024","memory":"2048","executionRoleArn":"arn:aws:iam::1:role/execution",
                 "containerDefinitions":[
                  {"name":"job","image":"i","entryPoint":["python"],"stopTimeout":60,
                   "environment":[{"name":"A","value":"1"},{"name":"EMPTY"}],
                   "secrets":[{"name":"DB","valueFrom":"arn:aws:ssm:x"}],
                   "restartPolicy":{"enabled":true},
                   "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/jobs",
                    "awslogs-region":"eu-central-1","awslogs-stream-prefix":"t"}}},
                  {"name":"proxy","essential":false,
                   "logConfiguration":{"logDriver":"splunk","options":{}}}]}}
                """);
        assertThat(ecs.definition(Requested.PLACE, "trainer"))
                .isEqualTo(
                        new TaskDefinition(
                                "arn:aws:ecs:eu-west-1:1:task-definition/trainer:12",
                                "trainer",
                                12,
                                true,
                                Set.of("EC2", "FARGATE"),
                                "awsvpc",
                                OptionalInt.of(1024),
                                OptionalInt.of(2048),
                                List.of("arn:aws:iam::1:role/execution"),
                                List.of(
                                        new TaskDefinition.Container(
                                                "job",
                                                true,
                                                List.of("python"),
                                                Optional.of(
                                                        new LogPlace("eu-central-1", "/jobs", "t")),
                                                Set.of("DB"),
                                                Map.of("A", "1", "EMPTY", ""),
                                                true,
                                                OptionalInt.of(60)),
                                        new TaskDefinition.Container(
                                                "proxy",
                                                false,
                                                List.of(),
                                                Optional.empty(),
                                                Set.of(),
                                                Map.of(),
                                                false,
                                                OptionalInt.empty()))));
    }

    @Test
    void a_family_that_nobody_has_registered_is_not_found() {
        canned.fails(400, "ClientException", "Unable to describe task definition.");
        assertThat(trouble(() -> ecs.definition(Requested.PLACE, "trainr")).kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    private static CallException trouble(ThrowingCallable call) {
        return assertThatExceptionOfType(CallException.class).isThrownBy(call).actual();
    }
}
