package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;

import farcron.crontab.Grammar.Dialect;
import farcron.job.CronLine;
import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Usage;
import farcron.os.LogReader;
import farcron.os.Syslog;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines that log watchers know by heart, as they arrive at the system's log.
class CronLinesTest {

    private static final Pattern MESSAGE =
            Pattern.compile("<(\\d+)>\\w{3} [ 123]\\d \\d\\d:\\d\\d:\\d\\d (.*)", Pattern.DOTALL);
    private static final String SELF = "[4711]: ";

    @TempDir Path folder;
    private final Logger logger = (Logger) LoggerFactory.getLogger("farcron");
    private LogReader reader;
    private SyslogAppender appender;

    @BeforeEach
    void open() {
        Path socket = folder.resolve("log");
        reader = new LogReader(socket);
        appender = new SyslogAppender(new Syslog(socket, Scene.MADRID, 4711));
        appender.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void close() {
        logger.detachAppender(appender);
        appender.stop();
        reader.close();
    }

    /// Without its time, which is another at each test.
    private String next() {
        Matcher message = MESSAGE.matcher(reader.next());
        assertThat(message.matches()).isTrue();
        return message.group(1) + " " + message.group(2);
    }

    private List<String> all() {
        List<String> all = new ArrayList<>();
        while (!reader.isEmpty()) {
            all.add(next());
        }
        return all;
    }

    private static EventLog log(Dialect dialect) {
        return new EventLog(dialect, Scene.MADRID);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    event       | debian                                                                        | cronie
                    begun       | 78 cron[4711]: (CRON) STARTUP (farcron 1.2)                                   | 78 crond[4711]: (CRON) STARTUP (farcron 1.2)
                    reboot      | 78 cron[4711]: (CRON) INFO (Running @reboot jobs)                             | -
                    no reboot   | 78 cron[4711]: (CRON) INFO (Skipping @reboot jobs -- not system startup)      | 78 crond[4711]: (CRON) INFO (@reboot jobs will be run at computer's startup.)
                    stopping    | -                                                                             | 78 crond[4711]: (CRON) INFO (Shutting down)
                    reload      | 78 cron[4711]: (ann) RELOAD (crontabs/ann)                                    | 78 crond[4711]: (ann) RELOAD (crontabs/ann)
                    error       | 75 cron[4711]: (*system*x) WRONG FILE OWNER (/etc/cron.d/x)                   | 75 crond[4711]: (*system*x) WRONG FILE OWNER (/etc/cron.d/x)
                    mail        | 78 CRON[4711]: (root) UNSAFE MAIL (-oQ)                                       | 78 CROND[4711]: (root) UNSAFE MAIL (-oQ)
                    edit        | 78 crontab[4711]: (ann) REPLACE (ann)                                         | 78 crontab[4711]: (ann) REPLACE (ann)
                    """)
    void a_line_has_the_words_and_the_ident_of_its_dialect(
            String event, String debian, String cronie) {
        tell(log(Dialect.DEBIAN), event);
        assertThat(all()).isEqualTo(debian == null ? List.of() : List.of(debian));
        tell(log(Dialect.CRONIE), event);
        assertThat(all()).isEqualTo(cronie == null ? List.of() : List.of(cronie));
    }

    private static void tell(EventLog log, String event) {
        switch (event) {
            case "begun" -> log.begun("1.2");
            case "reboot" -> log.reboot(true);
            case "no reboot" -> log.reboot(false);
            case "stopping" -> log.stopping();
            case "reload" -> log.line(CronLine.info("ann", "RELOAD", "crontabs/ann"));
            case "error" ->
                    log.line(CronLine.error("*system*x", "WRONG FILE OWNER", "/etc/cron.d/x"));
            case "mail" -> log.line(CronLine.run("root", "UNSAFE MAIL", "-oQ"));
            case "edit" -> log.line(CronLine.crontab("ann", "REPLACE", "ann"));
            default -> throw new AssertionError(event);
        }
    }

    @Test
    void debian_tells_the_start_of_a_run_and_we_tell_its_end() {
        run(Dialect.DEBIAN, "0 9 * * * root name:x echo \\%d%input");
        assertThat(all())
                .containsExactly(
                        "78 CRON" + SELF + "(root) CMD (echo %d)",
                        "78 farcron"
                                + SELF
                                + "event=run_started job=crontab/x run=1"
                                + " due=2026-11-21T09:14:00+01:00 trigger=schedule target=local",
                        "78 farcron"
                                + SELF
                                + "event=run_ended job=crontab/x run=1"
                                + " due=2026-11-21T09:14:00+01:00 state=failed exit=3 took=2.000s"
                                + " reason=\"exit 3\"");
    }

    @Test
    void cronie_tells_start_and_end() {
        run(Dialect.CRONIE, "0 9 * * * root name:x echo");
        assertThat(all())
                .extracting(line -> line.split(" ")[1] + line.replaceFirst(".*: ", " "))
                .filteredOn(line -> line.startsWith("CROND"))
                .containsExactly(
                        "CROND" + SELF + "(root) CMD (echo)",
                        "CROND" + SELF + "(root) CMDEND (echo)");
    }

    @Test
    void no_end_is_told_where_none_is_known() {
        try (Scene scene = new Scene(folder)) {
            scene.file("/etc/crontab", "0 9 * * * root name:x echo");
            RunRecord run = scene.running("x", Scene.NOW);
            log(Dialect.CRONIE)
                    .ended(run.ended(RunState.LOST, Scene.NOW, "restarted"), scene.job("x"));
        }
        assertThat(all()).hasSize(1).first().asString().contains("event=run_ended");
    }

    private void run(Dialect dialect, String line) {
        try (Scene scene = new Scene(folder)) {
            scene.file("/etc/crontab", line);
            Job job = scene.job("x");
            RunRecord run = scene.running("x", Scene.NOW);
            log(dialect).started(run, job);
            RunRecord exited = run.exited(3, Scene.NOW, Usage.NONE);
            log(dialect)
                    .ended(exited.ended(RunState.FAILED, Scene.NOW.plusSeconds(2), "exit 3"), job);
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    text             | printed                   | why
                    a b              | a b                       | as it is
                    a\\tb café 50% "x\\\\y" \\u007f \\udce9 \\udc9b \\u0001 | a^Ib caf\\303\\251 50% "x\\y" ^? \\351 \\233 ^A | recorded from Debian's cron
                    x\\ty\\nz          | x^Iy^Jz                   | no text begins a line of its own
                    \\u0000\\u001b[2J  | ^@^[[2J                   | or acts on a terminal
                    \\u007f           | ^?                        |
                    é                | \\303\\251                  | bytes from 128 on
                    \\udce9           | \\351                      | also where they are no UTF-8
                    \\u009b           | \\302\\233                  | a control character of 8 bits
                    """)
    void a_text_is_harmless(String text, String printed, String why) {
        String raw = unescaped(text);
        for (Dialect dialect : Dialect.values()) {
            log(dialect).line(CronLine.run(raw, raw, raw));
            assertThat(next()).endsWith("(%1$s) %1$s (%1$s)".formatted(printed));
        }
    }

    /// Of `\n` and the like, and of Java's escapes for chars.
    private static String unescaped(String text) {
        return Pattern.compile("\\\\u(\\p{XDigit}{4})")
                .matcher(text)
                .replaceAll(escape -> Character.toString(Integer.parseInt(escape.group(1), 16)))
                .translateEscapes();
    }

    @ParameterizedTest
    @EnumSource
    void a_text_of_a_megabyte_is_cut_and_keeps_its_shape(Dialect dialect) {
        log(dialect).line(CronLine.info("a".repeat(1 << 20), "RELOAD", "\n".repeat(1 << 20)));
        assertThat(next())
                .matches(
                        "78 crond?\\[4711]: \\(a{300}\\.\\.\\. \\[1048276 bytes cut]\\) RELOAD"
                                + " \\((\\^J){3500}\\.\\.\\. \\[1045076 bytes cut]\\)");
    }

    @Test
    void an_exception_comes_line_by_line() {
        IllegalStateException failure = new IllegalStateException("be\rcause");
        failure.setStackTrace(
                new StackTraceElement[] {new StackTraceElement("A", "b", "A.java", 1)});
        logger.error("it\nfailed", failure);
        assertThat(all())
                .containsExactly(
                        "75 farcron" + SELF + "it",
                        "75 farcron" + SELF + "failed",
                        "75 farcron" + SELF + "java.lang.IllegalStateException: be",
                        "75 farcron" + SELF + "cause",
                        "75 farcron" + SELF + "at A.b(A.java:1)");
    }

    @Test
    void the_number_of_lost_lines_is_told_later() {
        EventLog log = log(Dialect.DEBIAN);
        log.note("before");
        reader.close();
        log.note("lost");
        log.note("lost too");
        reader = new LogReader(folder.resolve("log"));
        log.note("after");
        assertThat(all())
                .containsExactly(
                        "76 farcron" + SELF + "event=lines_lost count=2",
                        "78 farcron" + SELF + "event=note what=after");
    }
}
