package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// One who asks without end, or does not listen, or has ever new jobs, is in nobody's way: others
/// are answered, jobs start on time, and the daemon stays small.
class CrowdIT {

    private static final long STRANGER = 61_234;
    private static final long ATTACKER = 61_235;
    private static final Duration SIEGE = Duration.ofSeconds(8);
    private static final int LINES = 2_000;
    private static final int TABLES = 20;

    /// The heap's 64, and what a JVM needs besides; without bounds it would be several hundred.
    private static final long MOST_KB = 180 * 1024;

    private static final Path JVM = Path.of("..", "packaging", "jvm.options");

    /// Connects as fast as it can, and lets go of nothing that it has got.
    private static final String CONNECT =
            """
            use IO::Socket::UNIX;
            $SIG{PIPE} = 'IGNORE';
            my @held;
            while (1) {
                my $socket = IO::Socket::UNIX->new(Peer => $ARGV[0]);
                push @held, $socket if $socket && @held < 900;
            }
            """;

    /// Asks for much on each connection, again and again, and reads nothing.
    private static final String UNREAD =
            """
            use IO::Socket::INET;
            $SIG{PIPE} = 'IGNORE';
            my @held;
            while (1) {
                my $socket = IO::Socket::INET->new(PeerAddr => $ARGV[0]);
                if ($socket && @held < 900) {
                    print $socket "GET /jobs HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n" x 20;
                    $socket->flush;
                    push @held, $socket;
                }
                select(undef, undef, undef, 0.01);
            }
            """;

    @RegisterExtension private final Place place = new Place();
    private final List<Process> attackers = new ArrayList<>();

    @BeforeEach
    void begin() throws IOException {
        assumeTrue(Place.isRoot(), "SKIPPED: only root can ask as several accounts");
        assumeTrue(
                Place.did("sh", "-c", "perl -MIO::Socket::UNIX -e 1 2>/dev/null"),
                "SKIPPED: there is no perl here to attack with");
        place.openToAll();
    }

    @AfterEach
    void end() {
        attackers.forEach(Process::destroyForcibly);
    }

    @Test
    void one_who_takes_all_connections_he_can_get_keeps_nobody_out() throws Exception {
        place.write("@every 1s name:often :");
        RunningDaemon daemon = start();

        attack(CONNECT, place.state().resolve("farcron.sock").toString());
        attack(CONNECT, place.state().resolve("farcron.sock").toString());

        assertThatOthersAreServed(daemon);
    }

    @Test
    void answers_that_nobody_reads_cost_neither_memory_nor_the_answers_of_others()
            throws Exception {
        place.write(
                IntStream.range(0, LINES)
                        .mapToObj(i -> (i == 0 ? "@every 1s" : Place.NEVER) + " name:often-" + i)
                        .map(line -> line.replace("often-0", "often") + " :")
                        .toArray(String[]::new));
        RunningDaemon daemon = start();

        attack(UNREAD, daemon.listen());
        attack(UNREAD, daemon.listen());

        assertThatOthersAreServed(daemon);
    }

    @Test
    void ever_new_jobs_cost_no_more_than_the_last_ones() throws Exception {
        place.write("@every 1s name:often :");
        Path changing = place.folder().resolve("changing");
        change(changing, 0);
        RunningDaemon daemon = launch().crontabs(place.crontab(), changing).start();
        place.openStateToAll();
        for (int table = 1; table <= TABLES; table++) {
            change(changing, table);
            daemon.hangUp();
            String name = "job-" + table + "-" + (LINES - 1);
            Deadline.until(name + " is loaded", () -> daemon.job(name).fields().size() > 1);
        }

        assertThatOthersAreServed(daemon);
    }

    private static void change(Path crontab, int table) throws IOException {
        Path fresh = crontab.resolveSibling("changing.new");
        Files.write(
                fresh,
                IntStream.range(0, LINES)
                        .mapToObj(i -> Place.NEVER + " name:job-" + table + "-" + i + " :")
                        .toList());
        Files.move(fresh, crontab, StandardCopyOption.ATOMIC_MOVE);
    }

    private RunningDaemon start() throws IOException {
        RunningDaemon daemon = launch().onTcp().start();
        place.openStateToAll();
        return daemon;
    }

    /// As it is installed: with so little memory.
    private Launch launch() throws IOException {
        return place.launch().with("JDK_JAVA_OPTIONS", "@" + JVM.toRealPath());
    }

    private void attack(String script, String where) throws IOException {
        Path file = place.folder().resolve("attack-" + attackers.size());
        Files.writeString(file, script);
        String number = Long.toString(ATTACKER);
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid", number));
        command.addAll(List.of("--regid", number, "--clear-groups"));
        command.addAll(List.of("perl", file.toString(), where));
        attackers.add(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start());
    }

    private void assertThatOthersAreServed(RunningDaemon daemon) throws Exception {
        assertThat(daemon.process().waitFor(SIEGE.toSeconds(), TimeUnit.SECONDS)).isFalse();
        assertThat(attackers).allMatch(Process::isAlive);
        Launch stranger =
                place.launch().as(STRANGER).with("FARCRON_STATE", place.state().toString());

        Launch.Said said = stranger.run("jobs", "--json");
        assertThat(said.status()).as(said.err()).isZero();
        assertThat(daemon.job("often").text("name")).as("root's question").isEqualTo("often");
        assertThat(daemon.ask("GET", "/health", "*/*").status()).isEqualTo(200);
        List<Json> runs = daemon.ended("often");
        assertThat(runs).hasSizeGreaterThanOrEqualTo((int) SIEGE.toSeconds() / 2);
        assertThat(runs)
                .filteredOn(CrowdIT::isLate)
                .as("the machine itself may stand still for one or two of %s", runs)
                .hasSizeLessThanOrEqualTo(2);
        assertThat(residentKb(daemon)).isLessThan(MOST_KB);
    }

    /// Or missed.
    private static boolean isLate(Json run) {
        return run.text("started_at").isEmpty()
                || !run.time("started_at").isBefore(run.time("scheduled_at").plusSeconds(2));
    }

    /// The most that it ever had.
    private static long residentKb(RunningDaemon daemon) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + daemon.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .peek(kb -> System.out.println("RESIDENT " + kb))
                .findFirst()
                .orElseThrow();
    }
}
