package farcron.run.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.aws.Account;
import farcron.aws.EcsModel;
import farcron.aws.Faults;
import farcron.aws.ModelEcs;
import farcron.aws.ModelLogs;
import farcron.aws.TaskBody;
import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.TaskPlace;
import farcron.job.Trigger;
import farcron.os.LogLimit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the night brings in turns, one by one.
class OfficeTest {

    private static final Instant DUE = Instant.parse("2026-11-21T02:00:00Z");

    @TempDir Path folder;
    private final StoryClock clock = new StoryClock(DUE);
    private final Map<Long, Outcome> ended = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private EcsModel ecs;
    private Desk desk;
    private Office office;
    private FargateRunner runner;

    @BeforeEach
    void open() throws IOException {
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
        begin();
    }

    private void fails(Faults faults) {
        ecs.faults(call -> {
            calls.add(call.action());
            return faults.on(call);
        });
    }

    /// A daemon, also one after another.
    private void begin() {
        desk = new Desk(clock, Runnable::run, _ -> {});
        Cloud cloud =
                new Cloud(new ModelEcs(ecs, 1), Optional.empty(), new ModelLogs(ecs), () -> {});
        Office.Terms terms =
                new Office.Terms(
                        folder.resolve("runs"),
                        new Installation("officeoffice"),
                        Pace.usual(20, false),
                        false,
                        LogLimit.DEFAULT);
        Doors doors = new Doors(ended::put, (_, _) -> {}, _ -> {});
        office = new Office(desk, terms, () -> cloud, doors);
        runner = new FargateRunner(office, (_, _) -> Optional.empty(), () -> {});
    }

    private static Job line(String name) {
        return Tasks.line(name, TaskPlace.Spot.NO, "true");
    }

    private static RunRecord run(long id, String name) {
        return RunRecord.queued(id, line(name), Trigger.SCHEDULE, DUE, DUE).running(DUE);
    }

    private void live(Duration time) {
        Instant end = clock.instant().plus(time);
        Instant next = desk.step();
        while (next.isBefore(end) || ecs.next().isBefore(end)) {
            clock.passTo(next.isBefore(ecs.next()) ? next : ecs.next());
            ecs.live();
            next = desk.step();
        }
        clock.passTo(end);
        desk.step();
    }

    private long count(String action) {
        return calls.stream().filter(action::equals).count();
    }

    @Test
    void a_run_that_is_stopped_while_nothing_could_be_started_is_not_started_afterwards() {
        fails(Faults.first("RunTask", Faults.THROTTLED, Faults.THROTTLED, Faults.THROTTLED));
        runner.start(run(1, "a"), line("a"));
        live(Duration.ofSeconds(2));

        runner.stop(run(1, "a").because("stopped by ann"), false);
        live(Duration.ofMinutes(1));

        assertThat(ended.get(1L)).isEqualTo(new Outcome.NotStarted("stopped by ann"));
        assertThat(count("RunTask")).isEqualTo(1);
    }

    @Test
    void after_a_sleep_of_hours_a_request_without_an_answer_is_not_sent_again() {
        fails(Faults.first("RunTask", Faults.ACCEPTED_THEN_SILENCE, Faults.SILENCE));
        runner.start(run(1, "a"), line("a"));
        live(Duration.ofSeconds(2));
        assertThat(count("RunTask")).isEqualTo(1);

        clock.passTo(clock.instant().plus(Duration.ofHours(3)));
        live(Duration.ofMinutes(30));

        assertThat(count("RunTask")).isEqualTo(1);
        assertThat(ended).as("its task was found, and goes on").isEmpty();
    }

    @Test
    void what_was_put_down_for_another_run_of_the_same_number_tells_nothing_of_this_one() {
        runner.start(run(7, "train"), line("train"));
        live(Duration.ofMinutes(2));
        begin();

        runner.start(run(7, "report"), line("report"));
        live(Duration.ofMinutes(2));

        assertThat(ended.get(7L)).isInstanceOf(Outcome.Lost.class);
        assertThat(count("RunTask")).isEqualTo(1);
    }

    @Test
    void who_starts_a_run_does_not_wait_until_accounts_are_looked_up() {
        List<String> asked = new ArrayList<>();
        FargateRunner slow =
                new FargateRunner(
                        office,
                        (run, _) -> {
                            asked.add("run " + run.id());
                            return Optional.empty();
                        },
                        () -> {});
        slow.start(run(1, "a"), line("a"));
        assertThat(asked).isEmpty();

        live(Duration.ofMinutes(2));
        assertThat(asked).containsExactly("run 1");
        assertThat(count("RunTask")).isEqualTo(1);
    }

    @Test
    void a_hundred_tasks_whose_time_is_over_are_stopped_within_half_a_minute() {
        for (long id = 1; id <= 100; id++) {
            runner.start(run(id, "j" + id), line("j" + id));
        }
        live(Duration.ofMinutes(5));

        for (long id = 1; id <= 100; id++) {
            runner.stop(run(id, "j" + id).because("it took longer than 5m"), false);
        }
        live(Duration.ofSeconds(30));

        assertThat(count("StopTask")).isEqualTo(100);
        assertThat(folder.resolve("runs/100/stopped")).hasContent("it took longer than 5m");
        live(Duration.ofMinutes(3));
        assertThat(ended).hasSize(100);
    }

    @Test
    void one_task_that_may_not_be_stopped_does_not_keep_others_from_it() {
        runner.start(run(1, "a"), line("a"));
        runner.start(run(2, "b"), line("b"));
        live(Duration.ofMinutes(5));
        String first = arnOf(1);
        fails(call ->
                call.request().all().toString().contains(first)
                        ? Faults.denied("ecs", "StopTask").on(call)
                        : Faults.NONE);

        runner.stop(run(1, "a").because("stopped by ann"), false);
        runner.stop(run(2, "b").because("stopped by ann"), false);
        live(Duration.ofMinutes(2));

        assertThat(ended).containsOnlyKeys(2L);
    }

    private String arnOf(long run) {
        return new Folders(folder.resolve("runs"))
                .entry(new TaskSight.Marker(run, 1, ""))
                .flatMap(Entry::arn)
                .orElseThrow();
    }
}
