package farcron.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

class WordTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    line                                 | schedule  | guarded | words                    | command
                    0 2 * * * name:x retry:3/30s..10m /c | 0 2 * * * | false   | name=x retry=3/30s..10m  | /c
                    after:a@ok,b name:y c d              | after:a@ok,b | false | after=a@ok,b name=y      | c d
                    after-any:a,b c                      | after-any:a,b | false | after-any=a,b           | c
                    0 2 * * * after:a c                  | 0 2 * * * | false   | after=a                  | c
                    0 2 * * * when:"test -e /x y" c      | 0 2 * * * | false   | when=test -e /x y        | c
                    0 2 * * * : name:x timeout:3m; /c    | 0 2 * * * | true    | name=x timeout=3m        | /c
                    0 2 * * * :  name:x   ;c             | 0 2 * * * | true    | name=x                   | c
                    0 2 * * * : when:"a; b"; c           | 0 2 * * * | true    | when=a; b                | c
                    0 2 * * * : > /tmp/x                 | 0 2 * * * | false   |                          | : > /tmp/x
                    0 2 * * * :name:x; c                 | 0 2 * * * | false   |                          | :name:x; c
                    0 2 * * * Name:x c                   | 0 2 * * * | false   |                          | Name:x c
                    0 2 * * * C:\\x.exe name:x           | 0 2 * * * | false   |                          | C:\\x.exe name:x
                    0 2 * * * http://h/x                 | 0 2 * * * | false   |                          | http://h/x
                    0 2 * * * "name:x" c                 | 0 2 * * * | false   |                          | "name:x" c
                    0 2 * * * echo name:x                | 0 2 * * * | false   |                          | echo name:x
                    0 2 * * * foo: x                     | 0 2 * * * | false   |                          | foo: x
                    """)
    void a_line_has_words(
            String line, String schedule, boolean guarded, String words, String command) {
        CrontabJob job = Reading.job(line);
        assertThat(job.scheduleText()).isEqualTo(schedule);
        assertThat(job.guarded()).isEqualTo(guarded);
        assertThat(written(job)).isEqualTo(words == null ? "" : words);
        assertThat(job.command().shell()).isEqualTo(command);
    }

    private static String written(CrontabJob job) {
        return job.words().stream()
                .map(word -> word.key() + "=" + word.value())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    * * * * * nmae:x c             | 1:11: error: word is `nmae:`, which is not known; write `name:`
                    * * * * * mam:1G c             | 1:11: error: word is `mam:`, which is not known; write `mem:`
                    * * * * * zebra:x wait:2h c    | 1:11: error: word is `zebra:`, which is not known; write one of: after, after-any, cpu, fargate, mem, name, overlap, pool, retry, timeout, tz, wait, when
                    * * * * * wait:2h timeuot:3m c | 1:19: error: word is `timeuot:`, which is not known; write `timeout:`
                    * * * * * http://h/x           | 1:11: warning: command begins with `http://h/x`, but `http` is not one of the known words; put quotes around it if it is a command
                    * * * * * wait:2h wait:3h c    | 1:19: error: word `wait:` stands twice on this line; leave out one of them
                    * * * * * wait: c              | 1:16: error: word `wait:` has no value; write the value directly after the colon
                    * * * * * wait:"" c            | 1:16: error: word `wait:` has no value; write the value directly after the colon
                    * * * * * name:a;b c           | 1:17: error: value of `name:` holds `;`, which cannot stand there; put the value into double quotes
                    * * * * * when:"a $b" c        | 1:19: error: value of `when:` holds `$`, which cannot stand there; put it into a script that the value names
                    * * * * * when:"a b c          | 1:16: error: value of `when:` has no closing quote; write `"` after the value
                    * * * * * : wait:2h c          | 1:21: error: guard holds `c`, which is no word; write `;` between the words and the command
                    * * * * * : wait:2h            | 1:11: error: guard is not closed; write `;` between the words and the command
                    * * * * * wait:2h              | 1:18: error: command is missing; write a command at the line's end
                    name:x after:y c               | 1:1: error: line begins with the word `name:`, so it has no schedule; begin it with five time fields, a nickname or an `after:` word
                    afer:y c                       | 1:1: error: word is `afer:`, which is not known; write `after:`
                    after:a after:b c              | 1:9: error: word `after:` stands twice on this line; leave out one of them
                    * * * * * name:a b             | ok
                    """)
    void a_wrong_word_is_explained(String line, String message) {
        assertThat(Reading.problems(Reading.USER, line + "\n")).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    line                           | trigger       | why
                    after:a name:x c               | after:a       | no fields
                    0 0 30 2 * : after:a; c        | after:a       | a date that no year has
                    0 0 31 4,6,9 * after-any:a c   | after-any:a   | nor this
                    */5 * 30 feb * name:x after:a c | after:a      | at whatever time of it
                    0 0 29 2 * after:a c           |               | there are leap years
                    0 0 30 2 1 after:a c           |               | the Mondays of February
                    0 22-2 * * * after:a c         |               | a slip: it says hours
                    @reboot after:a c              |               | that time comes
                    @every 366d after:a c          |               | and that one
                    0 0 30 2 * name:x c            |               | nothing starts it
                    """)
    void a_line_without_a_time_of_its_own_is_started_by(String line, String trigger, String why) {
        CrontabJob job = Reading.job(line);
        assertThat(job.trigger().map(Word::text)).isEqualTo(Optional.ofNullable(trigger));
    }

    @Test
    void a_bare_after_stands_where_the_fields_would() {
        CrontabJob job = Reading.job(Reading.SYSTEM, "after:extract  root  name:y  cmd\n");
        assertThat(job.schedule()).isEqualTo(new Schedule.Unscheduled());
        assertThat(job.user()).contains("root");
        assertThat(written(job)).isEqualTo("after=extract name=y");
        assertThat(job.words().getFirst().position()).isEqualTo(new Position(1, 1));
        assertThat(Reading.problems(Reading.CRONIE, "after:x c\n")).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    line                         | column | why
                    0 2 * * * after:a c          | 17     | behind the colon
                    0 2 * * * after:"a" c        | 18     | behind the quote
                    0 2 * * * : name:x after:a;c | 26     | in a guard
                    """)
    void a_value_has_a_place_of_its_own(String line, int column, String why) {
        assertThat(Reading.job(line).words().getLast().valuePosition())
                .isEqualTo(new Position(1, column));
    }

    @Test
    void without_known_words_everything_is_a_command() {
        Grammar none = new Grammar(Grammar.Format.USER, Grammar.Dialect.DEBIAN, Set.of(), "host");
        CrontabJob job = Reading.job(none, "* * * * * name:x c\n");
        assertThat(job.words()).isEmpty();
        assertThat(job.command().shell()).isEqualTo("name:x c");
        assertThat(Reading.problems(none, "after:x c\n")).contains("error: minute is");
    }

    @Test
    void a_setting_may_hold_words_too() {
        Setting setting = new Setting("DEFAULTS", " timeout:2h  retry:3 ", new Position(4, 1));
        SettingWords words = SettingWords.in(setting, Reading.USER);
        assertThat(words.problems()).isEmpty();
        assertThat(words.words()).extracting(Word::key).containsExactly("timeout", "retry");

        Setting wrong = new Setting("DEFAULTS", "timeout:2h sometimes", new Position(4, 1));
        assertThat(SettingWords.in(wrong, Reading.USER).problems())
                .extracting(problem -> problem.line("f"))
                .containsExactly(
                        "f:4:1: error: value holds `sometimes`, which is no word; write words such"
                                + " as `timeout:2h`, with blanks between them");
    }
}
