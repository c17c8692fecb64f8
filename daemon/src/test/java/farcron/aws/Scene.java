package farcron.aws;

import farcron.schedule.SettableTime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A small account with the family `trainer`, and who asks things of it.
final class Scene {

    static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");

    final SettableTime clock = new SettableTime(MIDNIGHT);
    final EcsModel model;
    final List<String> events = new ArrayList<>();

    Scene(Account account, TaskBody body) {
        model = new EcsModel(account, clock, body);
        model.register(SampleDefinition.of("trainer", "main"));
        model.events(events::add);
    }

    /// Each task works a minute and ends with 0.
    static Scene ofMinutes() {
        return new Scene(
                Account.NEW.withCluster("batch", "FARGATE", "FARGATE_SPOT").withVcpus(100, 100),
                TaskBody.lasting(Duration.ofMinutes(1), 0));
    }

    void pass(Duration time) {
        clock.advance(time);
        model.live();
    }

    /// A request that is right, with these in it instead.
    static Fields request(String json) {
        Map<String, Object> all =
                new LinkedHashMap<>(
                        Fields.of(
                                        """
                                        {"cluster": "batch", "taskDefinition": "trainer:1",
                                         "launchType": "FARGATE", "clientToken": "f1-abc",
                                         "startedBy": "farcron/a1/0f",
                                         "networkConfiguration": {"awsvpcConfiguration":
                                           {"subnets": ["subnet-0a1"]}},
                                         "overrides": {"containerOverrides": [
                                           {"name": "main", "command": ["/bin/sh", "-c", "date"],
                                            "environment": [
                                              {"name": "FARCRON_RUN_ID", "value": "7"}]}]}}
                                        """)
                                .all());
        all.putAll(Fields.of(json).all());
        return new Fields(all);
    }

    /// With a token of its own.
    Fields run(String token) throws AwsError {
        return call("RunTask", request("{\"clientToken\": \"%s\"}".formatted(token)));
    }

    Fields call(String action, Fields request) throws AwsError {
        return Fields.of(new Fields(model.call(action, request)).json());
    }

    Fields call(String action, String json) throws AwsError {
        return call(action, Fields.of(json));
    }

    /// The ARN in an answer of `RunTask`.
    static String arn(Fields answer) throws AwsError {
        return answer.each("tasks").getFirst().text("taskArn");
    }

    Fields describe(String arn) throws AwsError {
        return call(
                "DescribeTasks", "{\"cluster\": \"batch\", \"tasks\": [\"%s\"]}".formatted(arn));
    }

    Fields task(String arn) throws AwsError {
        return describe(arn).each("tasks").getFirst();
    }

    Fields stop(String arn, String reason) throws AwsError {
        return call(
                "StopTask",
                "{\"cluster\": \"batch\", \"task\": \"%s\", \"reason\": \"%s\"}"
                        .formatted(arn, reason));
    }
}
