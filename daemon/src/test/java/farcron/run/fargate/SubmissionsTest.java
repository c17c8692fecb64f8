package farcron.run.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.aws.Account;
import farcron.aws.EcsModel;
import farcron.aws.Faults;
import farcron.aws.ModelEcs;
import farcron.aws.ModelLogs;
import farcron.aws.TaskBody;
import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.TaskPlace;
import farcron.job.Trigger;
import farcron.os.LogLimit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How many tasks are asked for at once, where AWS takes its time: a call is in the air until the
/// test lets it arrive.
class SubmissionsTest {

    private static final Instant DUE = Instant.parse("2026-11-21T02:00:00Z");

    @TempDir Path folder;
    private final StoryClock clock = new StoryClock(DUE);
    private final List<Runnable> air = new ArrayList<>();
    private final List<String> arrived = new ArrayList<>();
    private EcsModel ecs;
    private Desk desk;

    @BeforeEach
    void thirty_lines_are_due_at_once_and_their_definition_is_known() throws IOException {
        Files.createDirectory(folder.resolve("runs"));
        Account account = Account.NEW.withCluster("batch", "FARGATE", "FARGATE_SPOT");
        ecs = new EcsModel(account.withVcpus(1000, 1000), clock, TaskBody.endless());
        ecs.register(
                """
                {"family": "trainer", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
                 "requiresCompatibilities": ["FARGATE"],
                 "containerDefinitions": [{"name": "main", "image": "busybox", "essential": true}]}
                """);
        fails(Faults.none());
        desk = new Desk(clock, air::add, _ -> {});
        Office.Terms terms =
                new Office.Terms(
                        folder.resolve("runs"),
                        new Installation("officeoffice"),
                        Pace.usual(20, false),
                        false,
                        LogLimit.DEFAULT);
        Cloud cloud =
                new Cloud(new ModelEcs(ecs, 1), Optional.empty(), new ModelLogs(ecs), () -> {});
        Office office =
                new Office(
                        desk, terms, () -> cloud, new Doors((_, _) -> {}, (_, _) -> {}, _ -> {}));
        FargateRunner runner = new FargateRunner(office, (_, _) -> Optional.empty(), () -> {});
        for (long id = 1; id <= 30; id++) {
            Job line = Tasks.line("j" + id, TaskPlace.Spot.NO, "true");
            RunRecord run = RunRecord.queued(id, line, Trigger.SCHEDULE, DUE, DUE).running(DUE);
            runner.start(run, line);
        }
        live(Duration.ofSeconds(1));
        arrive(1);
        assertThat(arrived).containsExactly("DescribeTaskDefinition");
    }

    private void fails(Faults faults) {
        ecs.faults(call -> {
            arrived.add(call.action());
            return faults.on(call);
        });
    }

    private void live(Duration time) {
        Instant end = clock.instant().plus(time);
        for (Instant next = desk.step(); !next.isAfter(end); next = desk.step()) {
            clock.passTo(next);
        }
        clock.passTo(end);
    }

    private void arrive(int calls) {
        for (int i = 0; i < calls; i++) {
            air.removeFirst().run();
        }
    }

    @Test
    void until_the_first_call_is_back_no_other_goes() {
        live(Duration.ofSeconds(10));

        assertThat(air).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    false | it is answered
                    true  | it is refused: that has found its way there, too
                    """)
    void once_it_is_back_ten_are_in_the_air_at_most(boolean refused, String why) {
        if (refused) {
            fails(Faults.first("RunTask", Faults.THROTTLED));
        }
        live(Duration.ofSeconds(1));
        arrive(1);
        live(Duration.ofSeconds(4));
        assertThat(air).as(why).hasSize(10);

        arrive(3);
        live(Duration.ofSeconds(1));
        assertThat(air).hasSize(10);
        assertThat(arrived).filteredOn("RunTask"::equals).hasSize(4);
    }
}
