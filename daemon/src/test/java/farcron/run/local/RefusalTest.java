package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.job.CronLine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is told of a command that could not be run as its user.
class RefusalTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    line                            | what is told, and the remedy
                    refused expired Any text        | account anna has expired; `chage -E -1 anna`
                    refused password Any text       | PAM refuses account anna until its password is
                    refused account Denied          | PAM refuses account anna: Denied; the system's log
                    refused session No such thing   | open a session for anna: No such thing; the
                    refused library no libpam.so.0  | of no use here: no libpam.so.0; without it: session
                    refused home /x: y: Not there   | home directory /x: y: Not there; mend it, or set
                    refused program Try again       | cannot run anything as anna: program: Try again
                    refused user                    | there is no user "anna" on this machine
                    refused home a\tb\u001b[2J: no  | home directory a?b?[2J: no; mend it
                    """)
    void the_reason_names_what_is_wrong_and_the_remedy(String line, String told) {
        String padded = line.equals("refused user") ? line + " " : line;
        assertThat(Refusal.parse(padded + "\n"))
                .hasValueSatisfying(refusal -> assertThat(refusal.reason("anna")).contains(told));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "refused", "refused \n", "home x", "\nrefused home x", "5\n"})
    void anything_else_is_none(String text) {
        assertThat(Refusal.parse(text)).isEmpty();
    }

    /// The name of a home is what he likes.
    @ParameterizedTest
    @ValueSource(strings = {"", "x", ": ", "a: b: c", ":", "refused home y"})
    void no_text_of_a_user_can_do_harm(String text) {
        Refusal refusal = Refusal.parse("refused home " + text).orElseThrow();
        assertThat(refusal.lines("anna", Dialect.CRONIE)).hasSize(1);
    }

    @Test
    void cronies_line_has_the_cause_behind_it() {
        Refusal refusal = Refusal.parse("refused home /x: y: Not a directory\n").orElseThrow();
        assertThat(refusal.lines("anna", Dialect.CRONIE))
                .containsExactly(
                        CronLine.error("anna", "ERROR chdir failed", "/x: y", "Not a directory"));
        assertThat(refusal.lines("anna", Dialect.DEBIAN)).isEmpty();
    }
}
