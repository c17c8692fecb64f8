package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.aws.FakeAws;
import farcron.aws.Fate;
import farcron.aws.Fields;
import farcron.aws.SampleDefinition;
import farcron.aws.TaskPlan;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The whole program beside an AWS that runs the commands: what people see of it.
class FargateIT {

    private static final Duration SOON = Duration.ofMillis(300);
    private static final TaskPlan PLAN = TaskPlan.even(Duration.ofMillis(20));
    private static final List<String> SETTINGS =
            List.of("FARGATE_SUBNETS=subnet-0a1", "FARGATE_SPOT=prefer", "GREETING=hello world");

    @RegisterExtension private final Place place = new Place();

    private FakeAws aws;

    @BeforeEach
    void makeAnAccount() throws IOException {
        aws = FakeAws.start();
        aws.model().register(SampleDefinition.of("trainer", "main"));
        aws.model().plan(FargateIT::plan);
    }

    @AfterEach
    void closeTheAccount() throws IOException {
        aws.close();
    }

    /// The command says what becomes of its task.
    private static TaskPlan plan(Fields request) {
        String text = request.all().toString();
        boolean isFirst =
                text.contains("FARCRON_ATTEMPT, value=1")
                        || text.contains("value=1, name=FARCRON_ATTEMPT");
        if (text.contains("takes-spot") && isFirst) {
            return PLAN.with(new Fate.SpotTakenBack(SOON));
        }
        if (text.contains("eats-memory")) {
            return PLAN.with(new Fate.OutOfMemory(SOON));
        }
        return text.contains("has-no-image") ? PLAN.with(Fate.noSuchImage()) : PLAN;
    }

    private RunningDaemon start(String... lines) throws IOException {
        List<String> all = new ArrayList<>(SETTINGS);
        all.addAll(List.of(lines));
        place.write(all.toArray(String[]::new));
        return launch().start();
    }

    private Launch launch() {
        Launch launch = place.launch().with("FARCRON_FARGATE_QUEUE", aws.queue());
        aws.environment().forEach(launch::with);
        return launch;
    }

    @Test
    void a_chain_goes_from_here_to_aws_and_back() throws Exception {
        RunningDaemon daemon =
                start(
                        Place.NEVER + " name:extract echo extracted",
                        "after:extract name:train fargate:trainer echo $GREETING from $FARCRON_JOB"
                                + " after $FARCRON_UPSTREAM; env | sort; echo all told",
                        "after:train name:report echo reported $FARCRON_UPSTREAM");
        daemon.run("extract");
        daemon.awaitEnds("report", 1);

        Json train = daemon.runs("train").getFirst();
        assertThat(train.text("state")).isEqualTo("ok");
        assertThat(train.text("target")).isEqualTo("fargate");
        assertThat(train.text("task_arn"))
                .startsWith("arn:aws:ecs:eu-west-1:111122223333:task/default/");
        Deadline.until(
                "what it wrote is there",
                () -> daemon.log(train.number("id")).endsWith("all told\n"));
        assertThat(daemon.log(train.number("id")))
                .contains("hello world from ")
                .contains("after extract=ok")
                .contains("FARCRON_RUN_ID=" + train.number("id"))
                .doesNotContain("LOGNAME")
                .doesNotContain("MAILTO")
                .doesNotContain("FARGATE_")
                .doesNotContain("AWS_SECRET");
        assertThat(daemon.log(daemon.runs("report").getFirst().number("id")))
                .isEqualTo("reported train=ok\n");
    }

    @Test
    void a_process_that_stands_in_for_a_task_has_no_more_time_than_it() throws Exception {
        place.write(Place.NEVER + " name:job fargate:trainer timeout:1s sleep 60");
        RunningDaemon daemon = place.launch().option("--fargate", "local").start();

        daemon.run("job");
        daemon.awaitEnds("job", 1);

        Json end = daemon.ended("job").getFirst();
        assertThat(end.text("state")).as(daemon.out()).isEqualTo("timeout");
        assertThat(end.text("reason")).isEqualTo("it took longer than 1s");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    words      | command                  | state   | attempts | reason
                    ''         | exit 3                   | failed  | 1        | exit 3
                    retry:1/1s | exit 3                   | failed  | 2        | exit 3
                    ''         | : takes-spot; sleep 2    | ok      | 2        | ''
                    ''         | : eats-memory; sleep 9   | failed  | 1        | out of memory
                    retry:3    | : has-no-image           | failed  | 1        | it could not be started: the image
                    timeout:1s | trap '' TERM; sleep 60   | timeout | 1        | it took longer than 1s
                    """)
    void each_end_is_told_for_what_it_was(
            String words, String command, String state, int attempts, String reason)
            throws Exception {
        RunningDaemon daemon =
                start(Place.NEVER + " name:job fargate:trainer " + words + " " + command);

        daemon.run("job");

        Json end =
                Deadline.first(
                        "it has ended",
                        Duration.ofSeconds(60),
                        () -> daemon.ended("job").stream().findFirst(),
                        daemon::out);

        assertThat(end.text("state")).as(daemon.out()).isEqualTo(state);
        assertThat(end.number("attempt")).isEqualTo(attempts);
        assertThat(end.text("reason")).contains(reason);
    }
}
