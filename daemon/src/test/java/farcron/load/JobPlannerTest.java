package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar;
import farcron.job.Job;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What a line's words and settings mean, and which of them are refused.
class JobPlannerTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final FargateSettings ANYBODY_MAY = FargateSettings.NONE.vouchedFor();

    private static Loaded load(String crontab, Grammar.Dialect dialect, String host) {
        return Loaded.of(
                new CrontabFile(Path.of("/t"), Grammar.Format.USER, "ann", "ann"),
                (crontab.replace("¶", "\n") + "\n").getBytes(StandardCharsets.UTF_8),
                new Reading(dialect, MADRID, host, Map.of(), ANYBODY_MAY),
                Instant.EPOCH);
    }

    private static Loaded load(String crontab) {
        return load(crontab, Grammar.Dialect.DEBIAN, "host");
    }

    private static List<String> problems(Loaded loaded) {
        return loaded.file().problems().stream()
                .map(problem -> problem.line("F") + ".")
                .map(line -> line.substring(0, line.indexOf(';')))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    crontab                                                    | zone             | why
                    @daily true                                                | Europe/Madrid    | the machine's
                    CRON_TZ=Asia/Tokyo¶@daily true                             | Asia/Tokyo       | cronie's way
                    CRON_TZ="Asia/Tokyo"¶@daily true                           | Asia/Tokyo       | in quotes
                    CRON_TZ=Asia/Tokyo¶@daily tz:UTC true                      | UTC              | the line's own word wins
                    CRON_TZ=Asia/Tokyo¶CRON_TZ=""¶@daily true                    | Europe/Madrid    | taken back
                    @daily tz:+02:00 true                                      | +02:00           | an offset is a zone without clock changes
                    FARCRON_DEFAULTS="tz:Asia/Tokyo"¶@daily true               | Asia/Tokyo       | by default
                    FARCRON_DEFAULTS="tz:Asia/Tokyo"¶@daily tz:UTC true        | UTC              | the line's own word wins
                    CRON_TZ=UTC¶FARCRON_DEFAULTS="tz:Asia/Tokyo"¶@daily true   | Asia/Tokyo       | a word wins over a setting
                    """)
    void a_line_is_read_on_the_wall_clock_of(String crontab, String zone, String why) {
        Loaded loaded = load(crontab);

        assertThat(loaded.jobs().getFirst().zone()).isEqualTo(ZoneId.of(zone));
        assertThat(problems(loaded)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    crontab                                               | problem                                                                                        | why
                    @daily tz:Mars/Base true                              | F:1:8: error: tz:Mars/Base names no time zone that this machine knows                          | cronie would take it for UTC
                    CRON_TZ=Mars¶@daily true                              | F:1:1: error: CRON_TZ=Mars names no time zone that this machine knows                          | the same
                    CRON_TZ=Mars¶@daily true¶@hourly true                 | F:1:1: error: CRON_TZ=Mars names no time zone that this machine knows                          | told once, for both lines
                    CRON_TZ=:Asia/Tokyo¶@daily true                       | F:1:1: error: CRON_TZ=:Asia/Tokyo names no time zone that this machine knows                   | a form of the C library's TZ
                    @daily jitter:soon true                               | F:1:8: error: jitter:soon is no duration                                                       | no number
                    @daily jitter:10 true                                 | F:1:8: error: jitter:10 is no duration                                                         | of what?
                    @daily jitter:999d true                               | F:1:8: error: jitter:999d is no duration                                                       | longer than a year
                    @daily notify:x true                                  | F:1:8: error: notify:x is not supported yet                                                    | nobody would be told
                    FARCRON_DEFAULTS="notify:x"¶@daily true               | F:1:1: error: notify:x is not supported yet                                                    | where it stands
                    FARCRON_DEFAULTS="name:x"¶@daily true                 | F:1:1: error: name:x in FARCRON_DEFAULTS would name every line alike                           | which is it?
                    FARCRON_DEFAULTS="after:x"¶@daily true¶@daily name:x c | F:1:1: error: after:x in FARCRON_DEFAULTS would make every line wait                          | x would wait for itself
                    FARCRON_DEFAULTS="after-any:x"¶@daily true            | F:1:1: error: after-any:x in FARCRON_DEFAULTS would make every line wait                       | the same
                    FARCRON_DEFAULTS="timeut:2h"¶@daily true¶@hourly true | F:1:1: error: word is `timeut:`, which is not known                                                       | told once, for both lines
                    FARCRON_DEFAULTS="jitter:5m please"¶@daily true       | F:1:1: error: value holds `please`, which is no word                                           | not all of it can be meant
                    """)
    void a_line_that_asks_for_what_is_not_there_does_not_run(
            String crontab, String problem, String why) {
        Loaded loaded = load(crontab);

        assertThat(problems(loaded)).containsExactly(problem);
        assertThat(loaded.jobs()).isNotEmpty().noneMatch(Job::runs);
        assertThat(loaded.jobs().getFirst().rejected().orElseThrow())
                .startsWith(problem.substring(problem.indexOf("error: ") + 7) + "; ");
        assertThat(loaded.file().ok()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void a_word_is_carried_out_or_refused_and_never_passed_over(JobWord word) {
        String text =
                switch (word) {
                    case NAME -> "name:x";
                    case TZ -> "tz:UTC";
                    case JITTER -> "jitter:5m";
                    case AFTER -> "after:other";
                    case AFTER_ANY -> "after-any:other@done";
                    case WAIT -> "wait:2h";
                    case TIMEOUT -> "timeout:90s";
                    case RETRY -> "retry:3";
                    case OVERLAP -> "overlap:allow";
                    case CATCHUP -> "catchup:last";
                    case POOL -> "pool:heavy";
                    case WHEN -> "when:true";
                    case FARGATE -> "fargate:trainer";
                    case MEM -> "mem:8G";
                    case CPU -> "cpu:2";
                    case NOTIFY -> "notify:1";
                };
        String after = word == JobWord.WAIT ? " after:other" : "";
        Loaded loaded =
                load(
                        "FARCRON_POOLS=heavy=2¶FARGATE_SUBNETS=subnet-1¶0 1 * * *   %s%s true"
                                .formatted(text, after));

        if (word.lines() == JobWord.On.ALL) {
            assertThat(problems(loaded)).isEmpty();
            assertThat(loaded.jobs().getFirst().runs()).isTrue();
        } else {
            assertThat(problems(loaded))
                    .containsExactly("F:3:13: error: " + text + " is not supported yet");
            assertThat(loaded.jobs().getFirst().runs()).isFalse();
        }
        assertThat(loaded.jobs().getFirst().command().shell()).isEqualTo("true");
    }

    @Test
    void each_refused_word_has_its_own_place() {
        Loaded loaded = load("@daily : timeout:soon notify:x; true");

        assertThat(loaded.file().problems())
                .extracting(problem -> problem.position().column())
                .containsExactly(10, 23);
        assertThat(loaded.jobs().getFirst().rejected().orElseThrow())
                .as("the first says it all")
                .startsWith("timeout:soon is no duration");
    }

    @Test
    void a_line_below_a_refused_one_runs() {
        Loaded loaded = load("@daily timeout:soon name:a true¶@daily name:b true");

        assertThat(loaded.jobs()).extracting(Job::runs).containsExactly(false, true);
    }

    @Test
    void jitter_is_the_same_each_time_and_on_each_host() {
        List<Duration> here = delays("jitter:1h", "", "one");

        assertThat(delays("jitter:1h", "", "one")).isEqualTo(here);
        assertThat(delays("jitter:1h", "", "other")).isEqualTo(here);
        assertThat(here).allMatch(delay -> delay.compareTo(Duration.ofHours(1)) <= 0);
        assertThat(here).as("it spreads").doesNotHaveDuplicates();
    }

    @Test
    void a_random_delay_is_the_same_each_time_and_another_on_each_host() {
        List<Duration> here = delays("", "RANDOM_DELAY=60", "one");

        assertThat(delays("", "RANDOM_DELAY=60", "one")).isEqualTo(here);
        assertThat(delays("", "RANDOM_DELAY=60", "other")).isNotEqualTo(here);
        assertThat(here).allMatch(delay -> delay.compareTo(Duration.ofHours(1)) <= 0);
        assertThat(here).as("it spreads").doesNotHaveDuplicates();
    }

    private static List<Duration> delays(String word, String setting, String host) {
        StringBuilder crontab = new StringBuilder(setting).append('\n');
        IntStream.range(0, 8)
                .forEach(i -> crontab.append("@daily name:j%d %s true\n".formatted(i, word)));
        return load(crontab.toString(), Grammar.Dialect.DEBIAN, host).jobs().stream()
                .map(Job::delay)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    crontab                                               | delayed | problem                                                                   | why
                    RANDOM_DELAY=0¶@daily true                            | false   | -                                                                         | none
                    RANDOM_DELAY=1440¶@daily true                         | true    | -                                                                         | a day, cronie's longest
                    RANDOM_DELAY=1441¶@daily true                         | false   | F:1:1: error: RANDOM_DELAY=1441 is no number of minutes from 0 to 1440    | longer
                    RANDOM_DELAY=5m¶@daily true                           | false   | F:1:1: error: RANDOM_DELAY=5m is no number of minutes from 0 to 1440      | minutes have no unit
                    RANDOM_DELAY=-5¶@daily true                           | false   | F:1:1: error: RANDOM_DELAY=-5 is no number of minutes from 0 to 1440      | nobody can start earlier
                    RANDOM_DELAY=1440¶@daily jitter:1s true               | false   | -                                                                         | the line's own word wins
                    FARCRON_DEFAULTS="jitter:1d"¶@daily true              | true    | -                                                                         | by default
                    FARCRON_DEFAULTS="jitter:1d"¶@daily jitter:1s true    | false   | -                                                                         | the line's own word wins
                    FARCRON_DEFAULTS="jitter:1d"¶FARCRON_DEFAULTS=""¶@daily true | false | -                                                                     | taken back
                    @daily true¶RANDOM_DELAY=1440                         | false   | -                                                                         | it stands below the line
                    """)
    void a_line_starts_later_by_its_delay_and_always_starts(
            String crontab, boolean delayed, String problem, String why) {
        Loaded loaded = load(crontab);
        Job job = loaded.jobs().getFirst();

        assertThat(job.delay().compareTo(Duration.ofSeconds(1)) > 0).isEqualTo(delayed);
        assertThat(job.runs()).isTrue();
        assertThat(problems(loaded)).isEqualTo(problem == null ? List.of() : List.of(problem));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    crontab                        | shell     | user | why
                    @daily true                    | /bin/sh   | ann  | cron's own
                    SHELL=/bin/bash¶@daily true    | /bin/bash | ann  | the crontab's
                    LOGNAME=root¶@daily true       | /bin/sh   | ann  | nobody names himself
                    """)
    void a_line_runs_in_a_shell_as_its_user(String crontab, String shell, String user, String why) {
        Job job = load(crontab).jobs().getFirst();

        assertThat(job.target()).isEqualTo(new farcron.job.Target.Local(shell));
        assertThat(job.user()).isEqualTo(user);
    }

    @Test
    void lines_with_the_same_settings_share_them() {
        List<Job> jobs = load("A=1¶@daily a¶@daily b¶B=2¶@daily c").jobs();

        assertThat(jobs.get(0).environment()).isEqualTo(Map.of("A", "1"));
        assertThat(jobs.get(1).environment()).isSameAs(jobs.get(0).environment());
        assertThat(jobs.get(2).environment()).isEqualTo(Map.of("A", "1", "B", "2"));
    }

    @Test
    void settings_and_lines_in_turn_have_an_end() {
        StringBuilder crontab = new StringBuilder();
        IntStream.range(0, 1_000)
                .forEach(i -> crontab.append("A%d=x\n@daily c%d\n".formatted(i, i)));
        Loaded loaded = load(crontab.toString());

        assertThat(loaded.jobs()).hasSize(1_000);
        assertThat(loaded.jobs().get(400).runs()).isTrue();
        assertThat(loaded.jobs().get(400).environment()).hasSize(401);
        assertThat(loaded.jobs().getLast().runs()).isFalse();
        assertThat(loaded.jobs().getLast().rejected().orElseThrow())
                .startsWith("too many settings are changed between too many lines above; ");
    }

    @Test
    void of_many_problems_those_that_nobody_reads_are_counted() {
        Loaded loaded = load("@daily pool:x c\n".repeat(3_000));

        assertThat(loaded.file().problems()).hasSize(1_001);
        assertThat(problems(loaded).getLast())
                .isEqualTo("F:1000:8: error: 2000 more problems are not listed");
    }
}
