package farcron.report;

import static farcron.report.Scene.at;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Job;
import farcron.job.Place;
import farcron.job.Progress;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.job.Usage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// What is told of runs on Fargate, and to whom.
class FargateTest {

    private static final String ARN = "arn:aws:ecs:eu-west-1:123456789012:task/batch/0f9ab1";
    private static final String CONSOLE =
            "https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/batch/tasks/0f9ab1";
    private static final Instant DUE = at("2026-11-21T09:10");

    @TempDir Path folder;
    private Scene scene;
    private Job train;

    @BeforeEach
    void set_the_scene() {
        scene = new Scene(folder);
        scene.file("/etc/crontab", "10 9 * * * root name:train python train.py");
        train = Lines.fargate(scene.job("train"));
        scene.line(train).open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private RunRecord queued() {
        return RunRecord.queued(7, train, Trigger.SCHEDULE, DUE, DUE);
    }

    /// A run that goes on, and how far it has come.
    private RunRecord running(Optional<String> arn, String phase) {
        Progress progress = new Progress(arn, Optional.empty(), phase);
        return scene.put(queued().running(DUE).moved(progress));
    }

    private RunRecord failed(String reason) {
        return scene.put(
                queued().at(Place.of(train.target()).as(ARN))
                        .running(DUE)
                        .exited(137, DUE, Usage.NONE)
                        .ended(RunState.FAILED, DUE.plusSeconds(60), reason));
    }

    @Test
    void the_first_page_tells_how_far_a_run_has_come() {
        running(Optional.empty(), "waits for Fargate capacity");
        assertThat(scene.text("/"))
                .contains(
                        """
                        train running today 09:10 4m00> -    09:10+1 fargate >
                          running: waits for Fargate capacity
                        """);
    }

    @Test
    void a_run_that_somebody_asked_for_is_in_no_phase_for_that() {
        scene.put(
                RunRecord.queued(7, train, Trigger.MANUAL, DUE, DUE)
                        .askedForBy("ann")
                        .running(DUE)
                        .moved(new Progress(Optional.of(ARN), Optional.of(DUE), "")));
        assertThat(scene.text("/")).doesNotContain("running: ");
        assertThat(scene.text("/why/train")).contains("it is running, for 4m00 (run 7, ");
    }

    @Test
    void why_tells_the_phase_and_the_task_of_a_run_that_goes_on() {
        running(Optional.of(ARN), "is being started: PROVISIONING");
        assertThat(scene.text("/why/train"))
                .startsWith(
                        "train: it is running, for 4m00: is being started: PROVISIONING (run 7, due"
                                + " today 09:10, by schedule)\n  its task: "
                                + ARN
                                + ", "
                                + CONSOLE
                                + "\n");
    }

    @Test
    void attempts_that_were_not_the_commands_fault_are_told_and_not_counted_as_retries() {
        String spot =
                "attempt 1 of 1 failed (interrupted by Spot); the next one starts at 09:11:00";
        Place place = Place.of(train.target()).as(ARN).afterSetback();
        RunRecord first = scene.put(queued().running(DUE));
        scene.put(first.at(place).again(DUE.plusSeconds(60), spot));
        scene.put(
                first.at(place)
                        .again(DUE.plusSeconds(60), spot)
                        .running(DUE.plusSeconds(60))
                        .ended(RunState.OK, DUE.plusSeconds(120), ""));
        assertThat(scene.text("/why/train"))
                .contains("attempt 2 of 2, by schedule")
                .contains("  attempt 1 of 1 failed (interrupted by Spot)\n")
                .contains("  1 of its attempts failed through no fault of the command\n");
        assertThat(scene.text("/runs/7"))
                .contains("setbacks  1 of its attempts failed through no fault of the command\n");
    }

    @Test
    void the_page_of_a_run_names_the_task_and_where_a_browser_shows_it() {
        failed("out of memory: its container had 8192 MiB; give the line more mem:");
        assertThat(scene.text("/runs/7"))
                .contains("where    fargate\ntask     " + ARN + "\nconsole  " + CONSOLE + "\n")
                .contains("reason   out of memory: its container had 8192 MiB; give the line more");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    arn                                                          | why
                    arn:aws-cn:ecs:cn-north-1:123456789012:task/batch/0f9ab1     | a console of its own
                    arn:aws-us-gov:ecs:us-gov-west-1:123456789012:task/b/0f9ab1  | another one
                    arn:aws:ecs:eu-west-1:123456789012:task/0f9ab1               | the cluster is not told
                    no ARN                                                       | what came from elsewhere
                    """)
    void there_is_no_link_where_it_would_lead_nowhere(String arn, String why) {
        assertThat(TaskLink.of(arn)).as(why).isEmpty();
    }

    @Test
    void the_page_of_a_job_tells_what_its_line_starts() {
        assertThat(scene.text("/jobs/train"))
                .contains(
                        """
                        where      fargate
                        task       trainer:12 in cluster batch (eu-west-1), container app
                        size       cpu 2048 (2 vCPU), memory 8192 MiB
                        spot       first; on demand where that comes to nothing
                        command    python train.py
                        """);
    }

    @Test
    void programs_are_told_the_same() {
        failed("exit 137");
        assertThat(scene.ask("GET", "/jobs/train", "application/json").text())
                .contains(
                        "\"fargate\":{\"definition\":\"trainer:12\",\"container\":\"app\","
                                + "\"shell\":\"/bin/sh\",\"region\":\"eu-west-1\","
                                + "\"cluster\":\"batch\",\"cpu\":2048,\"memory_mib\":8192,"
                                + "\"storage_gib\":null,\"spot\":\"prefer\"}");
        assertThat(scene.ask("GET", "/runs/7", "application/json").text())
                .contains("\"target\":\"fargate\",\"task_arn\":\"" + ARN + "\"")
                .contains("\"setbacks\":0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/jobs", "/jobs/train", "/runs", "/runs/7", "/why/train", "/check"})
    void over_tcp_nothing_is_told_that_names_anything_at_aws(String address) throws Exception {
        failed(
                "the image 123456789012.dkr.ecr.eu-west-1.amazonaws.com/app could not be pulled by"
                        + " arn:aws:iam::123456789012:role/secret-role; see "
                        + ARN);
        for (String accept : new String[] {"text/plain", "application/json"}) {
            String answer =
                    Wire.ask(
                            scene.tcp(),
                            "GET",
                            address,
                            "Host: localhost\r\nAccept: " + accept + "\r\n");
            assertThat(answer)
                    .contains("HTTP/1.1 ")
                    .doesNotContain("123456789012", "0f9ab1", "secret-", "trainer", "python");
        }
        assertThat(scene.text("/runs/7")).contains("123456789012.dkr.ecr", ARN);
    }
}
