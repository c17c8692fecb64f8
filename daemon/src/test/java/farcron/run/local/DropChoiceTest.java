package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farcron.crontab.Grammar.Dialect;
import farcron.os.Account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How jobs become their users, by what is asked for and what there is.
class DropChoiceTest {

    private static final Path PROGRAM = Path.of("/opt/farcron session");

    @TempDir Path services;

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    root  | everybody | session | program | services    | drop            | notice | why
                    true  | true      | auto    | true    | cron,farcron| session farcron | false  | ours goes first
                    true  | true      | auto    | true    | cron        | session cron    | false  | a checkout has none of its own installed
                    true  | true      | auto    | true    | crond       | session crond   | false  | nor on Red Hat
                    true  | true      | auto    | true    | login       | session -       | true   | no PAM service fits
                    true  | true      | auto    | false   | cron        | setpriv         | true   | the program was not built
                    true  | true      | pam     | true    | cron        | session cron    | false  | asked for
                    true  | true      | plain   | true    | cron        | session -       | false  | asked for
                    true  | true      | plain   | false   | cron        | setpriv         | false  | the next best
                    true  | false     | auto    | true    | cron        | setsid          | false  | its own crontabs only
                    true  | false     | pam     | true    | cron        | session cron    | false  | asked for
                    false | false     | auto    | true    | cron        | setsid          | false  | it has no choice
                    false | false     | plain   | true    | cron        | setsid          | false  | and that is plain
                    """)
    void the_best_that_there_is(
            boolean root,
            boolean everybody,
            String session,
            boolean program,
            String names,
            String drop,
            boolean notice,
            String why)
            throws Exception {
        List<String> notices = new ArrayList<>();
        Drop chosen = choice(root, program, names).of(session, everybody, notices::add);
        List<String> words = chosen.words(new Account("anna", 7, 8, "/"), Dialect.DEBIAN);
        assertThat(String.join(" ", words)).as(why).startsWith(drop);
        assertThat(notices).hasSize(notice ? 1 : 0).allMatch(text -> text.contains("; "));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    root  | program | services | message
                    false | true    | farcron  | only root can open PAM sessions; run farcron as root
                    true  | false   | farcron  | farcron-session is not there; install a C compiler
                    true  | true    | login    | no service for it; install farcron's packaging/pam.d/farcron
                    """)
    void pam_is_refused_with_a_remedy_where_it_cannot_be_had(
            boolean root, boolean program, String names, String message) throws IOException {
        DropChoice choice = choice(root, program, names);
        assertThatThrownBy(() -> choice.of("pam", true, _ -> {}))
                .isInstanceOf(DropChoice.ImpossibleException.class)
                .hasMessageStartingWith("session is pam, but ")
                .hasMessageContaining(message);
    }

    private DropChoice choice(boolean root, boolean program, String names) throws IOException {
        for (String name : names.split(",")) {
            Files.createFile(services.resolve(name));
        }
        Optional<Path> built = program ? Optional.of(PROGRAM) : Optional.empty();
        return new DropChoice(root, built, List.of(services.resolve("none"), services));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"an na", "a,b", "-anna", "--init-groups", "", "a\tb", "+anna", "a/b", "0"})
    void an_account_that_no_word_can_name_runs_nothing(String name) {
        Account account = new Account(name, 7, 8, "/");
        for (Drop drop : List.of(new Drop.Plain(), new Drop.Session(PROGRAM, Optional.empty()))) {
            assertThatThrownBy(() -> drop.words(account, Dialect.DEBIAN))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("\"" + name + "\"");
        }
    }

    @Test
    void names_of_directories_can_be_words() throws IOException {
        for (String name : List.of("anna@example.org", "CORP\\anna", "host$", "a.b-c_d", "7up")) {
            assertThat(new Drop.Plain().words(new Account(name, 7, 8, "/"), Dialect.DEBIAN))
                    .contains("--reuid=" + name);
        }
    }

    @Test
    void what_pam_logs_stands_under_the_name_of_the_dialects_cron() throws IOException {
        Drop drop = new Drop.Session(PROGRAM, Optional.of("farcron"));
        Account anna = new Account("anna", 7, 8, "/");
        assertThat(drop.words(anna, Dialect.DEBIAN))
                .containsExactly("session", "farcron", "CRON", "anna");
        assertThat(drop.words(anna, Dialect.CRONIE))
                .containsExactly("session", "farcron", "CROND", "anna");
    }
}
