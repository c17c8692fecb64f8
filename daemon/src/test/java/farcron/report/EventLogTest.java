package farcron.report;

import static farcron.report.Scene.at;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.job.Place;
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
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.List;

class EventLogTest {

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("farcron");
    private final EventLog log = new EventLog(Dialect.DEBIAN, Scene.MADRID);

    @TempDir Path folder;

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    private List<String> lines() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private Job job(String line) {
        try (Scene scene = new Scene(folder)) {
            scene.file("/etc/crontab", line);
            return scene.snapshot().table().jobs().iterator().next();
        }
    }

    private static RunRecord run(Job job) {
        return RunRecord.queued(
                7, job, Trigger.SCHEDULE, at("2026-11-21T02:00"), at("2026-11-21T02:00"));
    }

    @Test
    void a_start_is_told_in_crons_words_and_in_ours() {
        Job job = job("0 2 * * * root name:x printf 'a\tb' caf\u00e9 50\\%%input");
        log.started(run(job), job);
        assertThat(lines())
                .containsExactly(
                        "(root) CMD (printf 'a^Ib' caf\\303\\251 50%)",
                        "event=run_started job=crontab/x run=7 due=2026-11-21T02:00:00+01:00"
                                + " trigger=schedule target=local");
    }

    @Test
    void of_a_task_it_is_told_which_one_it_was() {
        Job job = Lines.fargate(job("0 2 * * * root name:x /x"));
        RunRecord run = run(job).at(Place.of("fargate").as("arn:aws:ecs:x:1:task/c/t"));
        log.started(run, job);
        log.ended(run.ended(RunState.LOST, at("2026-11-21T02:01"), "gone"));
        log.retried(run.again(at("2026-11-21T02:01"), "Spot"), job);
        assertThat(lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("(root) CMD (/x)"),
                        line -> assertThat(line).endsWith(" target=fargate"),
                        line ->
                                assertThat(line)
                                        .endsWith(
                                                " took=- task=arn:aws:ecs:x:1:task/c/t"
                                                        + " reason=gone"),
                        line ->
                                assertThat(line)
                                        .endsWith(" task=arn:aws:ecs:x:1:task/c/t reason=Spot"));
    }

    @Test
    void an_end_is_told_with_its_state() {
        Job job = job("0 2 * * * root name:x /x");
        RunRecord run = run(job).exited(3, at("2026-11-21T02:00"), Usage.NONE);
        log.ended(
                run.ended(
                        RunState.FAILED,
                        at("2026-11-21T02:00").plusMillis(1500),
                        "it is \"so\"\nreally\u001b"),
                job);
        assertThat(lines())
                .containsExactly(
                        "event=run_ended job=crontab/x run=7 due=2026-11-21T02:00:00+01:00"
                                + " state=failed exit=3 took=1.500s reason=\"it is"
                                + " \\\"so\\\"\\nreally\\u001b\"");
    }

    @Test
    void a_line_that_asks_for_silence_gets_it() {
        Job job = job("-0 2 * * * root name:x /x");
        log.started(run(job), job);
        log.ended(run(job).ended(RunState.OK, at("2026-11-21T02:01"), ""), job);
        assertThat(lines()).isEmpty();
    }

    @Test
    void what_did_not_happen_is_told_with_its_number() {
        Job job = job("0 2 * * * root name:x /x");
        log.missed(run(job).ended(RunState.MISSED, at("2026-11-21T02:01"), "down").standingFor(3));
        assertThat(lines())
                .containsExactly(
                        "event=run_missed job=crontab/x run=7 due=2026-11-21T02:00:00+01:00"
                                + " firings=3 reason=down");
    }

    @Test
    void a_run_that_is_tried_once_more_is_told_with_its_attempt() {
        Job job = job("0 2 * * * root name:x /x");
        log.retried(run(job).again(at("2026-11-21T02:00").plusSeconds(17), "exit 3"), job);
        assertThat(lines())
                .containsExactly(
                        "event=run_retried job=crontab/x run=7 attempt=2"
                                + " starts=2026-11-21T02:00:17+01:00 reason=\"exit 3\"");
        lines.list.clear();
        Job quiet = job("-0 2 * * * root name:x /x");
        log.retried(run(quiet).again(at("2026-11-21T02:01"), "exit 3"), quiet);
        assertThat(lines()).isEmpty();
    }

    @Test
    void only_what_nobody_wanted_is_a_warning() {
        Job job = job("0 2 * * * root name:x /x");
        for (RunState fate : List.of(RunState.MISSED, RunState.SKIPPED, RunState.BLOCKED)) {
            log.missed(run(job).ended(fate, at("2026-11-21T02:01"), ""));
        }
        assertThat(lines.list)
                .extracting(line -> line.getLevel().toString())
                .containsExactly("WARN", "INFO", "INFO");
        assertThat(lines().getLast()).startsWith("event=run_blocked job=crontab/x run=7 due=");
    }

    @Test
    void a_file_is_told_with_its_problems() {
        try (Scene scene = new Scene(folder)) {
            scene.file("/etc/cron.d/a b", "99 * * * * root /x");
            log.loaded(scene.snapshot().table().files().getFirst());
        }
        assertThat(lines())
                .containsExactly(
                        "event=file_loaded file=\"/etc/cron.d/a b\" ok=false problems=1",
                        "event=file_problem file=\"/etc/cron.d/a b\" line=1 column=1 severity=error"
                                + " what=\"minute is 99, but minutes run 0-59\""
                                + " remedy=\"write 0 for the full hour\"");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    text  | value     | why
                    plain | plain     | one word
                    a b   | "a b"     | a blank
                    a=b   | "a=b"     | it would look like a key
                    ''    | ""        | nothing
                    a"b\\c | "a\\"b\\\\c" | a quote and a backslash
                    é     | "é"       | not ASCII
                    """)
    void a_value_is_quoted_where_it_must_be(String text, String value, String why) {
        assertThat(EventLog.value(text)).isEqualTo(value);
    }
}
