package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.run.local.RunRoots;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// Whoever makes the folder for runs on a full disk before a daemon does, in a place that is open
/// to all, can neither keep jobs from running by it nor have anything believed.
class PlantedFolderIT {

    private static final int OWNER = 61_244;
    private static final int STRANGER = 61_245;

    /// So many runs would be believed to have ended already.
    private static final int RUNS = 20;

    @RegisterExtension private final Place place = new Place();

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    what      | owner | mode      | why
                    directory | 61245 | rwxrwxrwx | it is a stranger's, and open to the daemon
                    directory | 61244 | rwxrwxrwx | it is the daemon's own, and others may write there
                    link      | 61245 | rwxrwxrwx | it leads to where a stranger may write
                    link      | 61244 | rwx------ | even if it leads to what is the daemon's own now
                    """)
    void it_is_not_used(String what, int owner, String mode, String why) throws Exception {
        assumeTrue(Place.isRoot(), "SKIPPED: only root can be several accounts");
        Path second = RunRoots.fallback(place.state().resolve("runs"), OWNER);
        Path planted = second.getParent();
        assumeTrue(
                !Files.exists(planted, LinkOption.NOFOLLOW_LINKS),
                "SKIPPED: there is a " + planted);
        place.openToAll();
        Path real = what.equals("link") ? place.folder().resolve("elsewhere") : planted;
        try {
            plant(real.resolve(second.getFileName()));
            give(real, owner, mode);
            if (what.equals("link")) {
                Files.createSymbolicLink(planted, real);
            }
            assertNothingIsBelieved(why);
        } finally {
            if (Files.isSymbolicLink(planted)) {
                Files.delete(planted);
            }
            assertThat(Place.did("rm", "-rf", real.toString())).isTrue();
        }
    }

    private void assertNothingIsBelieved(String why) throws Exception {
        place.write(Place.NEVER + " name:mine echo mine; echo x >> $PLACE/ran; exit 3");
        RunningDaemon daemon = place.launch().as(OWNER).start();
        assertThat(daemon.out() + daemon.err())
                .as(why)
                .contains("there is no second place for runs")
                .contains("is not a directory that belongs to this user alone");
        assertThat(daemon.get("/runs").list("runs")).as("made up from what was planted").isEmpty();
        for (int i = 1; i <= 2; i++) {
            long run = daemon.run("mine");
            assertThat(daemon.awaitEnd(run).number("exit_code")).isEqualTo(3);
            assertThat(daemon.log(run)).isEqualTo("mine\n");
            assertThat(place.lines("ran")).hasSize(i);
        }
        daemon.stop();
    }

    /// Runs that have ended well, as a supervisor would leave them.
    private static void plant(Path root) throws IOException {
        for (int run = 1; run <= RUNS; run++) {
            Path folder = Files.createDirectories(root.resolve(Integer.toString(run)));
            String label =
                    "#farcron-run\t%d\tx\tplanted\tx\tschedule\t1\t0\tlocal\tx\tplanted\t0"
                            + "\tchain\n";
            Files.writeString(folder.resolve("script"), label.formatted(run));
            Files.writeString(
                    folder.resolve("claim"), "1 (sh) S 0 1 1" + " 0".repeat(16) + " boot\n");
            Files.writeString(folder.resolve("status"), "0m0s 0m0s\n0m0s 0m0s\n0\n");
            Files.writeString(folder.resolve("log"), "planted\n");
        }
    }

    private static void give(Path folder, int owner, String mode) throws IOException {
        assertThat(Place.did("chown", "-R", Integer.toString(owner), folder.toString())).isTrue();
        for (Path each : List.of(folder, Files.list(folder).findFirst().orElseThrow())) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString(mode));
        }
    }
}
