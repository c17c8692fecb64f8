package farcron.mail;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.job.CronLine;
import farcron.job.Job;
import farcron.job.Place;
import farcron.job.RunFolder;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Usage;
import farcron.os.Holes;
import farcron.os.LogLimit;
import farcron.record.RunFolders;
import farcron.run.LogPointers;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What becomes of the output of runs, with a sendmail program that keeps the letters.
class PostTest {

    private static final LogLimit LIMIT = LogLimit.DEFAULT;
    private static final String ME = Scene.SELF.name();

    @TempDir private Path place;
    private Path sendmail;
    private final List<CronLine> lines = new CopyOnWriteArrayList<>();
    private final PostalErrands errands = new PostalErrands();
    private Dialect dialect = Dialect.DEBIAN;

    /// Each letter gets a folder of its own, with `args`, `env` and `letter`.
    @BeforeEach
    void placeMailer() throws IOException {
        Files.createDirectory(place.resolve("letters"));
        sendmail = place.resolve("sendmail");
        mailer("exit 0");
    }

    private void mailer(String end) throws IOException {
        Files.writeString(
                sendmail,
                """
                #!/bin/sh
                d=%s/letters/$$
                mkdir "$d" || exit 99
                printf '%%s\\n' "$@" >"$d/args"
                env >"$d/env"
                cat >"$d/letter"
                %s
                """
                        .formatted(place, end));
        Files.setPosixFilePermissions(sendmail, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private RunFolder folder(long run) {
        return RunFolder.of(place.resolve("runs"), run);
    }

    /// What a run leaves behind: its `mail` file and its output.
    private RunRecord left(long id, String crontab, String output) throws IOException {
        Job job = Scene.job(dialect, crontab);
        RunRecord run = Scene.running(id, job);
        Files.createDirectories(folder(id).path());
        Optional<byte[]> mail = Scene.letterheads(Scene.settings(dialect, sendmail)).of(run, job);
        if (mail.isPresent()) {
            Files.write(folder(id).mail(), mail.get());
        }
        Files.writeString(folder(id).log(), output);
        return run;
    }

    /// One life of a daemon that is told of these ends.
    private void live(int letters, RunRecord... ended) throws InterruptedException {
        try (Post post = new Post(dialect, this::folder, LIMIT, errands, lines::add)) {
            post.start();
            for (RunRecord run : ended) {
                post.ended(run);
            }
            errands.awaitEnds(letters);
        }
    }

    private List<String> letters() throws IOException {
        List<String> letters = new ArrayList<>();
        try (Stream<Path> folders = Files.list(place.resolve("letters"))) {
            for (Path folder : folders.toList()) {
                letters.add(Files.readString(folder.resolve("letter"), StandardCharsets.UTF_8));
            }
        }
        return letters;
    }

    private List<String> said() {
        return lines.stream()
                .map(line -> "(%s) %s (%s)".formatted(line.who(), line.event(), line.detail()))
                .toList();
    }

    @Test
    void what_a_job_wrote_is_mailed_after_its_end_and_the_mail_file_goes() throws Exception {
        live(1, Scene.exited(left(1, "* * * * * echo hi", "hi\n"), 0));

        assertThat(letters()).singleElement().asString().startsWith("From: root (Cron Daemon)\n");
        assertThat(letters()).singleElement().asString().endsWith("8bit\n\nhi\n");
        assertThat(folder(1).mail()).doesNotExist();
        assertThat(folder(1).errand("post").path()).as("a second copy").doesNotExist();
        assertThat(said()).isEmpty();
    }

    @Test
    void of_a_run_that_was_tried_again_the_last_attempt_is_mailed() throws Exception {
        RunFolders folders = new RunFolders(List.of(place.resolve("runs")));
        RunRecord run = left(1, "* * * * * echo hi", "first\n");
        RunFolder first = folder(1);
        RunFolder second = first.attempt(2);
        Files.createDirectory(second.path());
        Files.copy(first.mail(), second.mail());
        Files.writeString(second.log(), "second\n");
        RunRecord end = Scene.exited(run.again(Scene.NOW, "exit 1").running(Scene.NOW), 1);
        for (int letters : List.of(1, 0)) {
            try (Post post = new Post(dialect, folders::folder, LIMIT, errands, lines::add)) {
                post.start();
                post.ended(end);
                errands.awaitEnds(letters);
            }
        }
        assertThat(letters()).singleElement().asString().endsWith("8bit\n\nsecond\n");
        assertThat(second.mail()).doesNotExist();
    }

    @Test
    void the_mailer_has_crons_arguments_and_crons_environment_only() throws Exception {
        live(1, Scene.exited(left(1, "MAILTO=ann,bob\n* * * * * echo hi", "hi\n"), 0));

        try (Stream<Path> folders = Files.list(place.resolve("letters"))) {
            Path letter = folders.findFirst().orElseThrow();
            assertThat(letter.resolve("args"))
                    .hasContent("-FCronDaemon\n-i\n-B8BITMIME\n-oem\nann,bob\n");
            assertThat(Files.readAllLines(letter.resolve("env")))
                    .allMatch(line -> line.matches("(HOME|LANG|LOGNAME|PATH|PWD|SHLVL|_)=.*"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    line             | output | state   | exit | letter | why
                    * * * * * j      | hi     | OK      | 0    | true   | it wrote something
                    * * * * * j      | -      | OK      | 0    | false  | it wrote nothing
                    * * * * * j      | -      | FAILED  | 3    | false  | cron does not mail an exit status
                    * * * * * j      | hi     | FAILED  | 3    | true   | it wrote something
                    * * * * * j      | hi     | KILLED  | 143  | true   | it wrote something
                    * * * * * j      | -      | KILLED  | 143  | false  | who killed it knows
                    * * * * * j      | -      | LOST    | -    | true   | nobody saw its end
                    * * * * * j      | -      | MISSED  | -    | false  | it was never to be mailed
                    * * * * * -n j   | hi     | OK      | 0    | false  | only failures are wanted
                    * * * * * -n j   | hi     | FAILED  | 3    | true   | a failure
                    * * * * * -n j   | -      | FAILED  | 3    | false  | a failure without a word
                    * * * * * -n j   | -      | LOST    | -    | true   | that is no success
                    """)
    void there_is_a_letter_where_cron_would_send_one_or_nothing_else_tells(
            String line, String output, RunState state, Integer exit, boolean letter, String why)
            throws Exception {
        dialect = Dialect.CRONIE;
        RunRecord run = left(1, line, output == null ? "" : output);
        run = exit == null ? run : Scene.exited(run, exit);

        live(letter ? 1 : 0, run.ended(state, Scene.NOW, "so"));

        assertThat(letters()).as(why).hasSize(letter ? 1 : 0);
        assertThat(folder(1).mail()).as("done with").doesNotExist();
    }

    @Test
    void of_a_lost_run_it_says_why_and_of_one_that_did_not_start_nothing() throws Exception {
        RunRecord lost = left(1, "* * * * * sync", "half a line");
        RunRecord unstarted = left(2, "* * * * * sync", "");

        live(
                1,
                lost.ended(RunState.LOST, Scene.NOW, "the machine was restarted"),
                unstarted.unstarted().ended(RunState.FAILED, Scene.NOW, "account x has expired"));

        assertThat(letters())
                .singleElement()
                .asString()
                .endsWith(
                        "half a line\n--- it is not known how this run"
                                + " ended: the machine was restarted; see: farcron why "
                                + lost.job()
                                + " ---\n");
        assertThat(folder(2).mail()).as("not tried again at each start").doesNotExist();
    }

    @Test
    void cronies_letters_have_no_carriage_returns() throws Exception {
        dialect = Dialect.CRONIE;
        live(1, Scene.exited(left(1, "* * * * * j", "a\r\nb\rc\n"), 0));

        assertThat(letters()).singleElement().asString().endsWith("bulk\n\na\nbc\n");
    }

    @Test
    void of_a_long_output_its_beginning_and_end_are_mailed() throws Exception {
        String output = "begin " + "x".repeat(3 << 20) + " end\n";
        live(1, Scene.exited(left(17, "* * * * * j", output), 0));

        String letter = letters().getFirst();
        assertThat(letter.length()).isBetween(1 << 20, (1 << 20) + 1000);
        assertThat(letter).contains("8bit\n\nbegin xxx");
        assertThat(letter)
                .contains("\n--- %d bytes cut ---\n".formatted(output.length() - (1 << 20)));
        assertThat(letter)
                .endsWith(
                        "xxx end\n--- all that is kept of these %d bytes: farcron log 17 ---\n"
                                .formatted(output.length()));
    }

    @Test
    void what_was_given_back_to_the_disk_is_not_mailed() throws Exception {
        RunRecord run = left(1, "* * * * * j", "begin" + "x".repeat(20 << 20) + "end\n");
        Holes.punch(folder(1).log(), LIMIT.first(), 4 << 20);

        live(1, Scene.exited(run, 0));

        assertThat(letters().getFirst()).contains("begin", "end\n").doesNotContain("\0");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    dialect | end                     | line
                    DEBIAN  | echo no relay; exit 75  | (ME) MAIL (mailed 3 bytes of output but got status 0x004b from MTA)
                    CRONIE  | echo no relay; exit 75  | (ME) MAIL (mailed 3 bytes of output but got status 0x004b)
                    DEBIAN  | echo no relay; exit 127 | (ME) MAIL (mailed 3 bytes of output but got status 0x007f from MTA)
                    """)
    void a_mailer_that_fails_is_told_of_as_cron_does_with_its_own_words(
            Dialect whose, String end, String line) throws Exception {
        dialect = whose;
        mailer(end);

        live(1, Scene.exited(left(5, "* * * * * j", "hi\n"), 0));

        assertThat(said())
                .containsExactly(
                        line.replace("ME", ME),
                        "(%s) MAIL (the mailer said: no relay; the output stays on record: farcron"
                                        .formatted(ME)
                                + " log 5)");
        assertThat(folder(5).mail()).as("cron does not try again either").doesNotExist();
    }

    @Test
    void one_byte_is_no_bytes() throws Exception {
        mailer("exit 1");
        live(1, Scene.exited(left(1, "* * * * * j", "x"), 0));

        assertThat(said().getFirst()).contains("(mailed 1 byte of output but got status 0x0001");
    }

    @Test
    void without_a_mailer_the_log_says_so_once() throws Exception {
        Files.delete(sendmail);
        live(
                0,
                Scene.exited(left(1, "* * * * * j", "hi\n"), 0),
                Scene.exited(left(2, "* * * * * j", "hi\n"), 0));

        assertThat(said())
                .hasSize(2)
                .startsWith("(CRON) info (No MTA installed, discarding output)");
        assertThat(said().getLast()).contains(sendmail + " is not there", "farcron log");
        assertThat(folder(1).mail()).doesNotExist();
        assertThat(folder(2).mail()).doesNotExist();
    }

    @Test
    void without_a_mailer_cronies_users_find_the_output_in_the_log() throws Exception {
        dialect = Dialect.CRONIE;
        Files.delete(sendmail);
        live(0, Scene.exited(left(1, "* * * * * j", "a\n\n" + "x".repeat(1500) + "\n"), 0));

        assertThat(said())
                .contains(
                        "(CRON) INFO (Syslog will be used instead of sendmail.)",
                        "(" + ME + ") CMDOUT (a)",
                        "(" + ME + ") CMDOUT (" + "x".repeat(1023) + ")",
                        "(" + ME + ") CMDOUT (" + "x".repeat(477) + ")");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    dialect | crontab             | letters | line
                    DEBIAN  | MAILTO=-oQ/tmp      | 0       | (ME) UNSAFE MAIL (-oQ/tmp)
                    CRONIE  | MAILTO=-oQ/tmp      | 0       | (ME) UNSAFE (-oQ/tmp)
                    DEBIAN  | MAILFROM="a <b@c>"  | 1       | (ME) UNSAFE MAIL (a <b@c>)
                    CRONIE  | MAILFROM="a <b@c>"  | 1       | (ME) UNSAFE (a <b@c>)
                    """)
    void a_refused_address_is_told_of_when_there_is_something_to_mail(
            Dialect whose, String crontab, int letters, String line) throws Exception {
        dialect = whose;
        String text = crontab + "\n* * * * * j";

        live(0, Scene.exited(left(1, text, ""), 0));
        assertThat(said()).as("there was nothing").isEmpty();
        live(letters, Scene.exited(left(2, text, "hi\n"), 0));

        assertThat(said()).containsExactly(line.replace("ME", ME));
        assertThat(letters()).hasSize(letters);
        assertThat(folder(2).mail()).doesNotExist();
    }

    @Test
    void two_hundred_ends_at_once_become_two_hundred_letters_a_few_at_a_time() throws Exception {
        List<RunRecord> runs = new ArrayList<>();
        for (int id = 1; id <= 200; id++) {
            runs.add(Scene.exited(left(id, "* * * * * j", "of " + id + "\n"), 0));
        }
        live(200, runs.toArray(RunRecord[]::new));

        assertThat(letters().stream().map(text -> text.replaceAll("(?s).*\n\nof |\n$", "")))
                .hasSize(200)
                .doesNotHaveDuplicates();
        assertThat(errands.mostAtOnce()).as("all are of one user").isLessThanOrEqualTo(2);
    }

    /// The moments at which a daemon can die, by what it leaves.
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    claim | status | letters | said | why
                    -     | -      | 1       | 0    | it had not been sent
                    yes   | 0      | 0       | 0    | it was sent; only the mail file was left
                    yes   | 75     | 0       | 2    | the mailer failed while no daemon was there
                    yes   | -      | 0       | 1    | nobody knows, so it is not sent again
                    """)
    void a_letter_is_sent_once_whenever_the_daemon_dies(
            String claim, String status, int letters, int said, String why) throws Exception {
        RunRecord run = Scene.exited(left(1, "* * * * * j", "hi\n"), 0);
        RunFolder errand = folder(1).errand("post");
        if (claim != null) {
            Files.createDirectory(errand.path());
            Files.createFile(errand.claim());
            Files.createFile(errand.log());
        }
        if (status != null) {
            Files.writeString(errand.status(), status);
        }

        live(1, run);
        live(0, run);

        assertThat(letters()).as(why).hasSize(letters);
        assertThat(said()).as(why).hasSize(said);
        assertThat(folder(1).mail()).doesNotExist();
    }

    @Test
    void a_letter_that_cannot_be_sent_now_is_sent_by_the_next_daemon() throws Exception {
        RunRecord run = Scene.exited(left(1, "* * * * * j", "hi\n"), 0);
        errands.broken = true;
        live(1, run);
        assertThat(folder(1).mail()).exists();
        assertThat(said()).singleElement().asString().contains("run 1", "no space left");

        errands.broken = false;
        live(1, run);

        assertThat(letters()).hasSize(1);
        assertThat(folder(1).mail()).doesNotExist();
    }

    @Test
    void a_mailer_that_outlives_the_daemon_is_waited_for_by_the_next_one() throws Exception {
        Path gate = place.resolve("gate");
        mailer("read word <" + gate);
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
        RunRecord run = Scene.exited(left(1, "* * * * * j", "hi\n"), 0);

        live(0, run);
        assertThat(folder(1).mail()).exists();
        try (Post next = new Post(dialect, this::folder, LIMIT, errands, lines::add)) {
            next.start();
            next.ended(run);
            Files.writeString(gate, "go\n");
            errands.awaitEnds(2);
        }

        assertThat(letters()).hasSize(1);
        assertThat(folder(1).mail()).doesNotExist();
        assertThat(said()).isEmpty();
    }

    @Test
    void being_told_twice_of_an_end_sends_one_letter() throws Exception {
        RunRecord run = Scene.exited(left(1, "* * * * * j", "hi\n"), 0);
        live(1, run, run, run);

        assertThat(letters()).hasSize(1);
    }

    @Test
    void a_mail_file_that_is_not_whole_goes_and_costs_nobody_else_a_letter() throws Exception {
        RunRecord damaged = Scene.exited(left(1, "* * * * * j", "hi\n"), 0);
        Files.write(folder(1).mail(), new byte[0]);
        live(1, damaged, Scene.exited(left(2, "* * * * * j", "of 2\n"), 0));

        assertThat(folder(1).mail()).doesNotExist();
        assertThat(letters()).singleElement().asString().endsWith("of 2\n");
    }

    /// A run on Fargate that came to this end, and its letters.
    private List<String> ofTask(RunState state, int exit, String reason, String output)
            throws Exception {
        dialect = Dialect.CRONIE;
        String arn = "arn:aws:ecs:eu-west-1:123456789012:task/batch/0f9ab1";
        RunRecord run = left(1, "* * * * * -n python train.py", output);
        RunRecord placed = run.at(Place.of("fargate").as(arn));
        RunRecord exited = exit < 0 ? placed : placed.exited(exit, Scene.NOW, Usage.NONE);
        LogPointers pointers = _ -> Optional.of("/ecs/trainer, stream ecs/app/0f9ab1");
        try (Post post = new Post(dialect, this::folder, LIMIT, errands, lines::add, pointers)) {
            post.start();
            post.ended(exited.ended(state, Scene.NOW, reason));
            post.idle().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
        return letters();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    state   | exit | output | reason              | below                   | why
                    FAILED  | -1   |        | no such image       | --- failed: no such image ---~  | nothing was ever written
                    FAILED  | 137  | epoch 1| out of memory       | ~--- failed: out of memory ---~ | the exit code says too little
                    FAILED  | 0    | bye~   | interrupted by Spot | --- failed: interrupted by Spot ---~ | it caught the signal, and has not succeeded
                    FAILED  | 3    | oh~    | exit 3              | --- failed: exit 3 ---~ | the command's own end
                    TIMEOUT | 143  |        | took longer than 1h | --- timeout: took longer than 1h ---~ | we have ended it
                    LOST    | -1   |        | gone                | --- it is not known how this run ended: gone; see: farcron why ME/NAME ---~ | as for any run
                    FAILED  | -1   |        | a b                 | --- failed: a b ---~ | one line
                    """)
    void a_letter_about_a_task_says_below_the_output_what_became_of_it(
            String state, int exit, String output, String reason, String below, String why)
            throws Exception {
        String text = output == null ? "" : output.replace('~', '\n');
        String name = Scene.job(Dialect.CRONIE, "* * * * * -n python train.py").key().name();
        String said = below.replace('~', '\n').replace("ME/NAME", ME + "/" + name);
        assertThat(ofTask(RunState.valueOf(state), exit, reason.replace("a b", "a\nb"), text))
                .as(why)
                .singleElement()
                .asString()
                .contains("Subject: Cron <" + ME + "@box> python train.py\n")
                .endsWith(
                        "bulk\n\n"
                                + text
                                + said
                                + "--- task: arn:aws:ecs:eu-west-1:123456789012:task/batch/0f9ab1"
                                + " ---\n--- its log: /ecs/trainer, stream ecs/app/0f9ab1 ---\n");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    state  | exit | reason         | why
                    OK     | 0    |                | it succeeded, and nobody wants to hear of it
                    FAILED | 3    | exit 3         | the command itself had nothing to say
                    KILLED | -1   | stopped by ann | she knows
                    """)
    void a_task_that_wrote_nothing_is_no_matter_for_a_letter(
            String state, int exit, String reason, String why) throws Exception {
        String because = reason == null ? "" : reason;
        assertThat(ofTask(RunState.valueOf(state), exit, because, "")).as(why).isEmpty();
    }
}
