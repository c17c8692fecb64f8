package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
}
