package farcron.beside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `farcron doctor` on a machine of its own, where farcron and Debian's old cron run at once, as
/// after somebody has removed the lock by which either keeps the other from starting.
@Tag("isolated")
class DoctorIT {

    private static final String BOTH =
            """
            "$@" daemon --listen none &
            until [ -S /run/farcron/farcron.sock ]; do sleep 0.1; done
            "$@" doctor >/srv/alone 2>&1
            echo $? >/srv/alone.status
            rm /run/crond.pid
            cron -f &
            until [ -s /run/crond.pid ]; do sleep 0.1; done
            "$@" doctor >/srv/both 2>&1
            echo $? >/srv/both.status
            wait
            """;

    /// The daemon's program, run by a script that starts the other one, too.
    private record Both(Farcron farcron, DebianCron cron) implements World.Tenant {

        @Override
        public void moveIn(Path world) throws IOException {
            farcron.moveIn(world);
            cron.moveIn(world);
            Files.writeString(world.resolve("both.sh"), BOTH);
        }

        @Override
        public List<String> command() {
            List<String> program = farcron.command();
            List<String> command = new ArrayList<>(List.of("sh", "/srv/both.sh"));
            command.addAll(program.subList(0, program.indexOf("farcron.Main") + 1));
            return command;
        }
    }

    @Test
    void a_cron_that_runs_beside_farcron_is_found() throws Exception {
        DebianCron debian = DebianCron.here();
        assumeTrue(World.isPossible(), "SKIPPED: only root can make a machine within the machine");
        assumeTrue(debian.isToBeHad(), "SKIPPED: the package cron of Debian cannot be had");
        try (World world = World.start("doctor", "same", new Both(Farcron.here(), debian))) {
            world.await("both are looked at", () -> !world.read("both.status").isEmpty());

            assertThat(world.read("alone"))
                    .contains("ok    old cron: none runs, and none will")
                    .containsPattern("ok    farcron: it runs \\(pid \\d+\\), and is well")
                    .contains("ok    JVM: it runs with its own settings")
                    .containsPattern("ok    record: .* is sound, version \\d+")
                    .containsPattern("ok    mail: goes by /usr/sbin/sendmail");
            assertThat(world.read("both"))
                    .containsPattern(
                            "FAIL  old cron: cron \\(pid \\d+\\) runs beside farcron \\(pid"
                                    + " \\d+\\), so every line runs twice; service cron stop");
            assertThat(world.read("both.status").strip()).isEqualTo("1");
        }
    }
}
