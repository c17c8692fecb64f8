package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;

import farcron.crontab.Grammar.Dialect;
import farcron.job.RunRecord;
import farcron.os.LogLimit;
import farcron.record.RunFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class OutputEchoTest {

    private static final String ENDED = "(the end is told)";

    @TempDir Path folder;
    private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();

    /// Whoever holds it lets nothing be shown meanwhile.
    private final Object gate = new Object();

    private final Logger jobs = (Logger) LoggerFactory.getLogger("farcron.output");
    private final Appender<ILoggingEvent> usual = jobs.getAppender("output");
    private final AppenderBase<ILoggingEvent> lines =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    synchronized (gate) {
                        shown.add(event.getFormattedMessage());
                    }
                }
            };
    private Scene scene;
    private OutputEcho echo;

    @BeforeEach
    void open() {
        lines.start();
        jobs.detachAppender(usual);
        jobs.addAppender(lines);
        scene = new Scene(folder);
        scene.file("/etc/crontab", "0 2 * * * root name:x /x", "0 2 * * * root name:y /y");
        echo = echo(LogLimit.DEFAULT);
    }

    @AfterEach
    void close() {
        echo.close();
        jobs.detachAppender(lines);
        jobs.addAppender(usual);
        scene.close();
    }

    private OutputEcho echo(LogLimit limit) {
        RunFolders folders = new RunFolders(List.of(folder.resolve("runs")));
        return new OutputEcho(folders, limit, new EventLog(Dialect.DEBIAN, Scene.MADRID));
    }

    private String next() throws InterruptedException {
        String line = shown.poll(30, TimeUnit.SECONDS);
        assertThat(line).as("a line within 30 s").isNotNull();
        return line;
    }

    private RunRecord running(String job) {
        RunRecord run = scene.running(job, Scene.NOW);
        echo.started(run);
        return run;
    }

    private void more(RunRecord run, String text) throws IOException {
        Path log = folder.resolve("runs/" + run.id() + "/log");
        Files.createDirectories(log.getParent());
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void end(RunRecord run) {
        echo.ended(run, () -> shown.add(ENDED));
    }

    private static String line(String quoted) {
        return "event=output job=crontab/x run=1 line=" + quoted;
    }

    @Test
    void lines_are_shown_while_the_job_writes_them() throws Exception {
        RunRecord run = running("x");
        more(run, "first\nsec");
        assertThat(next()).isEqualTo(line("\"first\""));
        more(run, "ond\nthi");
        assertThat(next()).isEqualTo(line("\"second\""));
        end(run);
        assertThat(next()).as("a last line without an end").isEqualTo(line("\"thi\""));
        assertThat(next()).isEqualTo(ENDED);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    written        | line            | why
                    plain          | "plain"         | always quoted
                    ''             | ""              | an empty line is one too
                    say "\\"        | "say \\"\\\\\\""   | quotes and backslashes
                    CR             | "\\r"           | as Windows ends lines
                    ESC            | "\\u001b"       | nothing acts on a terminal
                    é              | "é"             | a letter
                    """)
    void a_line_is_harmless(String written, String line, String why) throws Exception {
        RunRecord run = running("x");
        more(run, written.replace("CR", "\r").replace("ESC", "\u001b") + "\n");
        assertThat(next()).isEqualTo(line(line));
    }

    @Test
    void the_end_of_a_run_that_wrote_nothing_or_is_unknown_is_told_too() throws Exception {
        end(running("x"));
        assertThat(next()).isEqualTo(ENDED);
        end(scene.running("y", Scene.NOW));
        assertThat(next()).isEqualTo(ENDED);
    }

    @Test
    void a_line_that_is_too_long_comes_in_pieces() throws Exception {
        RunRecord run = running("x");
        more(run, "a" + "é".repeat(8192) + "\n");
        assertThat(next()).isEqualTo(line("\"a" + "é".repeat(4095) + "\" more=true"));
        assertThat(next()).isEqualTo(line("\"" + "é".repeat(4096) + "\" more=true"));
        assertThat(next()).isEqualTo(line("\"é\""));
    }

    @Test
    void what_a_long_log_has_lost_is_told() throws Exception {
        echo.close();
        echo = echo(new LogLimit(4, 6));
        RunRecord run = scene.running("x", Scene.NOW);
        more(run, "abc\ndefghijk\nlmn\n");
        echo.started(run);
        assertThat(next()).isEqualTo(line("\"abc\""));
        assertThat(next()).isEqualTo(line("\"\""));
        assertThat(next()).isEqualTo(line("\"--- 7 bytes cut ---\""));
        assertThat(next()).isEqualTo(line("\"k\""));
        assertThat(next()).isEqualTo(line("\"lmn\""));
    }

    @Test
    void a_run_that_writes_much_holds_up_no_other() throws Exception {
        RunRecord loud = scene.running("x", Scene.NOW);
        more(loud, "loud\n".repeat(400_000));
        RunRecord quiet = scene.running("y", Scene.NOW);
        more(quiet, "quiet\n");
        synchronized (gate) {
            echo.started(loud);
            echo.ended(loud, () -> shown.add("loud " + ENDED));
            echo.started(quiet);
            end(quiet);
        }
        List<String> all = new ArrayList<>();
        do {
            all.add(next());
        } while (!all.getLast().equals(ENDED));
        assertThat(all).doesNotContain("loud " + ENDED);
        int rest = 400_000 - (all.size() - 2);
        for (int i = 0; i < rest; i++) {
            assertThat(next()).endsWith("\"loud\"");
        }
        assertThat(next()).isEqualTo("loud " + ENDED);
    }

    @Test
    void the_output_of_each_attempt_follows_that_of_the_one_before() throws Exception {
        RunRecord first = running("x");
        more(first, "one\nha");
        assertThat(next()).isEqualTo(line("\"one\""));
        more(first, "lf");
        RunRecord second = first.again(Scene.NOW, "exit 1");
        echo.ended(second, () -> shown.add("(tried again)"));
        echo.started(second.running(Scene.NOW));
        Path log = folder.resolve("runs/1/attempt-2/log");
        Files.createDirectories(log.getParent());
        Files.writeString(log, "two\n");
        assertThat(next()).isEqualTo(line("\"half\""));
        assertThat(next()).isEqualTo("(tried again)");
        assertThat(next()).isEqualTo(line("\"two\""));
        end(second);
        assertThat(next()).isEqualTo(ENDED);
    }

    @Test
    void closing_shows_what_is_there_and_leaves_open_runs_alone() throws Exception {
        RunRecord run = running("x");
        more(run, "whole\nhalf");
        end(running("y"));
        echo.close();
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder(line("\"whole\""), ENDED);
        assertThat(shown).isEmpty();
    }
}
