package farcron.cloud;

import static farcron.cloud.ScheduleSamples.NIGHTLY;
import static farcron.cloud.ScheduleSamples.command;
import static farcron.cloud.ScheduleSamples.imported;
import static farcron.cloud.ScheduleSamples.jobs;
import static farcron.cloud.ScheduleSamples.remarks;
import static farcron.cloud.ScheduleSamples.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farcron.job.Job;
import farcron.job.Target;
import farcron.job.TaskOverrides;
import farcron.job.TaskPlace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Schedules of EventBridge, as a crontab.
class ImportedCrontabTest {

    @Test
    void a_schedule_becomes_a_line_that_does_the_same() throws UnknownDocument {
        ImportedCrontab crontab = imported(NIGHTLY);
        Job job = jobs(crontab).getFirst();
        Target.Fargate target = (Target.Fargate) job.target();

        assertThat(job.key().name()).isEqualTo("nightly");
        assertThat(job.scheduleText()).isEqualTo("30 2 * * 1-5");
        assertThat(job.zone()).isEqualTo(ZoneId.of("Europe/Madrid"));
        assertThat(job.delay()).isBetween(Duration.ZERO, Duration.ofMinutes(15));
        assertThat(job.runs()).isTrue();
        assertThat(target.definition()).isEqualTo("etl:7");
        assertThat(target.container()).contains("app");
        assertThat(target.size().cpu()).isEqualTo(OptionalInt.of(1024));
        assertThat(target.size().memory()).isEqualTo(OptionalInt.of(2048));
        assertThat(target.tags()).isEqualTo(Map.of("team", "data"));
        assertThat(target.place())
                .isEqualTo(
                        new TaskPlace(
                                "eu-west-1",
                                "batch",
                                List.of("subnet-0a1", "subnet-0b2"),
                                List.of("sg-0a1"),
                                true,
                                TaskPlace.Spot.NO,
                                "1.4.0"));
        assertThat(TaskOverrides.command(job.command().shell(), target))
                .containsExactly("python", "load.py", "--day", "100%", "it's 5");
        assertThat(TaskOverrides.environment(job.environment()))
                .isEqualTo(Map.of("STAGE", "prod \"x\""));
        assertThat(remarks(crontab)).contains("# etl/nightly: Loads the orders");
        assertThat(crontab.isComplete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    words                         ~ shell     ~ argv                                ~ why
                    "/bin/sh","-c","a | b; c"     ~ /bin/sh   ~ /bin/sh -c a | b; c                 ~ for the shell
                    "sh","-c","date +%F"          ~ /bin/sh   ~ /bin/sh -c date +%F                 ~ found by its name
                    "bash","-c","[[ x ]]"         ~ /bin/bash ~ /bin/bash -c [[ x ]]                ~ another shell
                    "bash","-lc","x"              ~ -         ~ bash -lc x                          ~ other options
                    "rake","db:migrate"           ~ -         ~ rake db:migrate                     ~ no shell
                    "db:migrate"                  ~ -         ~ db:migrate                          ~ not a word of a line
                    "sh","-c","db:migrate x"      ~ /bin/sh   ~ /bin/sh -c 'db:migrate' x           ~ nor here
                    "a","","b c","d\\\\e","'f'"   ~ -         ~ a  b c d\\e 'f'                     ~ quotes
                    """)
    void the_command_stays_what_it_was(String words, String shell, String argv, String why)
            throws UnknownDocument {
        String input = command(words.replace("\\", "\\\\"));
        Job job = jobs(imported(schedule("x", "rate(1 hour)", input, ""))).getFirst();
        Target.Fargate target = (Target.Fargate) job.target();

        assertThat(target.shell().orElse("-")).isEqualTo(shell);
        assertThat(String.join(" ", TaskOverrides.command(job.command().shell(), target)))
                .isEqualTo(argv.replace("\\\\", "\\"));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    strategy                                                         | spot
                    FARGATE 1                                                        | NO
                    FARGATE_SPOT 1                                                   | ONLY
                    FARGATE_SPOT 4, FARGATE 1                                        | PREFER
                    FARGATE_SPOT 1, FARGATE 0                                        | ONLY
                    """)
    void a_strategy_becomes_a_word_about_spot(String strategy, TaskPlace.Spot spot)
            throws UnknownDocument {
        String items =
                strategy.replaceAll(
                        "(\\w+) (\\d)", "{\"capacityProvider\": \"$1\", \"weight\": $2}");
        String text =
                NIGHTLY.replace(
                        "\"LaunchType\": \"FARGATE\"",
                        "\"CapacityProviderStrategy\": [" + items + "]");
        Target.Fargate target = (Target.Fargate) jobs(imported(text)).getFirst().target();

        assertThat(target.place().spot()).isEqualTo(spot);
    }

    @Test
    void a_rule_and_its_targets_belong_together() throws UnknownDocument {
        String rule =
                "{\"Name\": \"r\", \"ScheduleExpression\": \"cron(0 6 1 * ? *)\", \"State\":"
                        + " \"ENABLED\"}";
        String targets =
                """
                {"Targets": [
                  {"Id": "1", "Arn": "arn:aws-cn:ecs:cn-north-1:123456789012:cluster/c",
                   "Input": "{\\"containerOverrides\\":[{\\"name\\":\\"a\\",\\"command\\":[\\"true\\"]}]}",
                   "EcsParameters": {"TaskDefinitionArn": "f", "LaunchType": "FARGATE",
                     "NetworkConfiguration": {"awsvpcConfiguration": {"Subnets": ["subnet-1"]}}}},
                  {"Id": "2", "Arn": "arn:aws-cn:sqs:cn-north-1:123456789012:q"}]}
                """;
        ImportedCrontab crontab = imported(rule + targets);

        Job job = jobs(crontab).getFirst();
        assertThat(job.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(job.scheduleText()).isEqualTo("0 6 1 * *");
        assertThat(((Target.Fargate) job.target()).place().region()).isEqualTo("cn-north-1");
        assertThat(crontab.summary()).isEqualTo("1 of 2 schedules run as they stand");

        assertThat(remarks(imported(targets))).contains("Nobody knows whose targets these are");
        assertThat(remarks(imported(rule))).contains("Rule r comes without its targets");
        assertThat(remarks(imported("{\"Rules\": [{\"Name\": \"e\", \"EventPattern\": \"{}\"}]}")))
                .contains("Rule e waits for events");
        assertThat(remarks(imported("{\"Schedules\": [{\"Name\": \"s\", \"Target\": {}}]}")))
                .contains("Schedule s comes without its time, as in a list");
    }

    @Test
    void a_call_of_the_api_is_read_as_well() throws UnknownDocument {
        String text =
                """
                {"Name": "call", "GroupName": "default", "ScheduleExpression": "rate(2 hours)",
                 "Target": {"Arn": "arn:aws:scheduler:::aws-sdk:ecs:runTask",
                  "Input": "{\\"Cluster\\":\\"arn:aws:ecs:eu-west-1:123456789012:cluster/c\\",\\"TaskDefinition\\":\\"f:3\\",\\"LaunchType\\":\\"FARGATE\\",\\"NetworkConfiguration\\":{\\"AwsvpcConfiguration\\":{\\"Subnets\\":[\\"subnet-1\\"]}},\\"Overrides\\":{\\"TaskRoleArn\\":\\"arn:aws:iam::123456789012:role/t\\",\\"ContainerOverrides\\":[{\\"Name\\":\\"a\\",\\"Command\\":[\\"true\\"]}]}}"}}
                """;
        Target.Fargate target = (Target.Fargate) jobs(imported(text)).getFirst().target();

        assertThat(target.definition()).isEqualTo("f:3");
        assertThat(target.place().region()).isEqualTo("eu-west-1");
        assertThat(target.roles().task()).contains("arn:aws:iam::123456789012:role/t");
    }

    @Test
    void what_is_set_for_one_line_does_not_reach_another_unsaid() throws UnknownDocument {
        String plain = schedule("b", "rate(1 hour)", command("\"true\""), "");
        String other = NIGHTLY.replace("STAGE", "LEVEL").replace("\"nightly\"", "\"b\"");
        ImportedCrontab crontab = imported(NIGHTLY, other, plain);
        List<Job> jobs = jobs(crontab);

        assertThat(jobs.stream().map(job -> job.key().name()))
                .containsExactly("b-2", "nightly", "b");
        assertThat(jobs.getFirst().environment()).doesNotContainKeys("STAGE", "LEVEL");
        assertThat(((Target.Fargate) jobs.getFirst().target()).tags()).isEmpty();
        assertThat(jobs.getLast().environment()).containsKeys("STAGE", "LEVEL");
        assertThat(remarks(crontab)).contains("The next line also sees what is set above: STAGE.");
    }

    @Test
    void what_is_no_json_is_told() {
        assertThatThrownBy(() -> imported("cron(0 2 * * ? *)"))
                .isInstanceOf(UnknownDocument.class)
                .hasMessageContaining("this is no JSON")
                .hasMessageContaining("--output json");
    }
}
