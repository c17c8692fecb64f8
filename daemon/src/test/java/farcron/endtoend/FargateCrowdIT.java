package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.aws.Account;
import farcron.aws.FakeAws;
import farcron.aws.Recorded;
import farcron.aws.SampleDefinition;
import farcron.aws.TaskBody;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Five hundred lines for Fargate are due at the same minute as twenty for this machine, in the
/// same crontab, and before them.
class FargateCrowdIT {

    private static final int TASKS = 500;
    private static final int HERE = 20;

    /// What two measurements of the same may differ by. A line that waits for those for Fargate to
    /// be asked for would be later by twenty seconds and more.
    private static final Duration MORE = Duration.ofSeconds(1);

    /// Asked for again, because calls met on their way or were answered too late: the rate is just
    /// what AWS takes.
    private static final int AGAIN = 10;

    @RegisterExtension private final Place place = new Place();

    @Test
    void lines_of_this_machine_start_as_if_they_were_alone_and_aws_is_not_overrun()
            throws Exception {
        Latest alone = latest(0, List.of());
        try (FakeAws aws =
                FakeAws.start(
                        Account.NEW.withVcpus(1000, 1000),
                        1,
                        TaskBody.lasting(Duration.ofSeconds(1), 0))) {
            aws.model().register(SampleDefinition.of("trainer", "main"));
            List<Recorded> calls = new ArrayList<>();
            Latest beside = latest(TASKS, List.of(aws), calls);
            System.out.printf(
                    "latest of %d local starts: %d ms alone, %d ms beside %d for Fargate; these"
                            + " were asked for in %d ms, %d calls; the machine stood still for"
                            + " %d ms%n",
                    HERE,
                    alone.late().toMillis(),
                    beside.late().toMillis(),
                    TASKS,
                    Duration.between(calls.getFirst().when(), calls.getLast().when()).toMillis(),
                    calls.size(),
                    beside.stalled().toMillis());
            assertThat(tokens(calls)).hasSize(TASKS);
            assertThat(calls.size()).isLessThanOrEqualTo(TASKS + AGAIN);
            assertThat(beside.late()).isLessThan(alone.late().plus(MORE).plus(beside.stalled()));
        }
    }

    /// @param stalled how long the machine itself stood still meanwhile
    private record Latest(Duration late, Duration stalled) {}

    private Latest latest(int tasks, List<FakeAws> aws) throws Exception {
        return latest(tasks, aws, new ArrayList<>());
    }

    private Latest latest(int tasks, List<FakeAws> aws, List<Recorded> calls) throws Exception {
        Instant due = Instant.now().plusSeconds(75).truncatedTo(ChronoUnit.MINUTES);
        place.replace(lines(tasks, due).toArray(String[]::new));
        Launch launch = place.launch().state(place.folder().resolve("state" + tasks));
        launch.with("FARCRON_FARGATE_RATE", "20");
        aws.forEach(one -> one.environment().forEach(launch::with));
        RunningDaemon daemon = launch.start();
        Duration stalled;
        try (Stalls stalls = new Stalls()) {
            Deadline.until(
                    "all local lines have run",
                    Duration.ofSeconds(150),
                    () -> here(daemon).size() == HERE);
            stalled = stalls.longest();
        }
        Deadline.until(
                "all tasks are asked for",
                Duration.ofSeconds(90),
                () -> aws.isEmpty() || tokens(aws.getFirst().requests("RunTask")).size() == tasks);
        aws.forEach(one -> calls.addAll(one.requests("RunTask")));
        Duration latest = Duration.ZERO;
        for (Json run : here(daemon)) {
            Instant started = run.time("started_at");
            Duration late = Duration.between(due, started);
            latest = late.compareTo(latest) > 0 ? late : latest;
        }
        daemon.stop();
        return new Latest(latest, stalled);
    }

    /// One for each run, however often it is asked for.
    private static Set<String> tokens(List<Recorded> calls) throws IOException {
        Set<String> tokens = new HashSet<>();
        for (Recorded call : calls) {
            tokens.add(Json.of(call.body()).text("clientToken"));
        }
        return tokens;
    }

    private static List<Json> here(RunningDaemon daemon) throws IOException {
        return daemon.get("/runs?limit=1000").list("runs").stream()
                .filter(run -> run.text("target").equals("local"))
                .filter(run -> run.text("state").equals("ok"))
                .toList();
    }

    private static List<String> lines(int tasks, Instant due) {
        LocalTime time = due.atOffset(ZoneOffset.UTC).toLocalTime();
        String when = time.getMinute() + " " + time.getHour() + " * * * ";
        List<String> lines = new ArrayList<>(List.of("FARGATE_SUBNETS=subnet-0a1"));
        for (int i = 0; i < tasks; i++) {
            lines.add(when + "name:t%03d fargate:trainer true".formatted(i));
        }
        for (int i = 0; i < HERE; i++) {
            lines.add(when + "name:l%02d true".formatted(i));
        }
        return lines;
    }
}
