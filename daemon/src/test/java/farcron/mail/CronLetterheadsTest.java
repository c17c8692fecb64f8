package farcron.mail;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Who gets the output of a line, and under which headers. What is said here of Debian was compared
/// with the letters that its cron 3.0pl1-162 hands to sendmail.
class CronLetterheadsTest {

    private static final Path MAILER = Path.of("/usr/sbin/sendmail");
    private static final String ME = Scene.SELF.name();

    private static Letterhead letterhead(Dialect dialect, String crontab) {
        return Scene.letterhead(Scene.settings(dialect, MAILER), Scene.job(dialect, crontab))
                .orElseThrow();
    }

    private static String header(Letterhead head, String name) {
        return head.headers()
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("-");
    }

    @Test
    void debians_letter_begins_as_debians_cron_begins_it() {
        Letterhead head = letterhead(Dialect.DEBIAN, "* * * * * cat%hello%world");

        assertThat(head.headers())
                .isEqualTo(
                        """
                        From: root (Cron Daemon)
                        To: %s
                        Subject: Cron <%s@box> cat
                        MIME-Version: 1.0
                        Content-Type: text/plain; charset=UTF-8
                        Content-Transfer-Encoding: 8bit
                        """
                                .formatted(ME, ME));
        assertThat(head.command())
                .containsExactly(
                        "/usr/sbin/sendmail", "-FCronDaemon", "-i", "-B8BITMIME", "-oem", ME);
    }

    @Test
    void cronies_letter_begins_as_cronie_begins_it() {
        Letterhead head = letterhead(Dialect.CRONIE, "MAILTO=ann,bob@example.com\n* * * * * job");

        assertThat(head.headers())
                .isEqualTo(
                        """
                        From: "(Cron Daemon)" <%s>
                        To: ann,bob@example.com
                        Subject: Cron <%s@box> job
                        MIME-Version: 1.0
                        Content-Type: text/plain; charset=UTF-8
                        Content-Transfer-Encoding: 8bit
                        Auto-Submitted: auto-generated
                        Precedence: bulk
                        """
                                .formatted(ME, ME));
        assertThat(String.join(" ", head.command()))
                .isEqualTo("/usr/sbin/sendmail -FCronDaemon -i -odi -oem -oi -t -f " + ME);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    MAILTO                | to                    | why
                    ann                   | ann                   | somebody
                    ann,bob@example.com   | ann,bob@example.com   | a list
                    a/b=c+d%e!f:g@h.i_j-k | a/b=c+d%e!f:g@h.i_j-k | every character that cron lets pass
                    root,                 | root,                 | an empty one at the end does no harm
                    "ann, bob"            | UNSAFE                | a blank
                    ,root                 | UNSAFE                | begins with no letter and no digit
                    -oQ/tmp               | UNSAFE                | an option
                    root,-oQ/tmp          | UNSAFE                | an option behind a comma
                    +ann                  | UNSAFE                | begins with no letter and no digit
                    @example.com          | UNSAFE                | begins with no letter and no digit
                    "ann;reboot"          | UNSAFE                | a shell's character
                    "\\140reboot\\140"  | UNSAFE                | a shell's character
                    "\\174/bin/sh"        | UNSAFE                | a program instead of a person
                    "Ann <ann@x.org>"     | UNSAFE                | as in a letter's header, not for cron
                    jörg@example.com      | UNSAFE                | a letter beyond ASCII
                    "ann\\1"              | UNSAFE                | a control character
                    "ann\\rBcc: eve"      | UNSAFE                | another header
                    ann\\tbob             | UNSAFE                | a tab
                    """)
    void a_recipient_is_taken_or_refused(String mailto, String to, String why) {
        for (Dialect dialect : Dialect.values()) {
            Letterhead head = letterhead(dialect, "MAILTO=" + mailto + "\n* * * * * job");

            if (to.equals("UNSAFE")) {
                assertThat(head.command()).as(why).isEmpty();
                assertThat(head.headers()).as(why).isEmpty();
                assertThat(head.unsafe()).as(why).hasSize(1);
            } else {
                assertThat(header(head, "To")).as(why).isEqualTo(to);
                assertThat(head.unsafe()).as(why).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_recipient_asks_for_no_letter(Dialect dialect) {
        Job job = Scene.job(dialect, "MAILTO=\"\"\n* * * * * job");

        assertThat(Scene.letterhead(Scene.settings(dialect, MAILER), job)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    MAILFROM               | Debian             | cronie                         | unsafe | why
                    boss@example.com       | boss@example.com   | "(Cron Daemon)" <boss@example.com> | 0  | another sender
                    ""                     | root (Cron Daemon) | "(Cron Daemon)" <ME>           | 0      | none after all
                    "Boss <boss@x.org>"    | root (Cron Daemon) | "(Cron Daemon)" <ME>           | 1      | not of the safe characters
                    "-oQ/tmp"              | root (Cron Daemon) | "(Cron Daemon)" <ME>           | 1      | an option
                    "boss\\rBcc: eve"      | root (Cron Daemon) | "(Cron Daemon)" <ME>           | 1      | another header
                    "$HOME"                | root (Cron Daemon) | "(Cron Daemon)" <ME>           | -      | the daemon here has no such variable
                    """)
    void a_sender_that_is_refused_costs_only_itself(
            String mailfrom, String debian, String cronie, String unsafe, String why) {
        String crontab = "MAILFROM=" + mailfrom + "\n* * * * * job";
        for (Dialect dialect : Dialect.values()) {
            Letterhead head = letterhead(dialect, crontab);
            String from = dialect == Dialect.DEBIAN ? debian : cronie.replace("ME", ME);

            assertThat(header(head, "From")).as(why).isEqualTo(from);
            assertThat(head.command()).as(why).isNotEmpty().noneMatch(word -> word.contains("tmp"));
            if (!unsafe.equals("-")) {
                assertThat(head.unsafe()).as(why).hasSize(Integer.parseInt(unsafe));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    command            | subject           | why
                    job >/dev/null     | job >/dev/null    | as it stands
                    date +\\\\%F%x     | date +%F          | up to the first %
                    echo é ✓           | echo é ✓          | UTF-8 as it stands
                    a\\tb              | a\tb              | a tab does no harm
                    a\\rBcc: eve       | a Bcc: eve        | a carriage return ends a line for some
                    a\\33[2Jb          | a [2Jb            | what a terminal would obey
                    a\\177b            | a b               | delete
                    """)
    void the_subject_is_the_command_without_control_characters(
            String command, String subject, String why) {
        for (Dialect dialect : Dialect.values()) {
            Letterhead head = letterhead(dialect, "* * * * * " + command);

            assertThat(header(head, "Subject"))
                    .as(why)
                    .isEqualTo("Cron <" + ME + "@box> " + subject.translateEscapes());
        }
    }

    @Test
    void bytes_of_any_encoding_and_long_commands_stand_in_the_subject_as_they_are() {
        String raw = "echo \udcff";
        assertThat(header(letterhead(Dialect.DEBIAN, "* * * * * " + raw), "Subject")).endsWith(raw);
        String words = "x".repeat(100_000);
        assertThat(header(letterhead(Dialect.CRONIE, "* * * * * " + words), "Subject"))
                .endsWith("> " + words);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    setting                                     | header                    | value                     | why
                    CONTENT_TYPE="text/html; charset=utf-8"     | Content-Type              | text/html; charset=utf-8  | another type
                    CONTENT_TRANSFER_ENCODING=quoted-printable  | Content-Transfer-Encoding | quoted-printable          | another encoding
                    CONTENT_TYPE=""                             | Content-Type              | ``                        | empty, as with cron
                    CONTENT_TYPE="text/html\\rBcc: eve"         | Content-Type              | text/plain; charset=UTF-8 | another header
                    CONTENT_TYPE="text/html\\1"                 | Content-Type              | text/plain; charset=UTF-8 | a control character
                    CONTENT_TYPE="text/html;\\tx=y"            | Content-Type              | text/html;\\tx=y          | a tab is as good as a blank
                    CONTENT_TRANSFER_ENCODING="8bit\\rBcc: eve" | Content-Transfer-Encoding | 8bit                      | another header
                    """)
    void the_kind_of_content_is_the_crontabs_unless_it_could_break_the_header(
            String setting, String header, String value, String why) {
        for (Dialect dialect : Dialect.values()) {
            Letterhead head = letterhead(dialect, setting + "\n* * * * * job");

            assertThat(header(head, header)).as(why).isEqualTo(value.translateEscapes());
            assertThat(head.headers()).as(why).doesNotContain("Bcc");
            boolean refused = setting.contains("\\r") || setting.contains("\\1");
            assertThat(head.unsafe()).as(why).hasSize(refused ? 1 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    dialect | scope  | user   | MAILTO       | to              | why
                    CRONIE  | backup | nobody | $ADMIN       | admin@x.org     | a file of the system's
                    CRONIE  | backup | nobody | ${ADMIN},ann | admin@x.org,ann | in braces
                    CRONIE  | SELF   | SELF   | $ADMIN       | admin@x.org     | the daemon's own user
                    CRONIE  | nobody | nobody | $ADMIN       | UNSAFE          | another's own crontab
                    CRONIE  | backup | nobody | $NONE        | -               | what is not set is empty
                    CRONIE  | backup | nobody | $HOSTILE     | UNSAFE          | as good as written out
                    DEBIAN  | backup | nobody | $ADMIN       | UNSAFE          | Debian's expands nothing
                    """)
    void a_variable_in_a_recipient_is_the_daemons(
            Dialect dialect, String scope, String user, String mailto, String to, String why) {
        MailSettings settings =
                new MailSettings(
                        dialect,
                        Optional.of(MAILER),
                        false,
                        "box",
                        Map.of("ADMIN", "admin@x.org", "HOSTILE", "-oQ/tmp"));
        Job job =
                Scene.job(
                        dialect,
                        scope.replace("SELF", ME),
                        user.replace("SELF", ME),
                        "MAILTO=" + mailto + "\n* * * * * job");

        String found =
                Scene.letterhead(settings, job)
                        .map(head -> head.command().isEmpty() ? "UNSAFE" : header(head, "To"))
                        .orElse("-");

        assertThat(found).as(why).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    mailer | only where asked | crontab      | letter | why
                    on     | false            | * * * * * j  | true   | the owner gets it, as with cron
                    on     | true             | * * * * * j  | false  | a crontab tried at a terminal
                    on     | true             | MAILTO=ann   | true   | it asks
                    off    | false            | MAILTO=ann   | false  | nothing is mailed
                    """)
    void a_letter_is_prepared_where_one_is_wanted(
            String mailer, boolean onlyWhereAsked, String crontab, boolean letter, String why) {
        MailSettings settings =
                new MailSettings(
                        Dialect.DEBIAN,
                        mailer.equals("on") ? Optional.of(MAILER) : Optional.empty(),
                        onlyWhereAsked,
                        "box",
                        Map.of());
        String text = crontab.startsWith("*") ? crontab : crontab + "\n* * * * * j";

        assertThat(Scene.letterhead(settings, Scene.job(Dialect.DEBIAN, text)).isPresent())
                .as(why)
                .isEqualTo(letter);
    }

    @Test
    void the_mailer_finds_what_crons_mailer_finds() {
        String crontab = "SECRET=x\nHOME=/tmp\nPATH=/opt\n'A B'=c\n* * * * * job";

        assertThat(letterhead(Dialect.DEBIAN, crontab).environment())
                .as("nothing of the crontab but HOME")
                .containsExactly(
                        Map.entry("HOME", "/tmp"),
                        Map.entry("LANG", "C.UTF-8"),
                        Map.entry("LOGNAME", ME),
                        Map.entry("PATH", "/usr/bin:/bin"));
        assertThat(letterhead(Dialect.CRONIE, crontab).environment())
                .as("the job's own; a name that no shell can export is left out")
                .containsExactly(
                        Map.entry("HOME", "/tmp"),
                        Map.entry("LANG", "C.UTF-8"),
                        Map.entry("LOGNAME", ME),
                        Map.entry("PATH", "/opt"),
                        Map.entry("SECRET", "x"),
                        Map.entry("SHELL", "/bin/sh"),
                        Map.entry("USER", ME));
    }

    @Test
    void an_environment_that_is_too_long_is_left_out() {
        String crontab = "A=%1$s\nB=%1$s\n* * * * * job".formatted("x".repeat(70_000));

        assertThat(letterhead(Dialect.CRONIE, crontab).environment())
                .containsOnlyKeys("HOME", "LANG", "LOGNAME", "PATH", "SHELL", "USER");
    }

    @Test
    void the_flag_n_is_kept() {
        assertThat(letterhead(Dialect.CRONIE, "* * * * * -n job").onlyOnFailure()).isTrue();
        assertThat(letterhead(Dialect.DEBIAN, "* * * * * -n job").headers())
                .as("for Debian's cron it is the command")
                .contains("> -n job");
    }
}
