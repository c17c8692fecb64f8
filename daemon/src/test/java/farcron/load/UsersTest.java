package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.load.Users.Answer;
import farcron.os.Account;
import farcron.os.Accounts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Who is known while directories answer, do not answer, and change.
class UsersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch back = new CountDownLatch(1);
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile boolean silent;
    private Path passwd;
    private Users users;

    @BeforeEach
    void begin() throws IOException {
        passwd = Files.createFile(folder.resolve("passwd"));
        users = new Users(this::find, passwd, PATIENCE, PATIENCE);
        users.begin();
    }

    /// `ldap` is known to a directory that is not there yet.
    private Accounts.Answer find(String name) {
        asked.add(name);
        if (name.equals("ldap")) {
            await(back);
            told.countDown();
        }
        if (silent) {
            return new Accounts.Answer.Silence();
        }
        return name.equals("ghost")
                ? new Accounts.Answer.Nobody()
                : new Accounts.Answer.Found(new Account(name, 70_001, 70_001, "/"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void an_account_is_asked_for_once_and_nobody_each_time() {
        for (int i = 0; i < 3; i++) {
            users.begin();
            assertThat(users.ask("ann")).isEqualTo(new Answer.Known(70_001));
            assertThat(users.ask("ghost")).isEqualTo(new Answer.Nobody());
        }
        assertThat(asked).containsExactly("ann", "ghost", "ghost", "ghost");
    }

    @Test
    void an_account_is_asked_for_again_when_the_accounts_have_changed() throws IOException {
        users.ask("ann");
        Files.writeString(passwd, "changed");
        assertThat(users.ask("ann")).as("within a look").isEqualTo(new Answer.Known(70_001));
        assertThat(asked).hasSize(1);
        users.begin();
        users.ask("ann");
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_directory_that_falls_silent_makes_nobody_of_no_one() throws IOException {
        users.ask("ann");
        silent = true;
        Files.writeString(passwd, "changed");
        users.begin();
        assertThat(users.ask("ann")).as("known before").isEqualTo(new Answer.Known(70_001));
        assertThat(users.ask("bob")).as("never known").isEqualTo(new Answer.NotYet());
    }

    @Test
    void a_directory_that_does_not_answer_is_not_waited_for_and_asked_once() {
        users = new Users(this::find, passwd, Duration.ZERO);
        users.begin();
        for (int i = 0; i < 3; i++) {
            users.begin();
            assertThat(users.ask("ldap")).isEqualTo(new Answer.NotYet());
        }
        back.countDown();
        await(told);
        Answer answer = users.ask("ldap");
        while (answer instanceof Answer.NotYet) {
            users.begin();
            answer = users.ask("ldap");
        }
        assertThat(answer).isEqualTo(new Answer.Known(70_001));
        assertThat(asked).containsExactly("ldap");
    }
}
