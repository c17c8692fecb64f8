package farcron.beside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.report.SocketClient;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Users who try with all they can put into a crontab, and into the spool, to become root, to read
/// what is not theirs, or to be in the way of others. They get nowhere.
@Tag("isolated")
class AttackIT {

    private static final double ON_TIME_SECONDS = 1;

    private static World world;

    @BeforeAll
    static void all_of_them_try() throws Exception {
        assumeTrue(World.isPossible(), "SKIPPED: only root can make a machine within the machine");
        assumeTrue(
                World.did("sh", "-c", "gcc --version >/dev/null"),
                "SKIPPED: gcc makes what is to be loaded");
        world = World.start("attack", "hostile", new Attacked(Farcron.here()));
        for (String tried : List.of("answers", "seen", "stolen", "fine")) {
            world.await(
                    "the attackers have tried it: " + tried,
                    () -> Files.exists(world.file("dumps/" + tried)));
        }
    }

    @AfterAll
    static void end() throws IOException {
        if (world != null) {
            world.close();
        }
    }

    /// Where a library lies that tells by whom it was loaded.
    private record Attacked(Farcron farcron) implements World.Tenant {

        @Override
        public void moveIn(Path path) throws IOException {
            farcron.moveIn(path);
            Path source = World.resource("hostile/srv/planted/spy.c");
            Path spy = path.resolve("spy.so");
            World.did("gcc", "-shared", "-fPIC", "-o", spy.toString(), source.toString());
        }

        @Override
        public List<String> command() throws IOException {
            return farcron.command();
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    what                    | why it ran
                    loaded into .*/dash     | LD_PRELOAD holds for the user's own shell
                    planted as SHELL        | SHELL is honoured after the change of user
                    planted setsid          | so is PATH
                    read by a shell         | so is BASH_ENV
                    """)
    void what_was_planted_runs_for_who_planted_it(String what, String why) throws Exception {
        Predicate<String> ran = Pattern.compile("63102 63102 " + what).asPredicate();
        world.await(why, () -> ran.test(world.read("dumps/ran")));
    }

    @Test
    void and_never_with_roots_rights() throws IOException {
        assertThat(world.read("dumps/ran").lines())
                .allMatch(line -> line.matches("631\\d\\d( 631\\d\\d .*)?"));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    file       | why
                    secret-ran | root's own file is in the spool as a link, is swapped for one, or has two names
                    of-mallory | a system's crontab is not root's, or everybody may write it
                    linked     | it is a link to one that is not root's
                    up         | a job's name is a path
                    piped      | MAILTO is a command
                    mailed     | MAILTO is a file
                    """)
    void nothing_comes_of_it_if(String file, String why) {
        assertThat(world.file("dumps/" + file)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    where      | mark                   | what it would be
                    answers    | mark-of-               | an answer about somebody else's job
                    stolen     | mark-of-               | a file that is not his
                    vault-home | mark-of-               | a folder that is not his
                    seen       | mark-of-\\w+-environment | a value on a command line
                    seen       | mark-of-\\w+-output    | what somebody else's job has written
                    """)
    void nothing_is_readable_that_was_not(String where, String mark, String what) throws Exception {
        AtomicReference<String> dump = new AtomicReference<>("");
        world.await(
                "he has tried it",
                () -> {
                    dump.set(world.read("dumps/" + where));
                    return !dump.get().isBlank();
                });
        assertThat(dump.get()).as(what).doesNotContainPattern(mark);
    }

    /// As on any machine; so he did look.
    @Test
    void the_commands_that_run_can_be_seen() throws Exception {
        world.await(
                "he sees a command",
                () -> world.read("dumps/seen").contains("mark-of-victim-command"));
    }

    @Test
    void no_mail_says_or_goes_where_it_was_told_to_by_a_trick() throws Exception {
        world.await(
                "the last one's mail is there",
                () -> mails().stream().anyMatch("body: at an odd home"::equals));
        assertThat(mails())
                .noneMatch(line -> line.startsWith("header: Bcc"))
                .noneMatch(line -> line.matches("arguments: .*(-oQ|touch|/srv/dumps).*"))
                .noneMatch(line -> line.matches("body: .*mark-of-(root-secret|.*-environment).*"));
    }

    @Test
    void his_questions_are_answered_as_if_nobody_else_had_jobs() throws IOException {
        List<String> answers = world.read("dumps/answers").lines().toList();
        assertThat(answers).anyMatch(line -> line.startsWith("GET /jobs: HTTP/1.1 200"));
        assertThat(answers)
                .filteredOn(line -> line.matches("(GET|POST) /(jobs|why)/\\S+: .*"))
                .isNotEmpty()
                .allMatch(line -> line.contains(": HTTP/1.1 404"));
        assertThat(world.read("dumps/answers")).contains("\"scope\":\"fcmallory\"");
        assertThat(world.read("dumps/answers"))
                .doesNotContainPattern("\"scope\":\"(?!fcmallory\")");
    }

    @Test
    void nobody_elses_run_was_ended_or_changed_by_him() throws IOException {
        assertThat(ask("/runs?job=long&limit=1").text()).contains("\"state\":\"running\"");
        assertThat(ask("/runs?limit=1000&state=killed").text())
                .doesNotContain("\"scope\":\"fcvictim\"", "\"scope\":\"etc/crontab\"");
    }

    /// Whatever else keeps the machine busy is not there in each minute.
    @Test
    void others_start_on_time() throws Exception {
        world.await(
                "somebody else's job starts within a second of its minute",
                () ->
                        world.read("dumps/on-time")
                                .lines()
                                .mapToDouble(line -> Double.parseDouble(line) % 60)
                                .anyMatch(late -> late < ON_TIME_SECONDS));
    }

    @Test
    void the_daemon_lives_and_is_well() throws IOException {
        assertThat(world.process().isAlive()).isTrue();
        assertThat(ask("/health").status()).isEqualTo(200);
    }

    private static List<String> mails() throws IOException {
        return Testimony.of(world).lines().entrySet().stream()
                .filter(named -> named.getKey().startsWith("mail "))
                .flatMap(mail -> mail.getValue().stream())
                .toList();
    }

    /// As root.
    private static SocketClient.Answer ask(String address) throws IOException {
        return new SocketClient(world.file(Farcron.SOCKET)).ask("GET", address, "application/json");
    }
}
