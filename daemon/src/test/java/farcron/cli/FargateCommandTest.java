package farcron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.aws.Account;
import farcron.aws.EcsModel;
import farcron.aws.Faults;
import farcron.aws.ModelEcs;
import farcron.aws.ModelLogs;
import farcron.aws.SampleDefinition;
import farcron.aws.TaskBody;
import farcron.crontab.Grammar;
import farcron.load.Crontabs;
import farcron.load.Reading;
import farcron.run.fargate.Cloud;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// `farcron fargate`, as it is typed.
class FargateCommandTest {

    private static final InstantSource TIME =
            InstantSource.fixed(Instant.parse("2026-11-21T08:14:00Z"));
    private static final Reading READING =
            new Reading(Grammar.Dialect.DEBIAN, ZoneId.of("Europe/Madrid"), "test-host");
    private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/111122223333/q";

    private static final String SCHEDULE =
            """
            {"Name": "nightly", "GroupName": "default", "ScheduleExpression": "cron(0 2 L * ? *)",
             "ScheduleExpressionTimezone": "Europe/Madrid", "State": "ENABLED",
             "Target": {"Arn": "arn:aws:ecs:eu-west-1:111122223333:cluster/batch",
               "Input": "{\\"containerOverrides\\":[{\\"name\\":\\"main\\",\\"command\\":[\\"date\\"]}]}",
               "EcsParameters": {"TaskDefinitionArn": "trainer", "LaunchType": "FARGATE",
                 "NetworkConfiguration": {"awsvpcConfiguration": {"Subnets": ["subnet-0a1"]}}}}}
            """;

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final EcsModel model =
            new EcsModel(
                    Account.NEW.withCluster("batch", "FARGATE", "FARGATE_SPOT"),
                    TIME,
                    TaskBody.lasting(Duration.ofMinutes(1), 0));

    private int type(String input, String... words) {
        FargateHere here =
                new FargateHere(
                        READING,
                        TIME,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        () -> Crontabs.named(List.of()),
                        Optional.of(QUEUE),
                        () ->
                                new Cloud(
                                        new ModelEcs(model, 1),
                                        Optional.empty(),
                                        new ModelLogs(model),
                                        () -> {}));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return FargateCommand.with(here)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String crontab() throws IOException {
        return file(
                "my",
                """
                FARGATE_REGION=eu-west-1
                FARGATE_CLUSTER=batch
                FARGATE_SUBNETS=subnet-0a1
                0 2 * * * name:local true
                0 3 * * * name:a fargate:trainer true
                """);
    }

    @Test
    void what_import_writes_check_takes() throws IOException {
        assertThat(type(SCHEDULE, "import", "-")).isZero();
        assertThat(err.toString()).isEqualTo("1 of 1 schedules run as they stand\n");
        String crontab = file("imported", out.toString());

        assertThat(new CommandLine(new CheckCommand(READING, TIME)).execute(crontab)).isZero();
        assertThat(out.toString())
                .endsWith(
                        """

                        FARGATE_CLUSTER=batch
                        FARGATE_CONTAINER=main
                        FARGATE_REGION=eu-west-1
                        FARGATE_SHELL=none
                        FARGATE_SUBNETS=subnet-0a1

                        # nightly
                        0 2 28-31 * *  name:nightly tz:Europe/Madrid \
                        when:"TZ=Europe/Madrid date -R -d '12:00 tomorrow' | grep -q -E ', 01 '" \
                        fargate:trainer  date
                        """);
    }

    @Test
    void a_policy_says_what_is_to_be_replaced_unless_it_may_ask() throws IOException {
        assertThat(type("", "policy", crontab())).isEqualTo(1);
        assertThat(out.toString())
                .contains("arn:aws:iam::111122223333:role/REPLACE-BY-THE-ROLES-OF-trainer");
        assertThat(err.toString()).contains("roles and log group of trainer are not known");

        model.register(SampleDefinition.of("trainer", "main"));
        assertThat(type("", "policy", "--ask", crontab())).isZero();
        assertThat(out.toString())
                .contains("arn:aws:iam::111122223333:role/ecs-execution")
                .contains("arn:aws:logs:eu-west-1:111122223333:log-group:/jobs:log-stream:*")
                .contains("arn:aws:sqs:eu-west-1:111122223333:q")
                .doesNotContain("REPLACE");
    }

    @Test
    void a_doctor_tells_line_by_line() throws IOException {
        model.register(SampleDefinition.of("trainer", "main"));
        assertThat(type("", "doctor", crontab())).isZero();
        assertThat(out.toString().lines()).allMatch(line -> line.matches("(ok   |note ) \\S.*"));

        model.faults(Faults.denied("ecs", "StopTask"));
        assertThat(type("", "doctor", crontab())).isEqualTo(1);
        assertThat(out.toString().lines())
                .anyMatch(line -> line.startsWith("FAIL  ") && line.contains("ecs:StopTask"))
                .anyMatch(line -> line.startsWith("      {\"Sid\":\"WatchAndStopTasks\""));
    }

    @Test
    void what_check_would_say_the_doctor_says_first() throws IOException {
        String bad = file("bad", "0 2 * * * fargate:trainer true\n");
        assertThat(type("", "doctor", bad)).isEqualTo(1);
        assertThat(out.toString())
                .startsWith(bad + ":1:11: error: ")
                .contains("FAIL  there is no line with fargate: that runs");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    words             | status | says                                     | why
                    -                 | 2      | fargate what?                            | no command
                    import            | 2      | Missing required parameter: 'FILE'       | no file
                    import /no/such   | 2      | /no/such: No such file or directory      | no such file
                    import -          | 1      | this is no JSON                          | what aws says when it fails
                    init -            | 1      | this is no JSON                          | the same
                    init --cnof -     | 2      | Unknown option: '--cnof'                 | a slip
                    policy            | 1      | there is no line with fargate: that runs | the machine has none
                    """)
    void what_cannot_be_done_is_told(String words, int status, String says, String why) {
        String[] typed = words == null ? new String[0] : words.split(" ");
        assertThat(type("An error occurred", typed)).isEqualTo(status);
        assertThat(err.toString()).contains(says);
    }
}
