package farcron.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Somebody who uses AWS by its SDK.
final class SdkUser implements AutoCloseable {

    private final FakeAws aws;
    final EcsClient ecs;
    final CloudWatchLogsClient logs;
    private int tokens;

    SdkUser(FakeAws aws) {
        this.aws = aws;
        ecs = ecs(key());
        logs =
                CloudWatchLogsClient.builder()
                        .endpointOverride(endpoint("CLOUDWATCH_LOGS"))
                        .region(Region.EU_WEST_1)
                        .credentialsProvider(credentials(key()))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
    }

    private String key() {
        return aws.environment().get("AWS_ACCESS_KEY_ID");
    }

    EcsClient ecs(String key) {
        return EcsClient.builder()
                .endpointOverride(endpoint("ECS"))
                .region(Region.EU_WEST_1)
                .credentialsProvider(credentials(key))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(calls ->
                        calls.retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                                .apiCallAttemptTimeout(Duration.ofSeconds(1)))
                .build();
    }

    private URI endpoint(String service) {
        return URI.create(aws.environment().get("AWS_ENDPOINT_URL_" + service));
    }

    private static StaticCredentialsProvider credentials(String key) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "secret"));
    }

    RunTaskRequest.Builder asks(String family, String... command) {
        return RunTaskRequest.builder()
                .cluster("default")
                .taskDefinition(family + ":1")
                .launchType(LaunchType.FARGATE)
                .clientToken("f1-it-" + ++tokens)
                .startedBy("farcron/it/0f")
                .networkConfiguration(
                        net -> net.awsvpcConfiguration(vpc -> vpc.subnets("subnet-0a1")))
                .overrides(TaskOverride.builder().containerOverrides(override(command)).build());
    }

    private static ContainerOverride override(String... command) {
        return ContainerOverride.builder()
                .name("main")
                .command(command)
                .environment(pair("FARCRON_RUN_ID", "7"), pair("GREETING", "hello you"))
                .build();
    }

    private static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    String run(String family, String... command) {
        RunTaskResponse answer = ecs.runTask(asks(family, command).build());
        assertEquals(List.of(), answer.failures());
        return answer.tasks().getFirst().taskArn();
    }

    private Task task(String arn) {
        return ecs.describeTasks(ask -> ask.cluster("default").tasks(arn)).tasks().getFirst();
    }

    private Task until(String arn, Predicate<Task> holds) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            Task task = task(arn);
            if (holds.test(task)) {
                return task;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("not within 30 s: " + task(arn));
    }

    Task ended(String arn) throws InterruptedException {
        return until(arn, task -> task.lastStatus().equals("STOPPED"));
    }

    List<String> lines(String family, String arn) {
        String id = arn.substring(arn.lastIndexOf('/') + 1);
        return logs
                .getLogEvents(ask ->
                        ask.logGroupName("/jobs")
                                .logStreamName(family + "/main/" + id)
                                .startFromHead(true))
                .events()
                .stream()
                .map(OutputLogEvent::message)
                .toList();
    }

    void awaitLine(String line, String family, String arn) throws InterruptedException {
        until(
                arn,
                _ -> {
                    try {
                        return lines(family, arn).contains(line);
                    } catch (ResourceNotFoundException notYet) {
                        return false;
                    }
                });
    }

    @Override
    public void close() {
        ecs.close();
        logs.close();
    }
}
