package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Grammar.Format;
import farcron.job.Job;
import farcron.job.MakeUp;
import farcron.job.Overlap;
import farcron.job.Pool;
import farcron.job.Retry;
import farcron.job.Rules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the words of a line ask for, beyond when it runs.
class RuleWordsTest {

    private static final String A = "0 1 * * * name:a true¶";

    private static Loaded load(String crontab, Dialect dialect) {
        return Loaded.of(
                new CrontabFile(Path.of("/t"), Format.USER, "ann", "ann"),
                (crontab.replace("¶", "\n") + "\n").getBytes(StandardCharsets.UTF_8),
                new Reading(dialect, ZoneId.of("UTC"), "host", Map.of("heavy", 3, "io", 9)),
                Instant.EPOCH);
    }

    private static Loaded load(String crontab) {
        return load(crontab, Dialect.DEBIAN);
    }

    private static Rules rules(String crontab) {
        Loaded loaded = load(crontab);
        assertThat(loaded.file().problems()).isEmpty();
        return loaded.jobs().getLast().rules();
    }

    private static List<String> problems(Loaded loaded) {
        return loaded.file().problems().stream().map(problem -> problem.line("F")).toList();
    }

    @Test
    void a_classic_line_asks_for_nothing() {
        assertThat(rules("0 1 * * * true")).isEqualTo(Rules.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    word               | times | delay | most | why
                    retry:3            | 3     | 10s   | 1h   | ten seconds at first, an hour at last
                    retry:3/30s        | 3     | 30s   | 1h   | the first delay is given
                    retry:1/2h         | 1     | 2h    | 2h   | a first delay may be longer than the usual last one
                    retry:3/30s..10m   | 3     | 30s   | 10m  | both are given
                    retry:3/30s..30s   | 3     | 30s   | 30s  | always the same
                    retry:3/1h30m..1d  | 3     | 90m   | 24h  | durations of several units
                    retry:1000         | 1000  | 10s   | 1h   | the most there may be
                    """)
    void a_line_is_tried_again(String word, int times, String delay, String most, String why) {
        assertThat(rules("@daily %s true".formatted(word)).retry())
                .isEqualTo(new Retry(times, duration(delay), duration(most)));
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase());
    }

    @Test
    void a_line_that_is_tried_again_no_times_is_as_any_other() {
        assertThat(rules("@daily retry:0/5m true").retry()).isEqualTo(Retry.NEVER);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    crontab                                                                       | overlap | why
                    @daily true                                                                   | ALLOW   | as cron does
                    @daily overlap:skip true                                                      | SKIP    | a word
                    @daily overlap:queue true                                                     | QUEUE   | a word
                    @daily overlap:replace true                                                   | REPLACE | a word
                    @daily -s true                                                                | SKIP    | OpenBSD's flag
                    @daily -s overlap:queue true                                                  | QUEUE   | the word says more
                    FARCRON_DEFAULTS="overlap:queue"¶@daily true                                  | QUEUE   | by default
                    FARCRON_DEFAULTS="overlap:queue"¶@daily -s true                               | SKIP    | the flag stands on the line itself
                    FARCRON_DEFAULTS="overlap:queue"¶@daily overlap:allow true                    | ALLOW   | the line's own word wins
                    """)
    void runs_of_a_line_may_meet(String crontab, Overlap overlap, String why) {
        Loaded loaded = load(crontab, Dialect.CRONIE);

        assertThat(loaded.file().problems()).isEmpty();
        assertThat(loaded.jobs().getLast().rules().overlap()).isEqualTo(overlap);
    }

    @Test
    void the_flag_is_one_in_one_dialect_only() {
        Job debian = load("@daily -s true").jobs().getFirst();

        assertThat(debian.rules().overlap()).isEqualTo(Overlap.ALLOW);
        assertThat(debian.command().shell()).as("there it is a command").isEqualTo("-s true");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    crontab                                                 | extent | window | why
                    @daily true                                             | RECENT | -      | as after any restart of cron
                    @daily catchup:none true                                | NONE   | -      | late is worse than never
                    @daily catchup:last true                                | LAST   | -      | however old
                    @daily catchup:last/2h true                             | LAST   | 2h     | if it is not too old
                    @daily catchup:all/90m true                             | ALL    | 90m    | each of them
                    @every 5m catchup:all true                              | ALL    | -      | a period can be missed, too
                    FARCRON_DEFAULTS="catchup:last"¶@daily true             | LAST   | -      | by default
                    FARCRON_DEFAULTS="catchup:last"¶@reboot true            | LAST   | -      | a default may be of no use
                    """)
    void missed_firings_are_made_up_for(
            String crontab, MakeUp.Extent extent, String window, String why) {
        assertThat(rules(crontab).makeUp())
                .isEqualTo(
                        new MakeUp(
                                extent, Optional.ofNullable(window).map(RuleWordsTest::duration)));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    crontab                                                              | owner | name  | size | why
                    @daily pool:heavy true                                               | ''    | heavy | 3    | the machine's
                    FARCRON_POOLS="heavy=2"¶@daily pool:heavy true                       | ann   | heavy | 2    | the nearest definition wins
                    FARCRON_POOLS="heavy=2,db=1"¶@daily pool:db true                     | ann   | db    | 1    | one of several
                    FARCRON_POOLS="heavy=2 db=1"¶@daily pool:db true                     | ann   | db    | 1    | with a blank
                    FARCRON_POOLS=", heavy=2,, db=1 ,"¶@daily pool:db true               | ann   | db    | 1    | with more of them
                    FARCRON_POOLS=db=1¶FARCRON_POOLS=db=4¶@daily pool:db true            | ann   | db    | 4    | the last one above the line holds
                    FARCRON_POOLS=heavy=1¶FARCRON_POOLS=db=4¶@daily pool:heavy true      | ''    | heavy | 3    | and it holds as a whole
                    @daily pool:heavy true¶FARCRON_POOLS=heavy=2                         | ''    | heavy | 3    | what stands below the line does not count
                    FARCRON_POOLS="db=1"¶FARCRON_DEFAULTS="pool:db"¶@daily true          | ann   | db    | 1    | by default
                    FARCRON_DEFAULTS="pool:db"¶FARCRON_POOLS="db=1"¶@daily true          | ann   | db    | 1    | in any order
                    """)
    void a_line_shares_a_pool(String crontab, String owner, String name, int size, String why) {
        assertThat(rules(crontab).pool()).contains(new Pool(owner, name, size));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    setting               | mistakes                                                                                              | why
                    db=1,heavy            | `heavy` is no pool with a size                                                                        | of which size?
                    db=1,heavy=0          | `heavy=0` is no pool with a size                                                                      | nothing would ever run
                    db=1,heavy=-1         | `heavy=-1` is no pool with a size                                                                     | less than nothing
                    db=1,heavy=two        | `heavy=two` is no pool with a size                                                                    | no number
                    db=1,heavy=1000000    | `heavy=1000000` is no pool with a size                                                                | no limit either
                    db=1,=2               | `=2` is no pool with a size                                                                           | no name
                    db=1,a/b=2            | `a/b=2` is no pool with a size                                                                        | no name
                    heavy = 2,db=1        | `heavy` is no pool with a size & `=` is no pool with a size & `2` is no pool with a size              | a blank begins another one
                    db=1,db=2             | pool db has two sizes                                                                                 | which one?
                    """)
    void a_wrong_pool_spoils_no_right_one(String setting, String mistakes, String why) {
        Loaded loaded = load("FARCRON_POOLS=\"%s\"¶@daily pool:db true".formatted(setting));

        assertThat(loaded.file().problems())
                .allMatch(problem -> problem.isError() && problem.position().line() == 1)
                .extracting(problem -> problem.what().replace("FARCRON_POOLS: ", ""))
                .containsExactly(mistakes.split(" & "));
        assertThat(loaded.jobs().getFirst().runs()).isTrue();
        assertThat(loaded.jobs().getFirst().rules().pool()).contains(new Pool("ann", "db", 1));
    }

    @Test
    void lines_of_the_system_share_the_pools_of_root() {
        Loaded loaded =
                Loaded.of(
                        new CrontabFile(Path.of("/t"), Format.SYSTEM, "cron.d/t", "root"),
                        "FARCRON_POOLS=db=1\n@daily www pool:db true\n"
                                .getBytes(StandardCharsets.UTF_8),
                        new Reading(Dialect.DEBIAN, ZoneId.of("UTC"), "host"),
                        Instant.EPOCH);

        assertThat(loaded.jobs().getFirst().rules().pool()).contains(new Pool("root", "db", 1));
    }

    @Test
    void a_line_has_a_timeout_and_a_test() {
        Rules rules = rules("@daily timeout:1h30m when:\"test -e /data/in  -a 1\" true");

        assertThat(rules.timeout()).contains(Duration.ofMinutes(90));
        assertThat(rules.when()).contains("test -e /data/in  -a 1");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    crontab                                                      | patience | why
                    0 2 * * * after:a true                                       | -        | until it is due again
                    0 2 * * * after:a wait:2h true                               | 2h       | as it says
                    0 2 * * * after-any:a wait:2h true                           | 2h       | as it says
                    @every 1h after:a wait:5m true                               | 5m       | a period is a time, too
                    @reboot after:a wait:5m true                                 | 5m       | so is the start of the machine
                    FARCRON_DEFAULTS="wait:3h"¶0 2 * * * after:a true            | 3h       | by default
                    FARCRON_DEFAULTS="wait:3h"¶0 2 * * * after:a wait:1h true    | 1h       | the line's own word wins
                    FARCRON_DEFAULTS="wait:3h"¶after:a true                      | -        | it has no due time to wait from
                    FARCRON_DEFAULTS="wait:3h"¶0 2 * * * true                    | -        | it waits for nothing
                    """)
    void a_line_with_a_time_waits(String crontab, String patience, String why) {
        assertThat(rules(A + crontab).patience())
                .isEqualTo(Optional.ofNullable(patience).map(RuleWordsTest::duration));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    line                                | problem                                                                                                                                    | why
                    @daily timeout:0s true              | F:1:8: error: timeout:0s is no duration; write a number and a unit, such as 90s, 30m or 2h                                                 | nothing ends in no time
                    @daily timeout:soon true            | F:1:8: error: timeout:soon is no duration; write a number and a unit, such as 90s, 30m or 2h                                               | no number
                    @daily timeout:30 true              | F:1:8: error: timeout:30 is no duration; write a number and a unit, such as 90s, 30m or 2h                                                 | of what?
                    @daily retry:many true              | F:1:8: error: retry:many begins with no number from 0 to 1000; write how often to try again, such as retry:3 or retry:3/30s..10m           | no number
                    @daily retry:1001 true              | F:1:8: error: retry:1001 begins with no number from 0 to 1000; write how often to try again, such as retry:3 or retry:3/30s..10m           | a loop without an end
                    @daily retry:-1 true                | F:1:8: error: retry:-1 begins with no number from 0 to 1000; write how often to try again, such as retry:3 or retry:3/30s..10m             | the same
                    @daily retry:3/soon true            | F:1:8: error: retry:3/soon has a delay that is no duration; write a number and a unit, such as retry:3/30s or retry:3/30s..10m             | no duration
                    @daily retry:3/ true                | F:1:8: error: retry:3/ has a delay that is no duration; write a number and a unit, such as retry:3/30s or retry:3/30s..10m                 | none at all
                    @daily retry:3/30s.. true           | F:1:8: error: retry:3/30s.. has a delay that is no duration; write a number and a unit, such as retry:3/30s or retry:3/30s..10m            | half a range
                    @daily retry:3/1h..30s true         | F:1:8: error: retry:3/1h..30s has a longest delay that is shorter than the first one; write the shorter one first, such as retry:3/30s..10m | turned round
                    @daily overlap:sikp true            | F:1:8: error: overlap:sikp is none of allow, skip, queue and replace; write overlap:skip                                                   | a slip
                    @daily overlap:no true              | F:1:8: error: overlap:no is none of allow, skip, queue and replace; write one of them, such as overlap:skip                                | no such thing
                    @daily overlap:SKIP true            | F:1:8: error: overlap:SKIP is none of allow, skip, queue and replace; write one of them, such as overlap:skip                              | words are lower case
                    @daily catchup:some true            | F:1:8: error: catchup:some is neither none nor last nor all; write one of them, such as catchup:last or catchup:last/2h                       | no such thing
                    @daily catchup:last/ true           | F:1:8: error: catchup:last/ has a window that is no duration; write a number and a unit, such as catchup:last/2h                           | none at all
                    @daily catchup:none/2h true         | F:1:8: error: catchup:none/2h has a window for what is never made up; write catchup:none, or last or all                                   | which one is meant?
                    @daily pool:havy true               | F:1:8: error: pool:havy has no size; write pool:heavy                                                                                      | a slip
                    @daily pool:db true                 | F:1:8: error: pool:db has no size; put FARCRON_POOLS="db=2" above the line, or pools = db=2 into the daemon's configuration                | not defined
                    @daily when:" " true                | F:1:8: error: when:  is an empty test; write a shell test, such as when:"test -e /data/ready"                                              | it would always be true
                    @daily name:a wait:2h true          | F:1:15: error: wait:2h stands on a line without after:; take it away, or say what to wait for with after:                                  | for what?
                    after:x wait:2h true                | F:1:9: error: wait:2h stands on a line without a time; take it away: such a line has no due time to wait from                              | from when?
                    0 0 30 2 * after:x wait:2h true     | F:1:20: error: wait:2h stands on a line without a time; take it away: such a line has no due time to wait from                              | nor has that date
                    @daily after:x wait:long true       | F:1:16: error: wait:long is no duration; write a number and a unit, such as 90s, 30m or 2h                                                 | no duration
                    @daily after:x after-any:y true     | F:1:16: error: after-any: stands on a line with after:; let one line wait for all of some jobs, and another one for the first of several   | all or the first?
                    after:x,,y true                     | F:1:9: error: after: has an empty place among its names; write the names with one comma between them                                       | a name is missing
                    after:x, true                       | F:1:9: error: after: has an empty place among its names; write the names with one comma between them                                       | the list goes on
                    after:,x true                       | F:1:7: error: after: has an empty place among its names; write the names with one comma between them                                       | the list begins with nothing
                    after:xy,b@fail true                | F:1:10: error: `b` asks for the end `@fail`, which there is not; write b@failed                                                            | a slip
                    after:b@OK true                     | F:1:7: error: `b` asks for the end `@OK`, which there is not; write @ok, @failed or @done                                                  | words are lower case
                    after:b@ true                       | F:1:7: error: `b` asks for the end `@`, which there is not; write @ok, @failed or @done                                                    | which end?
                    after:@ok true                      | F:1:7: error: after: has an empty place among its names; write the names with one comma between them                                       | of what?
                    after:b@ok@done true                | F:1:7: error: after: holds `b@ok`, which is no job's name; write NAME or SCOPE/NAME; names are letters, digits, `_`, `.` and `-`           | one end for each
                    after:"b c" true                    | F:1:8: error: after: holds `b c`, which is no job's name; write NAME or SCOPE/NAME; names are letters, digits, `_`, `.` and `-`            | in quotes: the column is still that of the name
                    after:"xü,b;c" true                 | F:1:8: error: after: holds `xü`, which is no job's name; write NAME or SCOPE/NAME; names are letters, digits, `_`, `.` and `-` & F:1:11: error: after: holds `b;c`, which is no job's name; write NAME or SCOPE/NAME; names are letters, digits, `_`, `.` and `-` | columns count characters
                    after:/b true                       | F:1:7: error: after: holds `/b`, which is no job's name; write NAME or SCOPE/NAME; names are letters, digits, `_`, `.` and `-`             | a scope without a name
                    after:b/ true                       | F:1:7: error: after: holds `b/`, which is no job's name; write NAME or SCOPE/NAME; names are letters, digits, `_`, `.` and `-`             | a name is missing
                    """)
    void a_value_that_means_nothing_is_an_error_of_its_line(
            String line, String problem, String why) {
        Loaded loaded = load(line);

        assertThat(problems(loaded)).containsExactly(problem.split(" & "));
        assertThat(loaded.jobs()).singleElement().matches(job -> !job.runs());
    }

    @Test
    void a_value_that_is_of_no_use_is_told() {
        Loaded loaded = load("@reboot catchup:all true¶after:a catchup:last/2h true");

        assertThat(problems(loaded))
                .containsExactly(
                        "F:1:9: warning: catchup:all stands on a line that is due at no time, and"
                                + " can miss none; take it away",
                        "F:2:9: warning: catchup:last/2h stands on a line that is due at no time,"
                                + " and can miss none; take it away");
        assertThat(loaded.jobs()).allMatch(Job::runs);
    }

    @Test
    void a_line_waits_for_a_hundred_others_at_most() {
        String hundred = "x,".repeat(99) + "x";

        assertThat(load("after:%s true".formatted(hundred)).file().ok()).isTrue();
        assertThat(problems(load("after:%s,y true".formatted(hundred))))
                .containsExactly(
                        "F:1:207: error: after: names more than 100 jobs; let a line such as"
                                + " `after:a,b,c name:all true` wait for some of them, and this"
                                + " one for that line");
    }

    @Test
    void the_lines_of_a_crontab_wait_for_50000_others_at_most() {
        String line = "after:%s true\n".formatted("x,".repeat(99) + "x");
        Loaded loaded = load(line.repeat(502));

        assertThat(loaded.jobs()).filteredOn(Job::runs).hasSize(500);
        assertThat(problems(loaded).getFirst())
                .isEqualTo(
                        "F:501:1: error: the lines above wait for 50000 others already; let several"
                                + " lines wait for one that waits for the others");
    }
}
