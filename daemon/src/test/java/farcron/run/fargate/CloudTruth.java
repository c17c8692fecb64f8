package farcron.run.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.aws.AwsError;
import farcron.aws.Fields;
import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is on record at the end of a [CloudStory], beside what was so on AWS.
final class CloudTruth {

    private record Attempt(long run, int number) {}

    private final CloudStory story;
    private final List<RunRecord> records;
    private final Map<Attempt, Fields> tasks = new HashMap<>();

    CloudTruth(CloudStory story) throws AwsError {
        this.story = story;
        this.records = story.records();
        for (Fields task : story.ecs.everything()) {
            Attempt attempt = attempt(task);
            Fields twin = tasks.put(attempt, task);
            assertThat(twin).as("a second task of %s: %s", attempt, task).isNull();
        }
    }

    private static Attempt attempt(Fields task) throws AwsError {
        Map<String, String> environment = new HashMap<>();
        Fields container = task.fields("overrides").each("containerOverrides").getFirst();
        for (Fields variable : container.each("environment")) {
            environment.put(variable.text("name"), variable.text("value"));
        }
        return new Attempt(
                Long.parseLong(environment.get("FARCRON_RUN_ID")),
                Integer.parseInt(environment.get("FARCRON_ATTEMPT")));
    }

    /// @return how many runs were lost
    long check() throws AwsError {
        Map<Long, RunRecord> known = new HashMap<>();
        records.forEach(run -> known.put(run.id(), run));
        for (Attempt attempt : tasks.keySet()) {
            assertThat(known).as("the run of %s", attempt).containsKey(attempt.run());
            assertThat(attempt.number()).isLessThanOrEqualTo(known.get(attempt.run()).attempt());
        }
        for (RunRecord run : records) {
            check(run);
        }
        for (Job job : story.plot.table().jobs()) {
            checkFates(job);
        }
        return records.stream().filter(run -> run.state() == RunState.LOST).count();
    }

    private void check(RunRecord run) throws AwsError {
        assertThat(run.state().open()).as("still open at the end: %s", run).isFalse();
        if (run.place().isLocal()) {
            return;
        }
        Fields task = tasks.get(new Attempt(run.id(), run.attempt()));
        boolean succeeded = task != null && hasSucceeded(task);
        switch (run.state()) {
            case OK -> assertThat(succeeded).as("%s is no success: %s", run, task).isTrue();
            case LOST -> checkLoss(run, task);
            case MISSED, SKIPPED, BLOCKED -> assertThat(task).as("%s has a task", run).isNull();
            default ->
                    assertThat(succeeded && run.state() == RunState.FAILED)
                            .as("%s has succeeded: %s", run, task)
                            .isFalse();
        }
        if (task != null) {
            assertThat(task.text("lastStatus")).as("%s: %s", run, task).isEqualTo("STOPPED");
        }
    }

    private static boolean hasSucceeded(Fields task) throws AwsError {
        for (Fields container : task.each("containers")) {
            if (container.text("name").equals("main") && container.number("exitCode").isPresent()) {
                return container.number("exitCode").getAsInt() == 0
                        && List.of("EssentialContainerExited", "").contains(task.text("stopCode"));
            }
        }
        return false;
    }

    /// Only what nobody could know any more may be lost: ECS itself does not tell it, or had
    /// forgotten it when it could be asked again.
    private void checkLoss(RunRecord run, Fields task) throws AwsError {
        Instant ended = run.ended().orElseThrow();
        boolean untold = task != null && !isTold(task);
        boolean unsure = ended.isAfter(run.due().plus(Duration.ofMinutes(58)));
        boolean forgotten =
                task != null && ended.isAfter(stopped(task).plus(Duration.ofMinutes(58)));
        assertThat(untold || (task == null ? unsure : forgotten))
                .as("%s could be known: %s", run, task)
                .isTrue();
    }

    private static Instant stopped(Fields task) throws AwsError {
        return Instant.ofEpochMilli(
                (long) (Double.parseDouble(task.all().get("stoppedAt").toString()) * 1000));
    }

    private static boolean isTold(Fields task) throws AwsError {
        for (Fields container : task.each("containers")) {
            if (container.number("exitCode").isPresent()) {
                return true;
            }
        }
        return false;
    }

    /// Each moment at which a line was due has one fate.
    private void checkFates(Job job) {
        if (job.isFollower()) {
            return;
        }
        int fates =
                records.stream()
                        .filter(run -> run.job().equals(job.key()))
                        .filter(run -> run.trigger() != Trigger.MANUAL)
                        .mapToInt(RunRecord::firings)
                        .sum();
        assertThat(fates).as("fates of %s", job.scheduleText()).isEqualTo(due(job));
    }

    private static int due(Job job) {
        String text = job.scheduleText();
        return switch (text.substring(0, text.indexOf(' '))) {
            case "0" -> text.startsWith("0 *") ? 23 : 1;
            case "*/20" -> 71;
            default -> 38;
        };
    }
}
