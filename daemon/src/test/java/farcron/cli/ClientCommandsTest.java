package farcron.cli;

import static farcron.report.Scene.at;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.RunRecord;
import farcron.job.RunState;
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
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The commands that ask a running daemon, over a real socket.
class ClientCommandsTest {

    @Command(name = "farcron")
    private static final class Program {}

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir Path folder;
    private Scene scene;

    @BeforeEach
    void set_the_scene() {
        scene = new Scene(folder);
        scene.file("/etc/crontab", "0 2 * * * root name:extract /opt/extract");
        RunRecord run = scene.ran("extract", RunState.FAILED, at("2026-11-21T02:00"), 3, "");
        scene.output(run, "one\ntwo\n");
        scene.open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private int farcron(String... arguments) {
        CommandLine line = new CommandLine(new Program());
        List.of(
                        new StatusCommand(option()),
                        new JobsCommand(option()),
                        new RunsCommand(option()),
                        new LogCommand(option()),
                        new WhyCommand(option()),
                        new RunCommand(option()),
                        new KillCommand(option()),
                        new PauseCommand(option()),
                        new ResumeCommand(option()))
                .forEach(line::addSubcommand);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private SocketOption option() {
        return new SocketOption(
                given -> List.of(given.socket().map(Path::of).orElse(scene.socket())));
    }

    @Test
    void status_prints_the_first_page() {
        assertThat(farcron("status")).isZero();
        assertThat(out.toString()).startsWith("farcron 0.1 on vm12").contains("extract FAILED");
    }

    @Test
    void lists_are_text_for_people_and_json_for_programs() {
        assertThat(farcron("jobs")).isZero();
        assertThat(farcron("jobs", "extract")).isZero();
        assertThat(farcron("runs", "extract", "--in", "failed", "--limit", "5")).isZero();
        assertThat(out.toString())
                .contains("JOB      USER  STATE   NEXT     SCHEDULE   WHERE IT STANDS\n")
                .contains("extract  root  failed  02:00+1  0 2 * * *  /etc/crontab:1\n")
                .contains("command    /opt/extract\n")
                .contains("RUN  JOB      STATE   DUE          TOOK   EXIT  BY        REASON\n");
        out.getBuffer().setLength(0);
        assertThat(farcron("status", "--json")).isZero();
        assertThat(farcron("jobs", "--json")).isZero();
        assertThat(farcron("runs", "--json")).isZero();
        assertThat(farcron("why", "extract", "--json")).isZero();
        assertThat(out.toString().lines()).hasSize(4).allMatch(line -> line.startsWith("{\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    jobs load      | no run of it is on record; `farcron why load` tells why, and `farcron run load` runs it now
                    jobs refused   | no run of it is on record; its line is refused: correct it in /etc/crontab:3, and it runs when it is due
                    runs load      | no run of load is on record; `farcron runs` or /runs lists the newest of all
                    runs --in lost | no run that is lost is on record; `farcron runs` or /runs lists the newest of all
                    """)
    void where_there_is_no_run_it_is_said_of_what_and_what_to_do(String command, String told) {
        scene.file(
                "/etc/crontab",
                "0 2 * * * root name:extract /opt/extract",
                "0 3 * * * root name:load /opt/load",
                "0 3 * * * root name:refused fargate:x /opt/load");

        assertThat(farcron(command.split(" "))).isZero();

        assertThat(out.toString()).endsWith(told + "\n");
    }

    @Test
    void log_prints_the_output_of_a_run_or_of_a_jobs_newest_run() {
        assertThat(farcron("log", "1")).isZero();
        assertThat(farcron("log", "extract")).isZero();
        assertThat(out.toString()).isEqualTo("one\ntwo\none\ntwo\n");
    }

    @Test
    void log_tells_when_there_is_no_output() {
        scene.not("extract", RunState.SKIPPED, at("2026-11-21T03:00"), 1, "");
        assertThat(farcron("log", "2")).isZero();
        assertThat(err.toString()).isEqualTo("farcron: run 2 (skipped) has no output\n");
    }

    @Test
    void log_follows_until_the_run_ends() throws Exception {
        RunRecord run = scene.running("extract", at("2026-11-21T09:00"));
        scene.output(run, "begun\n");
        Thread writer =
                Thread.startVirtualThread(() -> {
                    awaitOutput("begun\n");
                    scene.output(run, "begun\ndone\n");
                    scene.put(run.ended(RunState.OK, Scene.NOW, ""));
                });
        assertThat(farcron("log", "-f", "extract")).isZero();
        writer.join();
        assertThat(out.toString()).isEqualTo("begun\ndone\n");
    }

    private void awaitOutput(String text) {
        while (!out.toString().equals(text)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void why_answers_for_now_and_for_a_time() {
        assertThat(farcron("why", "extract")).isZero();
        assertThat(farcron("why", "extract", "03:00")).isZero();
        assertThat(out.toString())
                .contains("extract: it failed: exit 3 (run 1")
                .contains("extract: it was not due at 2026-11-21 03:00\n");
    }

    @Test
    void acts_are_asked_for_and_their_answer_printed() {
        String user = System.getProperty("user.name");
        assertThat(farcron("run", "extract")).isZero();
        assertThat(farcron("pause", "extract", "--for", "2h")).isZero();
        assertThat(farcron("pause", "extract")).isZero();
        assertThat(farcron("resume", "extract")).isZero();
        assertThat(out.toString())
                .isEqualTo(
                        """
                        run 2 of extract: running
                        crontab/extract is paused until today 11:14
                        crontab/extract is paused
                        crontab/extract goes on
                        """);
        assertThat(farcron("kill", "1")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("farcron: run 1 has ended; there is nothing to kill\n");
        assertThat(scene.acts)
                .containsExactly(
                        "run crontab/extract by " + user,
                        "pause crontab/extract PT2H by " + user,
                        "pause crontab/extract - by " + user,
                        "resume crontab/extract by " + user,
                        "kill 1 by " + user);
    }

    @Test
    void an_unknown_job_is_told_on_one_line_with_the_nearest_name() {
        assertThat(farcron("why", "extrakt")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("farcron: no job is called `extrakt`; did you mean extract?\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_daemon_that_is_not_there_is_told_with_the_remedy() throws Exception {
        assertThat(farcron("status", "--socket", folder.resolve("none.sock").toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith(
                        "farcron: no farcron is running: there is no socket "
                                + folder.resolve("none.sock"))
                .contains("`farcron daemon FILE`")
                .contains("systemctl start farcron")
                .hasLineCount(1);
        err.getBuffer().setLength(0);
        Path file = Files.createFile(folder.resolve("no-socket"));
        assertThat(farcron("status", "--socket", file.toString())).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("farcron: farcron does not answer on " + file)
                .hasLineCount(1);
    }

    @Test
    void a_daemon_that_hangs_is_named_within_seconds() throws Exception {
        Path socket = folder.resolve("hangs.sock");
        Files.writeString(folder.resolve("lock"), "4711\n");
        try (ServerSocketChannel frozen = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            frozen.bind(UnixDomainSocketAddress.of(socket));
            long begun = System.nanoTime();
            assertThat(farcron("status", "--socket", socket.toString())).isEqualTo(1);
            assertThat(System.nanoTime() - begun).isLessThan(20_000_000_000L);
        }
        assertThat(err.toString())
                .startsWith("farcron: farcron does not answer on " + socket)
                .contains("no answer within 5 s; pid 4711 hangs")
                .contains("`systemctl restart farcron`")
                .doesNotContain("start one")
                .hasLineCount(1);
    }

    @Test
    void usage_errors_exit_with_2() {
        assertThat(farcron("kill")).isEqualTo(2);
        assertThat(farcron("log")).isEqualTo(2);
        assertThat(farcron("status", "--nonsense")).isEqualTo(2);
    }
}
