package farcron.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Grammar.Format;
import farcron.job.Job;
import farcron.job.JobTable;
import farcron.load.AllJobs;
import farcron.load.CrontabFile;
import farcron.load.Loaded;
import farcron.load.Reading;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// Schedules as AWS prints them, and what becomes of them.
final class ScheduleSamples {

    private static final Instant NOW = Instant.parse("2026-11-21T08:14:20Z");

    static final String NIGHTLY =
            """
            {"Name": "nightly", "GroupName": "etl", "Description": "Loads\\nthe orders",
             "ScheduleExpression": "cron(30 2 ? * MON-FRI *)",
             "ScheduleExpressionTimezone": "Europe/Madrid", "State": "ENABLED",
             "FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15},
             "Target": {
               "Arn": "arn:aws:ecs:eu-west-1:123456789012:cluster/batch",
               "RoleArn": "arn:aws:iam::123456789012:role/scheduler",
               "RetryPolicy": {"MaximumEventAgeInSeconds": 86400, "MaximumRetryAttempts": 185},
               "Input": "{\\"cpu\\": \\"1024\\", \\"memory\\": \\"2 GB\\", \\"containerOverrides\\": [{\\"name\\": \\"app\\", \\"command\\": [\\"python\\", \\"load.py\\", \\"--day\\", \\"100%\\", \\"it's 5\\"], \\"environment\\": [{\\"name\\": \\"STAGE\\", \\"value\\": \\"prod \\\\\\"x\\\\\\"\\"}]}]}",
               "EcsParameters": {
                 "TaskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/etl:7",
                 "TaskCount": 1, "LaunchType": "FARGATE", "PlatformVersion": "1.4.0",
                 "EnableExecuteCommand": false, "EnableECSManagedTags": true,
                 "NetworkConfiguration": {"awsvpcConfiguration": {
                   "Subnets": ["subnet-0a1", "subnet-0b2"], "SecurityGroups": ["sg-0a1"],
                   "AssignPublicIp": "ENABLED"}},
                 "Tags": [{"Key": "team", "Value": "data"}]}}}
            """;

    /// @param parts merged over a schedule without overrides
    static String schedule(String name, String expression, String input, String parts) {
        return """
        {"Name": "%s", "GroupName": "default", "ScheduleExpression": "%s",
         "ScheduleExpressionTimezone": "UTC", "FlexibleTimeWindow": {"Mode": "OFF"}, %s
         "Target": {"Arn": "arn:aws:ecs:eu-west-1:123456789012:cluster/batch",
           "Input": "%s",
           "EcsParameters": {"TaskDefinitionArn": "etl", "LaunchType": "FARGATE",
             "NetworkConfiguration": {"awsvpcConfiguration": {"Subnets": ["subnet-0a1"]}}}}}
        """
                .formatted(name, expression, parts, input.replace("\"", "\\\""));
    }

    static String command(String words) {
        return "{\"containerOverrides\":[{\"name\":\"app\",\"command\":[%s]}]}".formatted(words);
    }

    static ImportedCrontab imported(String... texts) throws UnknownDocument {
        return ImportedCrontab.of(List.of(texts), NOW);
    }

    static List<Job> jobs(ImportedCrontab crontab) {
        String text = String.join("\n", crontab.text()) + "\n";
        CrontabFile file = new CrontabFile(Path.of("imported"), Format.USER, "imported", "");
        Reading tokyo = new Reading(Dialect.CRONIE, ZoneId.of("Asia/Tokyo"), "test-host");
        Loaded loaded = Loaded.of(file, text.getBytes(StandardCharsets.UTF_8), tokyo, NOW);
        JobTable table = AllJobs.of(List.of(loaded));
        assertThat(table.files().getFirst().problems()).isEmpty();
        return List.copyOf(table.jobs());
    }

    static String remarks(ImportedCrontab crontab) {
        return String.join(
                "\n", crontab.text().stream().filter(line -> line.startsWith("#")).toList());
    }

    private ScheduleSamples() {}
}
