package farcron.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

class NameTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiterString = ";;",
            quoteCharacter = '\1',
            textBlock =
                    """
                    command                                              ;; program   ;; why
                    /opt/etl/load.sh --all                               ;; load.sh   ;; no path
                    A=b C="d e" load                                     ;; load      ;; after variables
                    cd / && run-parts --report /etc/cron.hourly          ;; run-parts ;; after cd
                    test -x /usr/sbin/anacron || ( cd / && run-parts x ) ;; run-parts ;; after a test
                    [ -x /usr/bin/x ] && /usr/bin/x                      ;; x         ;; after a test
                    if [ -x /x ]; then /x/y; fi                          ;; y         ;; after a test
                    nice -n 19 ionice -c2 -n 7 rsync -a                  ;; rsync     ;; after wrappers
                    flock -n -w 5 /run/l /opt/job                        ;; job       ;; after a lock
                    timeout -k 5 60s curl http://x                       ;; curl      ;; after a limit
                    sudo -u www /usr/bin/env php x.php                   ;; php       ;; after sudo and env
                    sleep 30; exec /bin/x                                ;; x         ;; after a pause
                    "/opt/my app/run me.sh" x                            ;; run-me.sh ;; quotes and blanks
                    cd /tmp                                              ;; cd        ;; nothing follows
                    env                                                  ;; env       ;; nothing follows
                    (((                                                  ;; job       ;; no word at all
                    éè                                                   ;; job       ;; no letter that a name may hold
                    """)
    void a_derived_name_begins_with_the_program(String command, String program, String why) {
        JobName name = Reading.job("* * * * * " + command).name();
        assertThat(name.origin()).isEqualTo(JobName.Origin.DERIVED);
        assertThat(name.text()).as(why).matches(program.replace(".", "\\.") + "-[0-9a-f]{6}");
    }

    @Test
    void a_word_comes_before_a_comment_and_a_comment_before_the_command() {
        Crontab crontab =
                Reading.user(
                        """
                        #Ansible: from the comment
                        * * * * * name:from-the-word c
                        # Puppet Name: back up / daily
                        * * * * * c
                        #Ansible: not directly above

                        * * * * * c
                        # any other comment
                        * * * * * d
                        """);
        assertThat(crontab.jobs())
                .extracting(job -> job.name().text() + " " + job.name().origin())
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("from-the-word WORD"),
                        second -> assertThat(second).isEqualTo("back-up-daily COMMENT"),
                        third -> assertThat(third).matches("c-[0-9a-f]{6} DERIVED"),
                        fourth -> assertThat(fourth).matches("d-[0-9a-f]{6} DERIVED"));
        assertThat(crontab.problems()).isEmpty();
    }

    @Test
    void words_and_schedule_do_not_change_a_derived_name_but_user_and_command_do() {
        String name = Reading.job(Reading.SYSTEM, "* * * * * root c x\n").name().text();
        assertThat(Reading.job(Reading.SYSTEM, "@daily root wait:2h c x\n").name().text())
                .isEqualTo(name);
        assertThat(
                        Reading.job(
                                        Reading.SYSTEM,
                                        "* * * * * : wait:2h; c x\n".replace("* :", "* root :"))
                                .name()
                                .text())
                .isEqualTo(name);
        assertThat(Reading.job(Reading.SYSTEM, "* * * * * bob c x\n").name().text())
                .isNotEqualTo(name);
        assertThat(Reading.job(Reading.SYSTEM, "* * * * * root c y\n").name().text())
                .isNotEqualTo(name);
    }

    @Test
    void moving_and_inserting_lines_renames_nothing() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add(i + " * * * * command" + i % 5);
        }
        Map<String, String> before = names(lines);
        lines.add("59 5 * * * something new");
        lines.add("# a comment");
        Collections.shuffle(lines, new Random(7));
        Map<String, String> after = names(lines);
        assertThat(after).containsAllEntriesOf(before).hasSize(41);
        assertThat(after.values()).doesNotHaveDuplicates();
    }

    /// Line to name.
    private static Map<String, String> names(List<String> lines) {
        Map<String, String> names = new TreeMap<>();
        Reading.user(String.join("\n", lines) + "\n")
                .jobs()
                .forEach(job ->
                        names.put(
                                job.scheduleText() + " " + job.command().shell(),
                                job.name().text()));
        return names;
    }

    @Test
    void a_name_cannot_be_given_twice() {
        String text =
                """
                * * * * * name:x a
                * * * * * name:x b
                * * * * * name:x/y c
                * * * * * name:.. d
                """;
        assertThat(Reading.user(text).jobs()).hasSize(1);
        assertThat(Reading.problems(Reading.USER, text))
                .isEqualTo(
                        """
                        2:11: error: name `x` stands on an earlier line; give this line another name
                        3:11: error: name is `x/y`, but names are 1 to 64 letters, digits, `_`, `.` and `-`, and more than dots; write another name
                        4:11: error: name is `..`, but names are 1 to 64 letters, digits, `_`, `.` and `-`, and more than dots; write another name\
                        """);
    }

    @Test
    void comments_with_the_same_name_get_an_ordinal_and_a_warning() {
        String text = "#Ansible: x\n5 * * * * a\n#Ansible: x\n4 * * * * b\n* * * * * name:x-2 c\n";
        Crontab crontab = Reading.user(text);
        assertThat(crontab.jobs())
                .extracting(job -> job.name().text())
                .containsExactly("x-3", "x", "x-2");
        assertThat(Reading.problems(Reading.USER, text))
                .isEqualTo(
                        "2:1: warning: name `x` in the comment above is taken, so the job is `x-3`;"
                                + " give the lines different names");
    }

    @Test
    void a_long_name_leaves_room_for_its_ordinal() {
        String comment = "#Ansible: " + "x".repeat(100) + "\n";
        Crontab crontab = Reading.user(comment + "5 * * * * a\n" + comment + "4 * * * * b\n");
        assertThat(crontab.jobs())
                .extracting(job -> job.name().text())
                .containsExactly("x".repeat(62) + "-2", "x".repeat(64));
    }
}
