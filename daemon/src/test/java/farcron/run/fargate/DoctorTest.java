package farcron.run.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.aws.Account;
import farcron.aws.EcsModel;
import farcron.aws.Faults;
import farcron.aws.ModelEcs;
import farcron.aws.ModelEvents;
import farcron.aws.ModelLogs;
import farcron.aws.SampleDefinition;
import farcron.aws.TaskBody;
import farcron.cloud.Statement;
import farcron.crontab.Grammar;
import farcron.doctor.Level;
import farcron.job.Job;
import farcron.load.AllJobs;
import farcron.load.CrontabFile;
import farcron.load.Loaded;
import farcron.load.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands between lines and their first task.
class DoctorTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:14:20Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/111122223333/q";
    private static final String TOP =
            "FARGATE_REGION=eu-west-1\nFARGATE_CLUSTER=batch\nFARGATE_SUBNETS=subnet-0a1\n";

    private final EcsModel model =
            new EcsModel(
                    Account.NEW
                            .withCluster("batch", "FARGATE", "FARGATE_SPOT")
                            .withCluster("plain", "FARGATE"),
                    CLOCK,
                    TaskBody.lasting(Duration.ofMinutes(1), 0));
    private final ModelEvents events = new ModelEvents(CLOCK, 1);
    private final List<String> born = new ArrayList<>();

    private List<DoctorFinding> examine(Optional<TaskEvents> queue, String... lines) {
        model.births(born::add);
        Cloud cloud = new Cloud(new ModelEcs(model, 1), queue, new ModelLogs(model), () -> {});
        return new Doctor(cloud).examine(jobs(lines), queue.map(_ -> QUEUE));
    }

    private static List<Job> jobs(String... lines) {
        CrontabFile file = new CrontabFile(Path.of("my"), Grammar.Format.USER, "my", "");
        Reading here = new Reading(Grammar.Dialect.DEBIAN, ZoneId.of("UTC"), "test-host");
        byte[] text = (TOP + String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        return List.copyOf(AllJobs.of(List.of(Loaded.of(file, text, here, NOW))).jobs());
    }

    private static List<String> problems(List<DoctorFinding> findings) {
        return findings.stream()
                .filter(DoctorFinding::isProblem)
                .map(finding -> finding.level().word() + " " + finding.text())
                .toList();
    }

    @Test
    void all_is_well_and_nothing_was_started() {
        model.register(SampleDefinition.of("trainer", "main"));
        List<DoctorFinding> findings =
                examine(Optional.of(events), "0 2 * * * name:a fargate:trainer true");

        assertThat(problems(findings)).isEmpty();
        assertThat(findings.stream().filter(it -> it.level() == Level.OK).map(DoctorFinding::text))
                .containsExactly(
                        "task definition trainer is"
                                + " arn:aws:ecs:eu-west-1:111122223333:task-definition/trainer:1",
                        "my:4: a: runs trainer:1",
                        "finds its tasks in cluster batch",
                        "sees tasks in cluster batch",
                        "stops tasks in cluster batch",
                        "starts tasks of trainer",
                        "reads the log group /jobs",
                        "hears of its tasks by the queue",
                        "takes messages out of the queue");
        assertThat(born).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    service | action                 | statement           | resource
                    ecs     | DescribeTaskDefinition | ReadTaskDefinitions | *
                    ecs     | ListTasks              | FindTasks           | *
                    ecs     | DescribeTasks          | WatchAndStopTasks   | arn:aws:ecs:eu-west-1:111122223333:task/batch/*
                    ecs     | StopTask               | WatchAndStopTasks   | arn:aws:ecs:eu-west-1:111122223333:task/batch/*
                    ecs     | RunTask                | StartTasks          | arn:aws:ecs:eu-west-1:111122223333:task-definition/trainer:*
                    logs    | GetLogEvents           | ReadLogs            | arn:aws:logs:eu-west-1:111122223333:log-group:/jobs:log-stream:*
                    """)
    void a_missing_permission_is_told_with_its_statement(
            String service, String action, String statement, String resource) {
        model.register(SampleDefinition.of("trainer", "main"));
        model.faults(Faults.denied(service, action));
        List<DoctorFinding> findings =
                examine(Optional.of(events), "0 2 * * * name:a fargate:trainer true");

        assertThat(problems(findings)).hasSize(1).allMatch(text -> text.startsWith("FAIL"));
        Statement missing =
                findings.stream()
                        .flatMap(finding -> finding.missing().stream())
                        .findFirst()
                        .orElseThrow();
        assertThat(missing.name()).isEqualTo(statement);
        assertThat(missing.resources()).containsExactly(resource);
        assertThat(missing.actions()).contains(service + ":" + action);
        assertThat(missing.text()).startsWith("{\"Sid\":\"" + statement + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    old                     | new                                                                     | line                                      | says                                                                     | why
                    "awsvpc"                | "bridge"                                                                | fargate:trainer true                      | FAIL my:5: a: task definition trainer:1 has network mode bridge          | Fargate needs the other
                    ["FARGATE"]             | ["EC2"]                                                                 | fargate:trainer true                      | FAIL my:5: a: task definition trainer:1 is not for Fargate               | for EC2
                    "essential"             | "entryPoint": ["python"], "essential"                                   | fargate:trainer true                      | warn my:5: a: container main has the entry point [python]                | it gets the command
                    "essential"             | "restartPolicy": {"enabled": true}, "essential"                         | fargate:trainer true                      | warn my:5: a: container main is started again by ECS                     | exit codes are lost
                    "essential"             | "secrets": [{"name": "STAGE", "valueFrom": "s"}], "essential"           | fargate:trainer true                      | FAIL my:5: a: STAGE is set in the crontab and by ''secrets''             | which one counts
                    "essential"             | "stopTimeout": 120, "essential"                                         | timeout:60s fargate:trainer true          | warn my:5: a: after timeout:60s the command still has the 120 s          | longer than itself
                    "awslogs"               | "splunk"                                                                | fargate:trainer true                      | warn my:5: a: container main does not log with awslogs                   | nobody can read it
                    "essential"             | "essential"                                                             | fargate:trainer cpu:4096 true             | FAIL my:5: a: with its task definition it comes to cpu:4096 and mem:512M | half a pair
                    "essential"             | "essential"                                                             | fargate:trianer true                      | FAIL my:5: a: there is no task definition trianer in eu-west-1; register | a slip
                    "essential"             | "essential"                                                             | fargate:trainer:7 true                    | FAIL my:5: a: there is no task definition trainer:7 in eu-west-1         | no such revision
                    """)
    void what_a_definition_says_is_looked_at(
            String old, String now, String line, String says, String why) {
        model.register(SampleDefinition.of("trainer", "main").replace(old, now));

        assertThat(problems(examine(Optional.empty(), "STAGE=prod", "0 2 * * * name:a " + line)))
                .anyMatch(text -> text.startsWith(says.replace("''", "`")));
    }

    @Test
    void each_line_that_names_no_task_definition_is_told() {
        List<DoctorFinding> findings =
                examine(
                        Optional.empty(),
                        "0 2 * * * name:a fargate:trianer true",
                        "0 3 * * * name:b fargate:trianer true");

        assertThat(problems(findings))
                .map(text -> text.replaceFirst(";.*", ""))
                .containsExactly(
                        "FAIL my:4: a: there is no task definition trianer in eu-west-1",
                        "FAIL my:5: b: there is no task definition trianer in eu-west-1");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    cluster | spot   | says                                                                                                       | why
                    batch   | prefer | -                                                                                                          | it has both
                    plain   | no     | -                                                                                                          | nobody asks for Spot
                    plain   | prefer | FAIL my:7: a: cluster plain has no capacity provider FARGATE_SPOT; give it one, or set FARGATE_SPOT=no      | its tasks would never start there
                    plain   | only   | FAIL my:7: a: cluster plain has no capacity provider FARGATE_SPOT; give it one, or set FARGATE_SPOT=no      | the same
                    """)
    void a_cluster_must_have_what_lines_ask_for(
            String cluster, String spot, String says, String why) {
        model.register(SampleDefinition.of("trainer", "main"));
        List<DoctorFinding> findings =
                examine(
                        Optional.empty(),
                        "FARGATE_CLUSTER=" + cluster,
                        "0 2 * * * name:first fargate:trainer true",
                        "FARGATE_SPOT=" + spot,
                        "0 3 * * * name:a fargate:trainer true");

        assertThat(problems(findings))
                .isEqualTo(Optional.ofNullable(says).map(List::of).orElse(List.of()));
    }

    @Test
    void who_may_not_look_at_clusters_is_told_what_was_not_tested() {
        model.register(SampleDefinition.of("trainer", "main"));
        model.faults(Faults.denied("ecs", "DescribeClusters"));
        List<DoctorFinding> findings =
                examine(
                        Optional.empty(),
                        "FARGATE_SPOT=prefer",
                        "0 2 * * * name:a fargate:trainer true");

        assertThat(problems(findings)).isEmpty();
        assertThat(findings.stream().map(DoctorFinding::text))
                .anyMatch(text ->
                        text.startsWith(
                                "not tested: whether cluster batch has the capacity provider"
                                        + " FARGATE_SPOT"));
    }

    @Test
    void a_cluster_that_is_not_there_is_told_once() {
        model.register(SampleDefinition.of("trainer", "main"));
        List<DoctorFinding> findings =
                examine(
                        Optional.empty(),
                        "FARGATE_CLUSTER=bacth",
                        "0 2 * * * name:a fargate:trainer true",
                        "0 3 * * * name:b fargate:trainer true");

        assertThat(problems(findings))
                .filteredOn(text -> text.contains("there is no such cluster"))
                .containsExactly(
                        "FAIL my:5: a: there is no such cluster; correct FARGATE_CLUSTER or"
                                + " FARGATE_REGION (ClusterNotFoundException: Cluster not found.)");
    }

    @Test
    void without_credentials_it_says_so_once_and_asks_no_more() {
        model.faults(Faults.always("DescribeTaskDefinition", Faults.expiredCredentials()));
        List<DoctorFinding> findings =
                examine(
                        Optional.of(events),
                        "0 2 * * * name:a fargate:trainer true",
                        "0 3 * * * name:b fargate:other true");

        assertThat(findings).hasSize(1);
        assertThat(problems(findings).getFirst()).startsWith("FAIL ").contains("expired");
    }

    @Test
    void without_a_queue_it_says_what_that_means() {
        model.register(SampleDefinition.of("trainer", "main"));
        List<DoctorFinding> findings =
                examine(Optional.empty(), "0 2 * * * name:a fargate:trainer true");

        assertThat(findings.stream().map(DoctorFinding::text))
                .anyMatch(text -> text.startsWith("no fargate-queue is set"));
        assertThat(problems(findings)).isEmpty();
    }

    @Test
    void a_queue_that_cannot_be_reached_is_told() {
        model.register(SampleDefinition.of("trainer", "main"));
        events.outOfReach(true);
        List<DoctorFinding> findings =
                examine(Optional.of(events), "0 2 * * * name:a fargate:trainer true");

        assertThat(problems(findings)).containsExactly("FAIL NoAnswer: the queue does not answer");
    }
}
