package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.os.Account;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// A line for Fargate as a process of another user, in each of the ways to become him: it has his
/// rights, and of this machine's ways nothing else. As root only.
@ParameterizedClass(name = "by {0}")
@EnumSource
class LocalTaskIT {

    /// How the user's rights are taken.
    enum Way {
        PAM,
        PLAIN,
        SETPRIV
    }

    @RegisterExtension static final ThrowawayAccounts ACCOUNTS = new ThrowawayAccounts();
    private static Account tina;

    @Parameter Way way;
    @TempDir Path state;
    private LocalRuns local;

    @BeforeAll
    static void addTina() throws Exception {
        tina = ACCOUNTS.add();
    }

    @BeforeEach
    void start() throws IOException {
        Drop drop =
                switch (way) {
                    case PAM ->
                            SessionProgram.withPam(state)
                                    .with("environment", "FROM_PAM=here", "PATH=/pam")
                                    .with("locale", "LANG=C.UTF-8")
                                    .drop();
                    case PLAIN -> SessionProgram.plain();
                    case SETPRIV -> new Drop.Plain();
                };
        local = new LocalRuns(state, LocalSettings.of(Dialect.DEBIAN).dropping(drop));
    }

    @AfterEach
    void stop() {
        if (local != null) {
            local.close();
        }
    }

    private static Job tinas(String command, Map<String, String> settings, String shell) {
        return LocalRuns.of(tina.name(), LocalTasks.task(command, settings, shell));
    }

    @Test
    void it_finds_what_the_container_would_find() throws Exception {
        String output = local.output(1, tinas("env", Map.of("MODEL", "m", "MAILTO", "x"), "none"));
        assertThat(output.lines().filter(line -> !line.startsWith("FARCRON_")))
                .containsExactlyInAnyOrder(
                        "HOME=" + tina.home(),
                        "MODEL=m",
                        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    }

    @Test
    void it_is_its_user_and_starts_at_the_root_with_nothing_to_read() throws Exception {
        assertThat(local.output(1, tinas("id -un; pwd; umask; cat", Map.of(), "/bin/sh")))
                .isEqualTo(tina.name() + "\n/\n0022\n");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    command         | code | why
                    no-such-program | 127  | not in PATH
                    /no/such        | 127  | nor where it is said to be
                    /etc/passwd     | 126  | no program
                    false           | 1    | a program
                    """)
    void a_command_without_a_shell_ends_as_it_would_in_a_container(
            String command, int code, String why) throws Exception {
        assertThat(local.exited(1, tinas(command, Map.of(), "none")).code())
                .as(why)
                .isEqualTo(code);
        assertThat(local.log(1).contains(command)).isEqualTo(code != 1);
    }
}
