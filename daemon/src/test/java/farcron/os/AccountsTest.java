package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

class AccountsTest {

    @TempDir Path folder;

    @Test
    void root_is_known_everywhere_and_nonsense_nowhere() {
        Accounts accounts = new Accounts();
        assertThat(accounts.named("root"))
                .hasValueSatisfying(root -> assertThat(root.uid()).isZero());
        assertThat(accounts.named("no such user")).isEmpty();
        assertThat(accounts.named("--help")).isEmpty();
        assertThat(accounts.named("0")).as("a number is no name").isEmpty();
    }

    @Test
    void the_current_user_is_the_one_who_owns_new_files() throws IOException {
        Object uid = Files.getAttribute(Files.createFile(folder.resolve("f")), "unix:uid");
        assertThat(new Accounts().current().uid()).isEqualTo(((Integer) uid).longValue());
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    getent                   | answer  | why
                    echo 'fcx:x:7:7::/:'     | Found   | the directory knows it
                    echo 'other:x:7:7::/:'   | Nobody  | the key was taken for a number
                    exit 2                   | Nobody  | so says getent(1)
                    exit 1                   | Silence | getent itself is at a loss
                    kill -9 $$               | Silence | it did not get that far
                    exec sleep 30            | Silence | the directory hangs
                    """)
    void only_getents_own_word_makes_nobody(String getent, String answer, String why)
            throws IOException {
        Path program = Files.writeString(folder.resolve("getent"), "#!/bin/sh\n" + getent + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Path none = folder.resolve("passwd");
        Duration mayTake = Duration.ofSeconds(getent.contains("sleep") ? 1 : 60);
        Accounts accounts = new Accounts(none, program.toString(), mayTake);
        assertThat(accounts.lookUp("fcx").getClass().getSimpleName()).as(why).isEqualTo(answer);
    }

    @Test
    void a_changed_file_is_read_again_and_odd_lines_are_passed_over() throws IOException {
        Path passwd = folder.resolve("passwd");
        Files.writeString(passwd, "+::::::\nnonsense\nanna:x:70001:7:Anna:/home/anna:/bin/sh\n");
        Accounts accounts = new Accounts(passwd);
        assertThat(accounts.named("anna")).contains(new Account("anna", 70001, 7, "/home/anna"));
        assertThat(accounts.named("otto-70002")).isEmpty();
        Files.writeString(passwd, "otto-70002:x:70002:7::/o:\n");
        assertThat(accounts.named("otto-70002"))
                .contains(new Account("otto-70002", 70002, 7, "/o"));
    }

    @Test
    void without_getent_the_file_is_all_there_is() {
        Accounts accounts =
                new Accounts(
                        Path.of("/etc/passwd"),
                        folder.resolve("no-getent").toString(),
                        Duration.ofSeconds(10));

        assertThat(accounts.lookUp("nobody-of-this-name")).isEqualTo(new Accounts.Answer.Nobody());
    }
}
