package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.report.SocketClient;
import farcron.report.SocketClient.Question;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// crontab(1) as people and scripts use it, with a real daemon that owns the spool.
@Tag("isolated")
class CrontabIT {

    private static final long PATIENCE_SECONDS = 900;

    @RegisterExtension private final Place place = new Place();

    /// `crontab/DIALECT.txt` holds the commands and all that came of each.
    @ParameterizedTest
    @ValueSource(strings = {"debian", "cronie"})
    void a_transcript_comes_out_as_recorded(String dialect) throws Exception {
        assumeMachine();
        place.openToAll();
        writeProgram();
        List<String> expected = Files.readAllLines(resource(dialect + ".txt"));
        Path commands = place.folder().resolve("commands");
        Files.write(commands, expected.stream().filter(CrontabIT::isGiven).toList());
        Path said = place.folder().resolve("said");

        ProcessBuilder shell = new ProcessBuilder("unshare", "-m", "sh", resource("run.sh") + "");
        shell.environment().put("PLACE", place.folder().toString());
        shell.environment().put("DIALECT", dialect);
        Process run =
                shell.redirectInput(commands.toFile())
                        .redirectOutput(said.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();

        assertThat(run.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said)).isEqualTo(String.join("\n", expected) + "\n");
    }

    private static void assumeMachine() throws Exception {
        assumeTrue(Place.isRoot(), "SKIPPED: only root can be several accounts");
        assumeTrue(
                Place.did("unshare", "-m", "mount", "--make-rprivate", "/"),
                "SKIPPED: no mount namespace can be had here");
    }

    private static boolean isGiven(String line) {
        return line.isEmpty() || line.startsWith("$ ") || line.startsWith("#");
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(CrontabIT.class.getResource("/crontab/" + name).toURI());
    }

    /// In the test's own folder, as other accounts cannot read where it was built.
    private void writeProgram() throws IOException {
        List<String> parts = new ArrayList<>();
        Path all = Files.createDirectory(place.folder().resolve("program"));
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.exists(Path.of(part)) && !part.endsWith("test-classes")) {
                Path copy = all.resolve(Integer.toString(parts.size()));
                assertThat(Place.did("cp", "-r", part, copy.toString())).isTrue();
                parts.add(copy.toString());
            }
        }
        assertThat(Place.did("chmod", "-R", "a+rX", all.toString())).isTrue();
        String java = ProcessHandle.current().info().command().orElseThrow();
        String script =
                "#!/bin/sh\nexec "
                        + java
                        + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m"
                        + " --enable-native-access=ALL-UNNAMED -Dorg.sqlite.tmpdir="
                        + place.folder()
                        + " -cp "
                        + String.join(File.pathSeparator, parts)
                        + " farcron.Main \"$@\"\n";
        Path program = Files.writeString(place.folder().resolve("farcron"), script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void a_daemon_that_is_killed_while_it_installs_leaves_one_whole_text() throws Exception {
        assumeMachine();
        String user = Place.self().name();
        Path spool = Files.createDirectory(place.folder().resolve("spool"));
        Random random = new Random(20261121);
        for (int round = 0; round < 4; round++) {
            RunningDaemon daemon =
                    place.launch().ofMachine(spool).option("--dialect", "cronie").start();
            AtomicInteger installed = new AtomicInteger();
            Thread installer =
                    Thread.ofVirtual().start(() -> installUntilItEnds(daemon, installed));
            int enough = 3 + random.nextInt(10);
            Deadline.until(
                    "it has installed some",
                    Duration.ofMinutes(2),
                    () -> installed.get() >= enough);
            daemon.kill();
            installer.join();

            String text = Files.readString(spool.resolve(user));
            assertThat(text).hasSize(text(0).length()).isIn(text(0), text(1));
        }
    }

    private void installUntilItEnds(RunningDaemon daemon, AtomicInteger installed) {
        SocketClient client = new SocketClient(daemon.state().resolve("farcron.sock"));
        try {
            while (true) {
                byte[] text = text(installed.get() % 2).getBytes(StandardCharsets.US_ASCII);
                Question question = new Question("PUT", "/crontab", Map.of(), text);
                assertThat(client.ask(question).ok()).isTrue();
                installed.incrementAndGet();
            }
        } catch (IOException killed) {
            // As it should be.
        }
    }

    private static String text(int which) {
        return ("0 1 * * * echo " + which + "\n").repeat(5_000);
    }
}
