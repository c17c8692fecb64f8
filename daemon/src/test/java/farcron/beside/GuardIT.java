package farcron.beside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Grammar.Format;
import farcron.load.CrontabFile;
import farcron.load.Reading;
import farcron.swap.GuardedText;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/// Debian's cron takes a crontab with our words once it is guarded, and runs what stands in it.
@Tag("isolated")
class GuardIT {

    private static final String TREE = "guard";

    /// Debian's cron with a guarded crontab.
    private record Guarded(DebianCron cron) implements World.Tenant {

        @Override
        public void moveIn(Path world) throws IOException {
            cron.moveIn(world);
            Path crontab = World.resource(TREE).resolve("etc/crontab");
            CrontabFile file = new CrontabFile(crontab, Format.SYSTEM, "etc/crontab", "root");
            Reading reading = new Reading(Dialect.DEBIAN, ZoneId.of("UTC"), "host");
            GuardedText guarded = GuardedText.of(file, Files.readAllBytes(crontab), reading);
            assertThat(guarded.problems()).isEmpty();
            Files.write(world.resolve("guarded"), guarded.bytes());
        }

        @Override
        public List<String> command() {
            return cron.command();
        }
    }

    @Test
    void debians_cron_runs_guarded_lines() throws Exception {
        DebianCron debian = DebianCron.here();
        assumeTrue(World.isPossible(), "SKIPPED: only root can make a machine within the machine");
        assumeTrue(debian.isToBeHad(), "SKIPPED: the package cron of Debian cannot be had");
        try (World world = World.start("guard", TREE, new Guarded(debian))) {
            for (String line : List.of("plain", "quoted", "timed", "task")) {
                world.await(line + " ran", () -> world.read("dumps/" + line).startsWith("ran\n"));
            }
            world.await("and got its input", () -> world.read("dumps/task").contains("input\n"));
            world.await(
                    "its line is told as it stands",
                    () -> world.read("log").contains(": name:plain retry:3/30s; "));
            assertThat(world.read("log")).doesNotContain("bad ", "ERROR", "ignored");
            assertThat(world.file("dumps/follower")).as("nothing starts it").doesNotExist();
        }
    }
}
