package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.LosslessText;
import farcron.job.Job;
import farcron.job.Outcome;
import farcron.os.Account;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What reaches a job's own shell where no other shell stands before it. As root only.
class JobStringsIT {

    @RegisterExtension static final ThrowawayAccounts ACCOUNTS = new ThrowawayAccounts();
    private static Account ruth;

    @TempDir Path state;

    @BeforeAll
    static void addRuth() throws Exception {
        ruth = ACCOUNTS.add();
    }

    private LocalRuns runs(Drop drop, Dialect dialect) throws IOException {
        return new LocalRuns(state, LocalSettings.of(dialect).dropping(drop));
    }

    private static Job ruths(String command, Map<String, String> settings, String shell) {
        Job job = LocalRuns.job(command, settings, Optional.empty(), shell);
        return LocalRuns.of(ruth.name(), job);
    }

    /// Some of these names no shell can set, others it sets itself.
    private static final Map<String, String> ODD =
            Map.ofEntries(
                    Map.entry("A-DASH", "1"),
                    Map.entry("A BLANK", " 2 "),
                    Map.entry("1DIGIT", "3"),
                    Map.entry("A.DOT", "4"),
                    Map.entry("BASH_FUNC_greet%%", "() { echo greeted; }"),
                    Map.entry("PWD", "/a/lie"),
                    Map.entry("OLDPWD", "/another"),
                    Map.entry("SHLVL", "7"),
                    Map.entry("_", "x"),
                    Map.entry("IFS", "/"),
                    Map.entry("PS4", "$(id)"),
                    Map.entry("EMPTY", ""),
                    Map.entry("EQUAL", "a=b=c"),
                    Map.entry("BYTES", LosslessText.decode(new byte[] {'a', -1, 1, '\t', -61})));

    @Test
    void the_environment_arrives_as_it_stands_in_the_crontab() throws Exception {
        SessionProgram program =
                SessionProgram.withPam(state).with("environment", "PWD=/pam", "FROM_PAM=here");
        Map<String, String> expected = new HashMap<>(ODD);
        expected.put("FROM_PAM", "here");
        expected.put("HOME", ruth.home());
        expected.put("LOGNAME", ruth.name());
        expected.put("PATH", "/usr/bin:/bin");
        expected.put("SHELL", "/bin/sh");
        try (LocalRuns local = runs(program.drop(), Dialect.DEBIAN)) {
            local.start(1, ruths("echo up; sleep 30; :", ODD, "/bin/sh"));
            LocalRuns.await("it runs", () -> local.log(1).contains("up"));
            Map<String, String> found = environment(Stop.of(local.folder(1)).orElseThrow().job());
            found.keySet().removeIf(name -> name.startsWith("FARCRON_"));
            assertThat(found).isEqualTo(expected);
            local.runner.stop(LocalRuns.run(1), true);
            assertThat(local.next().outcome()).isInstanceOf(Outcome.Exited.class);
        }
    }

    /// With which a process was executed, whatever it has made of it since.
    private static Map<String, String> environment(long process) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("/proc/" + process + "/environ"));
        Map<String, String> found = new TreeMap<>();
        for (String variable : LosslessText.decode(bytes).split("\0")) {
            String[] parts = variable.split("=", 2);
            assertThat(found.put(parts[0], parts[1])).as("two of " + parts[0]).isNull();
        }
        return found;
    }

    @Test
    void bash_has_the_functions_that_a_crontab_sets() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here: skipped");
        try (LocalRuns local = runs(SessionProgram.plain(), Dialect.DEBIAN)) {
            assertThat(local.output(1, ruths("greet", ODD, "/bin/bash"))).isEqualTo("greeted\n");
        }
    }

    @Test
    void each_byte_of_a_command_arrives() throws Exception {
        String command = "printf %s '" + LosslessText.decode(new byte[] {-1, 1, '\t', -61}) + "'";
        try (LocalRuns local = runs(SessionProgram.plain(), Dialect.DEBIAN)) {
            assertThat(local.output(1, ruths(command, Map.of(), "/bin/sh")))
                    .isEqualTo(new String(new byte[] {-1, 1, '\t', -61}, ISO_8859_1));
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    dialect | shell       | output
                    DEBIAN  | /no/such    | /no/such: execle: No such file or directory
                    DEBIAN  | /etc/passwd | /etc/passwd: execle: Permission denied
                    DEBIAN  | sh          | sh: execle: No such file or directory
                    CRONIE  | /no/such    | execl: couldn't exec `/no/such'~execl: No such file or directory
                    """)
    void a_shell_that_cannot_be_executed_is_told_in_the_output_as_by_cron(
            Dialect dialect, String shell, String output) throws Exception {
        try (LocalRuns local = runs(SessionProgram.plain(), dialect)) {
            assertThat(local.exited(1, ruths("id", Map.of(), shell)).code()).isOne();
            assertThat(local.log(1)).isEqualTo(output.replace('~', '\n') + "\n");
        }
    }

    @Test
    void the_command_line_is_crons() throws Exception {
        try (LocalRuns local = runs(SessionProgram.plain(), Dialect.DEBIAN)) {
            assertThat(local.output(1, ruths("cat /proc/$$/cmdline", Map.of(), "/bin/sh")))
                    .isEqualTo("/bin/sh\0-c\0cat /proc/$$/cmdline\0");
        }
    }
}
