package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.os.Account;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `farcron-session` where things are as they never should be. As root only.
class SessionByHandIT {

    @RegisterExtension static final ThrowawayAccounts ACCOUNTS = new ThrowawayAccounts();
    private static Account otto;

    @TempDir Path state;

    @BeforeAll
    static void addOtto() throws Exception {
        otto = ACCOUNTS.add();
    }

    /// In a user namespace that knows root alone nobody can become anybody else.
    @Test
    void a_step_that_the_kernel_refuses_is_the_end_of_it() throws Exception {
        String script = "#\n/\0/\0id\0\0\0\0/usr/bin/id\0";
        assertThat(refusal("unshare -r", script)).startsWith("refused identity ");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    script                      | why
                    ''                          | nothing was written
                    #~/@/@id@@@A=b@@/usr/bin/id | the last string has no end
                    #/@/@id@@@A=b@@/usr/bin/id@ | the label has none
                    #~/@/@id@@@                 | it ends before the environment
                    #~/@/@id@@@A=b@             | it ends within the environment
                    #~/@/@id@@@A=b@@            | there is no program
                    """)
    void a_damaged_script_runs_nothing(String script, String why) throws Exception {
        String text = script.replace('~', '\n').replace('@', '\0');
        assertThat(refusal("", text)).as(why).startsWith("refused script ");
    }

    /// What it says. It runs nothing.
    private String refusal(String within, String script) throws Exception {
        Path given = Files.writeString(state.resolve("given"), script);
        Path said = state.resolve("said");
        List<String> command =
                List.of(
                        "/bin/sh",
                        "-c",
                        "exec %s \"$0\" - CRON %s <'%s' 3>>'%s' 4</dev/null"
                                .formatted(within, otto.name(), given, said),
                        SessionProgram.built().toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
        assertThat(process.waitFor()).isOne();
        return Files.readString(said);
    }
}
