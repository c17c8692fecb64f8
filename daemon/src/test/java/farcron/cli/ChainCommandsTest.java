package farcron.cli;

import static farcron.report.Scene.at;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.record.Changes;
import farcron.report.Lines;
import farcron.report.Scene;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/// What is typed about jobs that follow each other, over a real socket.
class ChainCommandsTest {

    @Command(name = "farcron")
    private static final class Program {}

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;
    private Scene scene;

    @BeforeEach
    void set_the_scene() {
        scene = new Scene(folder);
        scene.file("/etc/crontab", "0 2 * * * root name:extract /opt/extract");
        scene.ran("extract", RunState.FAILED, at("2026-11-21T02:00"), 3, "");
        scene.open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private int farcron(String... arguments) {
        SocketOption socket = new SocketOption(_ -> List.of(scene.socket()));
        CommandLine line =
                new CommandLine(new Program())
                        .addSubcommand(new RunsCommand(socket))
                        .addSubcommand(new GraphCommand(socket))
                        .addSubcommand(new RunCommand(socket))
                        .addSubcommand(new KillCommand(socket));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    words                               | status | act                       | why
                    run extract                         | 0      | run crontab/extract       | what follows it runs, too
                    run extract --only                  | 0      | run crontab/extract alone | nothing follows it
                    run --from extract@02:00            | 0      | rerun crontab/extract of 2026-11-21T01:00:00Z to 2026-11-21T01:01:00Z | the latest 02:00
                    run --from crontab/extract@2026-11-20T02:00 | 0 | rerun crontab/extract of 2026-11-20T01:00:00Z to 2026-11-20T01:01:00Z | by its whole name
                    run --from extract@2026-11-20T02:00:00+01:00 | 0 | rerun crontab/extract of 2026-11-20T01:00:00Z to 2026-11-20T01:01:00Z | as answers have it
                    run --from extract@2026-10-25T02:30 | 1      |                           | that time came twice
                    run --from extract@noon             | 1      |                           | no time
                    run --from extract                  | 2      |                           | no time at all
                    run --from extract@02:00 --only     | 2      |                           | they contradict each other
                    run extract --from extract@02:00    | 2      |                           | which of the two
                    run                                 | 2      |                           | nothing to run
                    """)
    void a_job_is_run(String words, int status, String act, String why) {
        assertThat(farcron(words.split(" "))).as(err.toString()).isEqualTo(status);
        String by = " by " + System.getProperty("user.name");
        assertThat(scene.acts).isEqualTo(act == null ? List.of() : List.of(act + by));
    }

    @Test
    void a_time_that_came_twice_is_asked_back() {
        farcron("run", "--from", "extract@2026-10-25T02:30");
        assertThat(err.toString())
                .isEqualTo(
                        """
                        farcron: 2026-10-25 02:30 came twice, as the clock was put back; write one of
                          2026-10-25T00:30:00Z
                          2026-10-25T01:30:00Z
                        """);
    }

    @Test
    void a_job_name_means_its_only_open_run_when_it_is_to_end() {
        assertThat(farcron("kill", "extract")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("farcron: no run of `extract` waits or runs; there is nothing to end\n");
        RunRecord run = scene.running("extract", at("2026-11-21T09:00"));
        farcron("kill", "extract");
        scene.without("extract");
        farcron("kill", "crontab/extract");
        String user = System.getProperty("user.name");
        assertThat(scene.acts)
                .as("also when its line is gone")
                .containsExactly(
                        "kill " + run.id() + " by " + user, "kill " + run.id() + " by " + user);
    }

    @Test
    void of_several_open_runs_none_is_chosen() {
        scene.running("extract", at("2026-11-21T09:00"));
        scene.running("extract", at("2026-11-21T09:01"));
        assertThat(farcron("kill", "extract")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(
                        """
                        farcron: several runs of `extract` wait or run; write the number of one of
                          2
                          3
                        """);
        assertThat(farcron("kill", "extrakt")).isEqualTo(1);
        assertThat(err.toString()).contains("did you mean extract?");
        assertThat(scene.acts).isEmpty();
    }

    @Test
    void graph_draws_what_waits_for_what() {
        scene.file("/etc/cron.d/etl", "0 0 * * * root name:train /opt/train");
        scene.line(Lines.follower(scene.job("train"), "crontab/extract"));
        assertThat(farcron("graph")).isZero();
        assertThat(farcron("graph", "train", "--dot")).isZero();
        assertThat(farcron("graph", "--mermaid")).isZero();
        assertThat(farcron("graph", "--json")).isZero();
        assertThat(out.toString())
                .startsWith("JOB      STATE   STARTS\nextract  failed  at 02:00 every day\n")
                .contains("digraph farcron {\n", "flowchart LR\n", "{\"jobs\":[{\"name\":");
        assertThat(farcron("graph", "--dot", "--json")).isEqualTo(2);
        assertThat(farcron("graph", "trian")).isEqualTo(1);
        assertThat(err.toString()).contains("did you mean train?");
    }

    @Test
    void where_there_are_more_runs_than_are_shown_that_is_said() {
        scene.ran("extract", RunState.OK, at("2026-11-20T02:00"), 0, "");
        farcron("runs", "--limit", "1");
        assertThat(out.toString())
                .endsWith("... and older ones: ?limit=1000 or --limit 1000 shows more\n");
        out.getBuffer().setLength(0);
        farcron("runs", "--limit", "1", "--json");
        assertThat(out.toString()).contains("],\"more\":true}");
        out.getBuffer().setLength(0);
        farcron("runs", "--limit", "2");
        assertThat(out.toString()).doesNotContain("older");
    }

    @Test
    void of_a_wave_too_large_for_an_answer_it_is_said_that_there_is_more() {
        Job follower = Lines.follower(scene.job("extract"), "extract");
        Changes changes = new Changes();
        RunRecord root = scene.ran("extract", RunState.OK, at("2026-11-20T02:00"), 0, "");
        for (int id = 10; id < 1011; id++) {
            changes.run(
                    RunRecord.following(
                                    id, follower, root.wave(), List.of(), at("2026-11-20T02:01"))
                            .ended(RunState.OK, at("2026-11-20T02:01"), ""));
        }
        scene.commit(changes);
        farcron("runs", "--wave", "extract@2026-11-20T02:00", "--limit", "1000");
        assertThat(out.toString()).endsWith("ask for those of one job, or in one state\n");
        out.getBuffer().setLength(0);
        farcron("runs", "--wave", "extract@2026-11-20T02:00", "--in", "failed");
        assertThat(out.toString()).contains("... and older ones");
    }

    @Test
    void runs_of_a_wave_are_listed() {
        assertThat(farcron("runs", "--wave", "extract@02:00")).isZero();
        assertThat(farcron("runs", "--wave", "extract@2026-11-21T01:00:00Z")).isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("1 "))).hasSize(2);
        out.getBuffer().setLength(0);
        assertThat(farcron("runs", "--wave", "extract@03:00")).isZero();
        assertThat(out.toString())
                .isEqualTo(
                        "no run in the wave extract@03:00 is on record; `farcron runs` or /runs"
                                + " lists the newest of all\n");
        assertThat(farcron("runs", "--wave", "extract")).isEqualTo(1);
        assertThat(err.toString()).contains("write the job it began with and when: NAME@02:00");
    }
}
