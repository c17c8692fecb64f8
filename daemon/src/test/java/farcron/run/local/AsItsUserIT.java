package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.job.Outcome;
import farcron.os.Account;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a job of another user is, and may, whichever way it becomes that user. As root only.
@ParameterizedClass(name = "by way of {0}")
@EnumSource
class AsItsUserIT {

    enum Way {
        PAM,
        PLAIN,
        SETPRIV
    }

    @RegisterExtension static final ThrowawayAccounts ACCOUNTS = new ThrowawayAccounts();
    private static final String NONE = "0000000000000000";
    private static Account anna;

    @Parameter Way way;
    @TempDir Path state;
    private LocalRuns local;

    @BeforeAll
    static void addAnna() throws Exception {
        anna = ACCOUNTS.add("-G", "games,mail");
    }

    @BeforeEach
    void start() throws IOException {
        local = new LocalRuns(state, LocalSettings.of(Dialect.DEBIAN).dropping(drop()));
    }

    private Drop drop() throws IOException {
        return switch (way) {
            case PAM -> SessionProgram.withPam(state).drop();
            case PLAIN -> SessionProgram.plain();
            case SETPRIV -> new Drop.Plain();
        };
    }

    @AfterEach
    void stop() {
        if (local != null) {
            local.close();
        }
    }

    private static Job annas(String command) {
        return annas(command, Map.of());
    }

    private static Job annas(String command, Map<String, String> settings) {
        Job job = LocalRuns.job(command, settings, Optional.of("input"), "/bin/sh");
        return LocalRuns.of(anna.name(), job);
    }

    @Test
    void it_is_who_the_user_database_says() throws Exception {
        assertThat(local.output(1, annas("id -a"))).isEqualTo(shell("id -a " + anna.name()));
    }

    @Test
    void it_has_the_users_rights_and_no_other() throws Exception {
        String status = local.output(1, annas("exec cat /proc/self/status"));
        assertThat(status)
                .contains("Uid:\t" + (anna.uid() + "\t").repeat(4).strip() + "\n")
                .contains("Gid:\t" + (anna.gid() + "\t").repeat(4).strip() + "\n");
        assertThat(status.lines().filter(line -> line.matches("Cap(Inh|Prm|Eff|Amb):.*")))
                .hasSize(4)
                .allMatch(line -> line.endsWith("\t" + NONE));
    }

    @Test
    void it_finds_what_cron_gives() throws Exception {
        Job job =
                annas(
                        "env | sort; pwd; umask; cat; echo; ps -o nice=,tty= -p $$; read -r s"
                                + " </proc/$$/stat; set -- $s; echo $(($1-$5)) $(($1-$6))",
                        Map.of("LOGNAME", "root"));
        assertThat(local.output(1, job).lines().filter(line -> !line.startsWith("FARCRON_")))
                .containsExactly(
                        "HOME=" + anna.home(),
                        "LOGNAME=" + anna.name(),
                        "PATH=/usr/bin:/bin",
                        "PWD=" + anna.home(),
                        "SHELL=/bin/sh",
                        anna.home(),
                        "0022",
                        "input",
                        "  0 ?",
                        "0 0");
    }

    @Test
    void it_has_three_files_open_and_default_signals() throws Exception {
        // The program's own look at /proc needs one more.
        Job job = annas("/bin/ls /proc/self/fd; exec grep -E 'Sig(Blk|Ign)' /proc/self/status");
        List<String> lines = local.output(1, job).lines().toList();
        assertThat(lines.subList(0, 5)).containsExactly("0", "1", "2", "3", "SigBlk:\t" + NONE);
        long ignored = Long.parseLong(lines.get(5).substring("SigIgn:\t".length()), 16);
        // What the C library keeps for itself nobody can reset; setpriv resets nothing.
        assertThat(ignored & ~0x1_8000_0000L).matches(set -> way == Way.SETPRIV || set == 0);
    }

    @Test
    void its_exit_status_is_the_commands() throws Exception {
        assertThat(local.exited(1, annas("exit 3")).code()).isEqualTo(3);
        assertThat(local.exited(2, annas("kill -9 $$")).code()).isEqualTo(137);
        assertThat(local.exited(3, annas("no-such-program")).code()).isEqualTo(127);
    }

    @Test
    void it_reaches_nothing_in_the_folders_of_runs() throws Exception {
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
        String folder = local.folder(1).path().toString();
        Job job =
                annas(
                        """
                        exec 2>/dev/null; cat FOLDER/script; ls FOLDER; echo no >>FOLDER/status
                        echo no >>/proc/self/fd/1; cat /proc/self/fd/1 </dev/null
                        cat /proc/$PPID/environ; ls /proc/$PPID/fd; kill -9 $PPID; echo end
                        """
                                .replace("FOLDER", folder));
        assertThat(local.output(1, job)).isEqualTo("end\n");
    }

    @Test
    void a_stop_reaches_the_whole_group_and_halts_nobody() throws Exception {
        String tree = "trap 'echo asked' TERM; (trap '' TERM; echo up; sleep 30) & wait; wait";
        local.start(1, annas(tree));
        LocalRuns.await("the tree is up", () -> local.log(1).contains("up"));
        local.runner.stop(LocalRuns.run(1), false);
        LocalRuns.await("it was asked", () -> local.log(1).contains("asked"));
        Stop processes = Stop.of(local.folder(1)).orElseThrow();
        assertThat(processes.parent() == processes.supervisor()).isEqualTo(way == Way.SETPRIV);
        local.runner.stop(LocalRuns.run(1), true);
        assertThat(((Outcome.Exited) local.next().outcome()).code()).isEqualTo(137);
    }

    @Test
    void an_account_that_nobody_can_log_in_to_runs_its_jobs() throws Exception {
        ThrowawayAccounts.change(anna, "-L", "-s", "/usr/sbin/nologin");
        assertThat(local.output(1, annas("echo $SHELL"))).isEqualTo("/bin/sh\n");
    }

    @Test
    void an_account_that_has_expired_runs_none() throws Exception {
        Account past = ACCOUNTS.add("-e", "2020-01-01");
        Job job = LocalRuns.of(past.name(), LocalRuns.job("id"));
        assertThat(local.refusal(1, job))
                .startsWith("account " + past.name() + " has expired; ")
                .contains("chage");
        assertThat(local.log(1)).isEmpty();
    }

    @Test
    void without_its_home_it_runs_where_cron_is() throws Exception {
        String there = Files.isDirectory(Path.of("/var/spool/cron")) ? "/var/spool/cron" : "/";
        Job job = annas("pwd", Map.of("HOME", "/no/such"));
        assertThat(local.output(1, job)).isEqualTo(there + "\n");
    }

    @Test
    void a_user_who_is_not_there_is_told_as_cron_does() throws Exception {
        Job job = LocalRuns.of("fc-nobody-has", LocalRuns.job("id"));
        assertThat(local.refusal(1, job))
                .isEqualTo("there is no user \"fc-nobody-has\" on this machine");
        assertThat(local.logged)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.who()).isEqualTo("fc-nobody-has");
                    assertThat(line.event()).isEqualTo("ERROR");
                    assertThat(line.detail()).isEqualTo("getpwnam() failed - user unknown");
                });
    }

    @Test
    void roots_own_jobs_become_root_in_the_same_way() throws Exception {
        Job job = LocalRuns.job("id -u; echo $HOME");
        assertThat(local.output(1, job)).isEqualTo("0\n/root\n");
    }

    private static String shell(String command) throws IOException {
        Process process = new ProcessBuilder(List.of("/bin/sh", "-c", command)).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
