package farcron.run.fargate.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;

import farcron.run.fargate.Ecs;
import farcron.run.fargate.TaskRequest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.Map;

/// `RunTask` as ECS gets to see it.
class RunTaskTest {

    private static CannedAws canned;
    private static Surroundings surroundings;
    private static Aws aws;

    @BeforeAll
    static void start() {
        canned = new CannedAws().answers(200, "{\"tasks\":[{\"taskArn\":\"arn\"}]}");
        surroundings = new Surroundings(canned.url());
        aws = new Aws();
    }

    @AfterAll
    static void stop() {
        aws.close();
        surroundings.close();
        canned.close();
    }

    @Test
    void a_request_says_all_that_the_line_does() throws Exception {
        Map<?, ?> expected =
                JSON.std.mapFrom(
                        """
                        {"clientToken":"f1-token","cluster":"batch","count":1,
                         "taskDefinition":"trainer:12","platformVersion":"LATEST",
                         "startedBy":"farcron/abc/1","launchType":"FARGATE",
                         "networkConfiguration":{"awsvpcConfiguration":{
                          "subnets":["subnet-2","subnet-1"],"assignPublicIp":"ENABLED"}},
                         "overrides":{
                          "containerOverrides":[{"name":"job",
                           "command":["/bin/sh","-c","echo \\"größer\\" > /dev/null"],
                           "environment":[{"name":"A","value":"1"},{"name":"B","value":"2"}]}],
                          "cpu":"1024","memory":"2048","ephemeralStorage":{"sizeInGiB":40},
                          "taskRoleArn":"arn:aws:iam::1:role/task",
                          "executionRoleArn":"arn:aws:iam::1:role/execution"},
                         "propagateTags":"TASK_DEFINITION",
                         "tags":[{"key":"A","value":"1"},{"key":"B","value":"2"}]}
                        """);
        assertThat(JSON.std.mapFrom(sent(Requested.full(Map.of("A", "1", "B", "2"), false))))
                .isEqualTo(expected);
    }

    @Test
    void on_spot_there_is_a_strategy_and_no_launch_type() throws Exception {
        assertThat(sent(Requested.full(Map.of(), true)))
                .contains(
                        "\"capacityProviderStrategy\":"
                                + "[{\"capacityProvider\":\"FARGATE_SPOT\",\"weight\":1}]")
                .doesNotContain("launchType");
    }

    @Test
    void security_groups_are_named_where_there_are_some() throws Exception {
        assertThat(sent(Requested.plain("f1-x"))).contains("\"securityGroups\":[\"sg-1\"]");
    }

    @Test
    void equal_requests_are_equal_bytes() throws Exception {
        Map<String, String> forth = new LinkedHashMap<>();
        Map<String, String> back = new LinkedHashMap<>();
        for (int each = 0; each < 40; each++) {
            forth.put("K" + each, "v" + each);
            back.put("K" + (39 - each), "v" + (39 - each));
        }
        assertThat(sent(Requested.full(back, false))).isEqualTo(sent(Requested.full(forth, false)));
    }

    private static String sent(TaskRequest request) throws Exception {
        Ecs.Answer answer = aws.ecs().run(request);
        assertThat(answer).isInstanceOf(Ecs.Answer.Started.class);
        CannedAws.Asked last = canned.asked().getLast();
        assertThat(last.target()).isEqualTo("AmazonEC2ContainerServiceV20141113.RunTask");
        return last.body();
    }
}
