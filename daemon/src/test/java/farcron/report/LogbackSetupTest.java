package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;

import farcron.os.LogReader;
import farcron.os.Syslog;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Where lines go. The standard streams are this test's own while it runs.
class LogbackSetupTest {

    @TempDir Path folder;
    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void open() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        context.setMDCAdapter(new LogbackMDCAdapter());
        new LogbackSetup().configure(context);
        beWaitedFor();
        context.start();
    }

    @AfterEach
    void close() {
        context.stop();
        System.setOut(realOut);
        System.setErr(realErr);
    }

    private void toSyslog() {
        LogbackSetup.toSyslog(context, new Syslog(folder.resolve("log"), Scene.MADRID, 1));
        beWaitedFor();
    }

    /// Of what waits, all is written at the end, however slow this machine is: a daemon waits for a
    /// second only.
    private void beWaitedFor() {
        context.getLogger(Logger.ROOT_LOGGER_NAME)
                .iteratorForAppenders()
                .forEachRemaining(appender -> {
                    if (appender instanceof AsyncAppender queue) {
                        queue.setMaxFlushTime(30_000);
                    }
                });
    }

    private void tellAll() {
        context.getLogger("farcron").info("an event");
        context.getLogger("farcron.CRON").info("a line of cron");
        context.getLogger("farcron.output").info("what a job writes");
        context.getLogger("farcron").error("an error");
        context.getLogger("a.library").warn("a warning");
        context.getLogger("a.library").info("chatter");
    }

    /// Without their times.
    private static List<String> lines(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    @Test
    void everything_goes_to_standard_output() {
        tellAll();
        context.stop();
        assertThat(lines(out))
                .containsExactly(
                        "an event", "a line of cron", "what a job writes", "an error", "a warning");
        assertThat(lines(err)).isEmpty();
    }

    @Test
    void the_daemon_tells_as_much_as_it_is_asked_to_and_jobs_what_they_like() {
        LogbackSetup.level(context, "error");
        tellAll();
        LogbackSetup.level(context, "debug");
        context.getLogger("farcron").debug("a detail");
        context.stop();
        assertThat(lines(out))
                .containsExactly("what a job writes", "an error", "a warning", "a detail");
    }

    @Test
    void with_a_systems_log_only_what_jobs_write_and_errors_of_the_start_are_shown() {
        try (LogReader reader = new LogReader(folder.resolve("log"))) {
            toSyslog();
            tellAll();
            LogbackSetup.up(context);
            context.getLogger("farcron").error("an error later");
            List<String> told =
                    IntStream.range(0, 5).mapToObj(_ -> reader.next().substring(20)).toList();
            assertThat(told)
                    .containsExactly(
                            "farcron[1]: an event",
                            "CRON[1]: a line of cron",
                            "farcron[1]: an error",
                            "farcron[1]: a warning",
                            "farcron[1]: an error later");
        }
        assertThat(lines(out)).containsExactly("what a job writes");
        assertThat(lines(err)).containsExactly("an error");
    }

    @Test
    void what_jobs_write_never_pushes_an_event_out() {
        for (int i = 0; i < 50_000; i++) {
            context.getLogger("farcron.output").info("line");
        }
        context.getLogger("farcron").info("an event");
        context.stop();
        assertThat(lines(out)).hasSize(50_001).last().isEqualTo("an event");
    }

    @Test
    void a_systems_log_that_is_not_there_is_told_once_on_standard_error() {
        toSyslog();
        context.getLogger("farcron").info("lost");
        context.getLogger("farcron").info("lost too");
        context.stop();
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("lines of the log are lost", folder.resolve("log").toString());
    }
}
