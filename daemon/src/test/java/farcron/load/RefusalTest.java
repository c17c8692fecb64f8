package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Which files cron takes, and what it says of the others, on real files with real owners. The
/// lines of the log are those of Debian's cron 3.0pl1 and of cronie 1.7.
class RefusalTest {

    private static final String SYSTEM = "0 1 * * * root name:x true";
    private static final String USER = "0 1 * * * name:x true";

    @TempDir private Path folder;

    /// Does one thing to a file that is fine.
    private static void spoil(Machine machine, Path file, String how) throws Exception {
        String[] words = how.split(" ");
        switch (words[0]) {
            case "chmod" -> Machine.permit(file, Integer.parseInt(words[1], 8));
            case "chown" -> Machine.give(file, owner(words[1]));
            case "ln" -> Files.createLink(machine.path("other-name"), file);
            case "mkdir" -> {
                Files.delete(file);
                Files.createDirectory(file);
                Machine.permit(file, 0600);
            }
            case "mkfifo" -> {
                Files.delete(file);
                new ProcessBuilder("mkfifo", "-m", "600", file.toString()).start().waitFor();
            }
            case "link" -> link(machine, file, owner(words[1]), owner(words[2]));
            case "dangling" -> {
                Files.delete(file);
                Files.createSymbolicLink(file, machine.path("nowhere"));
            }
            case "loop" -> {
                Files.delete(file);
                Files.createSymbolicLink(file, file);
            }
            case "bytes" ->
                    Files.writeString(
                            file, "#".repeat((1 << 20) + (8 << 10)), StandardOpenOption.APPEND);
            case "lines" -> Files.writeString(file, "\n".repeat(10_003), StandardOpenOption.APPEND);
            default -> assertThat(how).isEqualTo("nothing");
        }
    }

    private static void link(Machine machine, Path file, long ofLink, long ofTarget)
            throws IOException {
        Path target = machine.path("target");
        Files.move(file, target);
        Files.createSymbolicLink(file, target);
        Machine.give(file, ofLink);
        Machine.give(target, ofTarget);
    }

    private static long owner(String name) {
        return switch (name) {
            case "ann" -> Machine.ANN;
            case "bob" -> Machine.BOB;
            default -> 0;
        };
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    cron.d/x | nothing        | -                                                                  | as packages install it
                    cron.d/x | chmod 0600     | -                                                                  | closed to others
                    cron.d/x | chmod 0755     | -                                                                  | executable
                    cron.d/x | chmod 4755     | -                                                                  | set-user-id
                    cron.d/x | chmod 0400     | -                                                                  | not even root may write it
                    cron.d/x | chmod 0664     | (*system*x) INSECURE MODE (group/other writable) (/etc/cron.d/x)   | a group could write it
                    cron.d/x | chmod 0602     | (*system*x) INSECURE MODE (group/other writable) (/etc/cron.d/x)   | everybody could write it
                    cron.d/x | chown ann      | (*system*x) WRONG FILE OWNER (/etc/cron.d/x)                       | ann would be root
                    cron.d/x | mkdir          | (*system*x) NOT A REGULAR FILE (/etc/cron.d/x)                     | a directory
                    cron.d/x | mkfifo         | (*system*x) NOT A REGULAR FILE (/etc/cron.d/x)                     | it makes nobody wait
                    cron.d/x | ln             | (*system*x) NUMBER OF HARD LINKS > 1 (/etc/cron.d/x)               | who else has it?
                    cron.d/x | link root root | -                                                                  | a link is fine
                    cron.d/x | link ann root  | (*system*x) WRONG SYMLINK OWNER (/etc/cron.d/x)                    | ann's choice of root's file
                    cron.d/x | link root ann  | (*system*x) WRONG FILE OWNER (/etc/cron.d/x)                       | root's choice of ann's file
                    cron.d/x | dangling       | (*system*x) CAN'T OPEN SYMLINK (/etc/cron.d/x)                     | to nothing
                    cron.d/x | loop           | (*system*x) CAN'T OPEN SYMLINK (/etc/cron.d/x)                     | to itself
                    cron.d/x | bytes          | -                                                                  | root may
                    crontab  | chown ann      | (*system*) WRONG FILE OWNER (/etc/crontab)                         | it has no name of its own
                    crontab  | chmod 0666     | (*system*) INSECURE MODE (group/other writable) (/etc/crontab)     | the same
                    crontab  | link root root | -                                                                  | a link is fine
                    ann      | nothing        | -                                                                  | as crontab(1) installs it
                    ann      | chown root     | -                                                                  | root may have made it
                    ann      | chown bob      | (ann) WRONG FILE OWNER (crontabs/ann)                              | bob would be ann
                    ann      | chmod 0644     | (ann) INSECURE MODE (mode 0600 expected) (crontabs/ann)            | others could read it
                    ann      | chmod 0400     | (ann) INSECURE MODE (mode 0600 expected) (crontabs/ann)            | exactly
                    ann      | chmod 4600     | (ann) INSECURE MODE (mode 0600 expected) (crontabs/ann)            | exactly
                    ann      | mkdir          | (ann) NOT A REGULAR FILE (crontabs/ann)                            | a directory
                    ann      | mkfifo         | (ann) NOT A REGULAR FILE (crontabs/ann)                            | it makes nobody wait
                    ann      | ln             | (ann) NUMBER OF HARD LINKS > 1 (crontabs/ann)                      | who else has it?
                    ann      | link ann ann   | (ann) CAN'T OPEN (crontabs/ann)                                    | no links here
                    ann      | link root root | (ann) CAN'T OPEN (crontabs/ann)                                    | not even root's
                    ann      | bytes          | (ann) TOO LARGE (at most 1048576 bytes) (crontabs/ann)             | nobody writes so much by hand
                    ann      | lines          | (ann) TOO MANY LINES (at most 10000) (crontabs/ann)                | as Debian's crontab(1)
                    """)
    void under_debians_rules(String file, String how, String line, String why) throws Exception {
        judge(Dialect.DEBIAN, file, how, line, why);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    cron.d/x | nothing        | -                                       | as packages install it
                    cron.d/x | chmod 0600     | -                                       | closed to others
                    cron.d/x | chmod 0755     | (root) BAD FILE MODE (/etc/cron.d/x)    | executable
                    cron.d/x | chmod 4644     | (root) BAD FILE MODE (/etc/cron.d/x)    | set-user-id
                    cron.d/x | chmod 0664     | (root) BAD FILE MODE (/etc/cron.d/x)    | a group could write it
                    cron.d/x | chmod 0200     | (root) BAD FILE MODE (/etc/cron.d/x)    | its owner cannot read it
                    cron.d/x | chown ann      | (root) WRONG FILE OWNER (/etc/cron.d/x) | ann would be root
                    cron.d/x | mkdir          | (root) NOT REGULAR (/etc/cron.d/x)      | a directory
                    cron.d/x | mkfifo         | (root) NOT REGULAR (/etc/cron.d/x)      | it makes nobody wait
                    cron.d/x | ln             | -                                       | only users' files are asked
                    cron.d/x | link root root | -                                       | a link is followed
                    cron.d/x | link ann root  | -                                       | whoever made it
                    cron.d/x | link root ann  | (root) WRONG FILE OWNER (/etc/cron.d/x) | but the file must be root's
                    cron.d/x | dangling       | (root) CAN'T OPEN (/etc/cron.d/x)       | to nothing
                    crontab  | chmod 0666     | (root) BAD FILE MODE (/etc/crontab)     | everybody could write it
                    ann      | nothing        | -                                       | as crontab(1) installs it
                    ann      | chmod 0644     | -                                       | others may read it
                    ann      | chmod 0700     | (ann) BAD FILE MODE (/crontabs/ann)     | executable
                    ann      | chmod 0620     | (ann) BAD FILE MODE (/crontabs/ann)     | a group could write it
                    ann      | chown root     | -                                       | root may have made it
                    ann      | chown bob      | (ann) WRONG FILE OWNER (/crontabs/ann)  | bob would be ann
                    ann      | ln             | (ann) BAD LINK COUNT (/crontabs/ann)    | who else has it?
                    ann      | link ann ann   | -                                       | a link to her own
                    ann      | link ann root  | (ann) WRONG FILE OWNER (/crontabs/ann)  | ann would read what is root's
                    ann      | bytes          | (ann) TOO LARGE (at most 1048576 bytes) (/crontabs/ann) | nobody writes so much by hand
                    ann      | lines          | -                                       | cronie counts entries
                    """)
    void under_cronies_rules(String file, String how, String line, String why) throws Exception {
        judge(Dialect.CRONIE, file, how, line, why);
    }

    private void judge(Dialect dialect, String file, String how, String line, String why)
            throws Exception {
        Machine machine = new Machine(folder, dialect);
        boolean users = file.equals("ann");
        String name = users ? "crontabs/ann" : "etc/" + file;
        spoil(machine, users ? machine.spool("ann", USER) : machine.system(name, SYSTEM), how);

        if (line == null) {
            assertThat(machine.jobs()).as(why).hasSize(1);
            assertThat(machine.log).as(why).isEmpty();
            return;
        }
        assertThat(machine.jobs()).as(why).isEmpty();
        assertThat(machine.log).as(why).containsExactly(line);
        assertThat(machine.problems(name))
                .as("and status tells, with a remedy")
                .singleElement()
                .asString()
                .startsWith("F:1:1: error: ")
                .contains("; ");
        machine.look();
        assertThat(machine.log).as("once").hasSize(1);
    }
}
