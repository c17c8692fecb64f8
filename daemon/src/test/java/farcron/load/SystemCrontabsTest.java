package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.SourceFile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/// Which crontabs a machine has, from one look to the next.
class SystemCrontabsTest {

    @TempDir private Path folder;
    private Machine machine;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder, Dialect.DEBIAN);
    }

    @Test
    void jobs_come_from_the_machine_from_packages_and_from_users() throws IOException {
        machine.spool("bob", "0 4 * * * name:a true");
        machine.spool("ann", "0 3 * * * name:a true");
        machine.system("etc/cron.d/zz", "0 2 * * * ann name:a true");
        machine.system("etc/cron.d/aa", "0 2 * * * root name:a true");
        machine.system("etc/crontab", "0 1 * * * root name:a true");

        assertThat(machine.jobs())
                .containsExactly("etc/crontab/a", "cron.d/aa/a", "cron.d/zz/a", "ann/a", "bob/a");
        assertThat(machine.look().jobs())
                .extracting(Job::user)
                .containsExactly("root", "root", "ann", "ann", "bob");
        assertThat(machine.look().files())
                .extracting(SourceFile::owner)
                .containsExactly("root", "root", "root", "ann", "bob");
        assertThat(machine.log).isEmpty();
    }

    @Test
    void a_machine_without_crontabs_has_no_jobs_and_is_well() throws IOException {
        Files.delete(machine.path("crontabs"));
        Files.delete(machine.path("etc/cron.d"));

        assertThat(machine.loader.refresh()).isEmpty();
    }

    @Test
    void folders_and_files_may_come_and_go() throws IOException {
        Files.delete(machine.path("crontabs"));
        assertThat(machine.jobs()).isEmpty();
        Files.createDirectory(machine.path("crontabs"));
        Path file = machine.spool("ann", "0 3 * * * name:a true");
        assertThat(machine.jobs()).containsExactly("ann/a");
        assertThat(machine.log).as("a new file comes without a word").isEmpty();

        Files.delete(file);
        assertThat(machine.jobs()).isEmpty();
        assertThat(machine.look().files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    name           | debian | cronie | why
                    backup         | true   | true   | the usual
                    my_job-2       | true   | true   | all that is allowed everywhere
                    backup.sh      | false  | true   | Debian takes no dots
                    e2scrub.dpkg-old | false | true  | left by a package manager of the other family
                    x.rpmsave      | false  | false  | left by a package manager
                    x.rpmnew       | false  | false  | the same
                    x~             | false  | false  | left by an editor
                    #x#            | false  | false  | the same
                    .placeholder   | false  | false  | hidden
                    a b            | false  | true   | a blank
                    """)
    void a_name_decides_whether_a_file_is_looked_at(
            String name, boolean debian, boolean cronie, String why) throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        for (Machine each : List.of(machine, new Machine(other, Dialect.CRONIE))) {
            each.system("etc/cron.d/" + name, "0 2 * * * root name:a true");
            boolean taken = each == machine ? debian : cronie;

            assertThat(each.jobs()).as(why).hasSize(taken ? 1 : 0);
            each.look();
            assertThat(each.log).as("told once").hasSize(taken ? 0 : 1);
            assertThat(each.log)
                    .allMatch(line ->
                            line.startsWith("(*system*%s) IGNORED (/etc".formatted(name))
                                    && line.contains("rename it"));
            assertThat(each.look().files()).hasSize(taken ? 1 : 0);
        }
    }

    @Test
    void a_file_that_is_mended_counts_from_then_on() throws IOException {
        Path file = machine.system("etc/cron.d/x", "0 2 * * * root name:a true");
        Machine.permit(file, 0666);
        assertThat(machine.jobs()).isEmpty();
        assertThat(machine.problems("etc/cron.d/x"))
                .containsExactly(
                        "F:1:1: error: its mode is 0666, so others than root may write it; chmod"
                                + " go-w /etc/cron.d/x");

        Machine.permit(file, 0644);
        assertThat(machine.jobs()).containsExactly("cron.d/x/a");
        assertThat(machine.problems("etc/cron.d/x")).isEmpty();
        Machine.permit(file, 0666);
        assertThat(machine.jobs()).as("nor does it count any longer").isEmpty();
        assertThat(machine.log).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    dialect | lines
                    DEBIAN  | (*system*) RELOAD (/etc/crontab)¶(*system*x) RELOAD (/etc/cron.d/x)¶(ann) RELOAD (crontabs/ann)
                    CRONIE  | (*system*) RELOAD (/etc/crontab)¶(*system*) RELOAD (/etc/cron.d/x)¶(ann) RELOAD (/crontabs/ann)
                    """)
    void a_changed_file_is_told_as_cron_does(Dialect dialect, String lines) throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Machine each = new Machine(other, dialect);
        for (String schedule : List.of("0 1 * * *", "0 2 * * *")) {
            each.system("etc/crontab", schedule + " root name:a true");
            each.system("etc/cron.d/x", schedule + " root name:a true");
            each.spool("ann", schedule + " name:a true");
            each.look();
            each.time.advance(Duration.ofMinutes(1));
        }
        assertThat(each.log).containsExactly(lines.split("¶"));
        assertThat(each.loaded).as("each file, twice").hasSize(6);
    }

    @Test
    void only_what_has_changed_is_told() throws IOException {
        machine.spool("ann", "0 1 * * * name:a true", "bad");
        machine.spool("bob", "0 1 * * * name:a true");
        machine.look();
        machine.loaded.clear();
        machine.time.advance(Duration.ofMinutes(1));
        machine.spool("bob", "0 2 * * * name:a true");
        machine.look();

        assertThat(machine.loaded).extracting(SourceFile::owner).containsExactly("bob");
    }

    @Test
    void touching_a_file_or_moving_its_lines_changes_no_job() throws IOException {
        String a = "~ 1 * * * name:a jitter:1h true";
        String b = "0~59 2 * * * /opt/backup.sh";
        machine.spool("ann", a, b);
        JobTable before = machine.look();
        machine.spool("ann", a, b);
        assertThat(machine.loader.refresh()).as("the same text is no news").isEmpty();
        machine.spool("ann", "# moved", b, "", a);
        JobTable after = machine.look();

        assertThat(after.jobs()).hasSize(2);
        for (Job job : before.jobs()) {
            Job moved = after.job(job.key()).orElseThrow();
            assertThat(moved.schedule()).as("what ~ has drawn").isEqualTo(job.schedule());
            assertThat(moved.delay()).as("what jitter has drawn").isEqualTo(job.delay());
        }
        assertThat(machine.log).hasSize(2).allMatch("(ann) RELOAD (crontabs/ann)"::equals);
    }

    @Test
    void what_lies_behind_a_link_is_looked_at_too() throws IOException {
        Path target = machine.system("target", "0 1 * * * root name:a true");
        Files.createSymbolicLink(machine.path("etc/cron.d/x"), target);
        assertThat(machine.jobs()).containsExactly("cron.d/x/a");
        machine.system("target", "0 1 * * * root name:b true");
        assertThat(machine.jobs()).containsExactly("cron.d/x/b");

        Path other = machine.system("other", "0 1 * * * root name:c true");
        Path link = Files.createSymbolicLink(machine.path("link"), other);
        Files.move(link, machine.path("etc/cron.d/x"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(machine.jobs()).containsExactly("cron.d/x/c");
    }

    @Test
    void an_orphan_is_told_each_minute_and_loaded_when_its_account_comes() throws IOException {
        machine.file("crontabs/ghost", "rw-------", 70_003, "0 1 * * * name:a true");
        machine.file("crontabs/tmp.Xy12", "rw-------", 0, "0 1 * * * name:a true");
        assertThat(machine.jobs()).isEmpty();
        machine.look();
        assertThat(machine.log).containsExactly("(ghost) ORPHAN (no passwd entry)");
        assertThat(machine.problems("crontabs/ghost"))
                .containsExactly(
                        "F:1:1: error: there is no user ghost on this machine; make the account");
        machine.time.advance(Duration.ofMinutes(1));
        machine.look();
        assertThat(machine.log).hasSize(2);

        machine.accounts.put("ghost", Machine.account("ghost", 70_003));
        assertThat(machine.jobs()).containsExactly("ghost/a");
        machine.time.advance(Duration.ofMinutes(1));
        assertThat(machine.loader.refresh()).isEmpty();
        assertThat(machine.log).hasSize(2);

        machine.accounts.remove("ghost");
        Files.writeString(machine.path("passwd"), "changed");
        assertThat(machine.jobs()).as("nor without it").isEmpty();
        assertThat(machine.log).hasSize(3);
    }

    @Test
    void a_line_of_an_unknown_user_is_kept_and_told() throws IOException {
        machine.system(
                "etc/cron.d/x",
                "0 1 * * * ghost name:a true",
                "0 2 * * * root name:b true",
                "0 3 * * * ghost name:c true");
        assertThat(machine.jobs()).containsExactly("cron.d/x/a", "cron.d/x/b", "cron.d/x/c");
        String what =
                ":1: warning: there is no user ghost on this machine; until there is, each run of"
                        + " this line fails";
        assertThat(machine.problems("etc/cron.d/x")).containsExactly("F:1" + what, "F:3" + what);
        assertThat(machine.look().jobs()).allMatch(Job::runs);

        machine.accounts.put("ghost", Machine.account("ghost", 70_003));
        machine.look();
        assertThat(machine.problems("etc/cron.d/x")).as("it has come").isEmpty();
        machine.accounts.remove("ghost");
        Files.writeString(machine.path("passwd"), "changed");
        machine.look();
        assertThat(machine.problems("etc/cron.d/x")).as("it has gone").hasSize(2);
        assertThat(machine.log).as("the file has not changed").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    file         | user | runs  | why
                    etc/cron.d/x | root | true  | the system's
                    etc/cron.d/x | ann  | true  | the system's, too
                    crontabs/root | -   | true  | root's
                    crontabs/ann | -    | false | ann hides nothing from root
                    """)
    void only_root_may_ask_for_no_log_lines(String file, String user, boolean runs, String why)
            throws IOException {
        String line = "-0 1 * * * " + (user.equals("-") ? "" : user + " ") + "name:a true";
        if (file.startsWith("crontabs")) {
            machine.spool(Path.of(file).getFileName().toString(), line);
        } else {
            machine.system(file, line);
        }
        Job job = machine.look().jobs().iterator().next();

        assertThat(job.runs()).as(why).isEqualTo(runs);
        assertThat(job.quiet()).isTrue();
        if (!runs) {
            assertThat(machine.log)
                    .containsExactly("(CRON) ERROR (Only privileged user can disable logging)");
            assertThat(machine.problems(file))
                    .anyMatch(problem ->
                            problem.startsWith(
                                    "F:1:1: error: line asks for no log lines, with `-` or"
                                            + " `-q`, which only root may"));
        } else {
            assertThat(machine.log).isEmpty();
        }
    }

    @Test
    void a_folder_that_cannot_be_listed_for_once_keeps_what_it_had() throws IOException {
        machine.spool("ann", "0 1 * * * name:a true");
        machine.look();
        Files.move(machine.path("crontabs"), machine.path("away"));
        Files.createSymbolicLink(machine.path("crontabs"), machine.path("crontabs"));
        JobTable kept = machine.look();

        assertThat(kept.jobs()).hasSize(1);
        assertThat(machine.problems("crontabs/ann"))
                .singleElement()
                .asString()
                .contains("so its lines run as they were read last");
        Files.delete(machine.path("crontabs"));
        Files.move(machine.path("away"), machine.path("crontabs"));
        machine.look();
        assertThat(machine.problems("crontabs/ann")).isEmpty();
    }

    @Test
    void users_who_fill_the_daemons_memory_together_do_not_end_it_for_the_others()
            throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Machine small = new Machine(other, Dialect.DEBIAN, 10_000);
        String[] five = {"0 1 * * * a", "0 1 * * * b", "0 1 * * * c", "0 1 * * * d", "0 1 * * * e"};
        small.spool("ann", five);
        small.spool("bob", "0 1 * * * name:b true");
        assertThat(small.jobs()).hasSize(6);

        small.accounts.put("aaa", Machine.account("aaa", 70_003));
        small.spool("aaa", "0 1 * * * a", "0 1 * * * b", "0 1 * * * c");
        assertThat(small.jobs()).as("the largest goes").hasSize(4);
        small.look();
        assertThat(small.log).containsExactly("(ann) NO ROOM (crontabs/ann)");
        assertThat(small.problems("crontabs/ann"))
                .singleElement()
                .asString()
                .contains("together are too large");

        Files.delete(small.path("crontabs/aaa"));
        small.look();
        assertThat(small.jobs()).as("and comes back").hasSize(6);
        assertThat(small.log).hasSize(1);
    }
}
