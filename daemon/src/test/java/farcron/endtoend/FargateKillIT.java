package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.aws.EventFeed;
import farcron.aws.FakeAws;
import farcron.aws.Fields;
import farcron.aws.SampleDefinition;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// The daemon is killed again and again, at any moment, while lines run as tasks; events come late
/// and twice. Then AWS has seen one task for each attempt, and the record tells of each what the
/// task itself wrote down.
///
/// `-Dfarcron.kills=N` kills more often.
class FargateKillIT {

    private static final int KILLS = Integer.getInteger("farcron.kills", 50) / 5;

    @RegisterExtension private final Place place = new Place();

    @Test
    void killed_at_any_moment_it_starts_one_task_for_each_attempt() throws Exception {
        try (FakeAws aws = FakeAws.start()) {
            aws.model().register(SampleDefinition.of("trainer", "main"));
            aws.feed().weather(new EventFeed.Weather(0, 40, Duration.ofSeconds(3)));
            crontab("@every 1s", "@every 2s");
            Random random = new Random(7);
            for (int kill = 0; kill < KILLS; kill++) {
                // However busy the machine is, every other one comes to work before it is killed.
                RunningDaemon victim =
                        kill % 2 == 0 ? launch(aws).unattended() : launch(aws).start();
                assertThat(
                                victim.process()
                                        .waitFor(
                                                800 + random.nextInt(3_000), TimeUnit.MILLISECONDS))
                        .as(() -> "it has ended by itself:\n" + victim.out() + victim.err())
                        .isFalse();
                victim.kill();
            }
            crontab(Place.NEVER, Place.NEVER);
            RunningDaemon last = launch(aws).start();
            Deadline.until(
                    "all is quiet",
                    Duration.ofMinutes(3),
                    () ->
                            last.get("/runs?limit=1000").list("runs").stream()
                                    .noneMatch(run ->
                                            List.of("queued", "running")
                                                    .contains(run.text("state"))));
            compare(aws, last.get("/runs?limit=1000").list("runs"));
            last.stop();
        }
    }

    private void crontab(String often, String seldom) throws Exception {
        place.replace(
                "FARGATE_SUBNETS=subnet-0a1",
                often + " name:good fargate:trainer echo $FARCRON_RUN_ID good >> $PLACE/diary",
                seldom
                        + " name:bad fargate:trainer retry:1/1s"
                        + " echo $FARCRON_RUN_ID bad >> $PLACE/diary; exit 3",
                "after:good name:next fargate:trainer echo $FARCRON_RUN_ID next >> $PLACE/diary");
    }

    private Launch launch(FakeAws aws) {
        Launch launch =
                place.launch()
                        .with("FARCRON_FARGATE_QUEUE", aws.queue())
                        .with("FARCRON_FARGATE_RATE", "20");
        aws.environment().forEach(launch::with);
        return launch;
    }

    private void compare(FakeAws aws, List<Json> runs) throws Exception {
        Map<String, Integer> diary = new HashMap<>();
        place.lines("diary").forEach(line -> diary.merge(line, 1, Integer::sum));
        Map<String, String> tasks = new HashMap<>();
        for (Fields task : aws.model().everything()) {
            String of = identity(task);
            assertThat(tasks.put(of, task.text("taskArn"))).as("two tasks for %s", of).isNull();
        }
        List<Json> onAws = new ArrayList<>(runs);
        onAws.removeIf(run -> List.of("missed", "blocked", "skipped").contains(run.text("state")));
        assertThat(onAws).hasSizeGreaterThan(KILLS);
        for (Json run : onAws) {
            String entry = run.number("id") + " " + run.text("job").replaceAll(".*/", "");
            int attempts = (int) run.number("attempt");
            assertThat(diary.getOrDefault(entry, 0)).as("%s: %s", entry, run).isEqualTo(attempts);
            String state = entry.endsWith("bad") ? "failed" : "ok";
            assertThat(run.text("state")).as("%s", run).isEqualTo(state);
        }
        System.out.printf(
                "%d kills: %d runs agree with %d tasks%n", KILLS, onAws.size(), tasks.size());
    }

    private static String identity(Fields task) throws Exception {
        Fields container = task.fields("overrides").each("containerOverrides").getFirst();
        StringBuilder identity = new StringBuilder();
        for (Fields variable : container.each("environment")) {
            if (List.of("FARCRON_RUN_ID", "FARCRON_ATTEMPT").contains(variable.text("name"))) {
                identity.append(variable.text("name")).append('=').append(variable.text("value"));
            }
        }
        return identity.toString();
    }
}
