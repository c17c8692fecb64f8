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

/// `farcron shadow` beside Debian's cron, on a machine with the crontabs of [BesideDebianIT]: the
/// two agree about each of their lines. It comes before cron and goes before it.
@Tag("isolated")
class ShadowIT {

    /// Not at the end of a minute: cron would run nothing of the next one if it began in it.
    private static final String SCRIPT =
            """
            until [ "$(date +%-S)" -lt 40 ]; do sleep 1; done
            {
                "$@" shadow --log /srv/log --state /srv/state --for 2m5s --verbose
                echo "exit $?"
            } >/srv/said 2>&1 &
            until [ -s /srv/state/shadow/record ]; do sleep 0.1; done
            exec cron -f
            """;

    /// @param farcron the program, which here runs nothing
    private record Both(DebianCron cron, Farcron farcron) implements World.Tenant {

        @Override
        public void moveIn(Path world) throws IOException {
            cron.moveIn(world);
            farcron.moveIn(world);
        }

        @Override
        public List<String> command() {
            List<String> daemon = farcron.command();
            List<String> program = daemon.subList(0, daemon.indexOf("daemon"));
            List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "-"));
            command.addAll(program);
            return command;
        }
    }

    @Test
    void it_agrees_with_debians_cron_about_each_line() throws Exception {
        DebianCron debian = DebianCron.here();
        assumeTrue(World.isPossible(), "SKIPPED: only root can make a machine within the machine");
        assumeTrue(debian.isToBeHad(), "SKIPPED: the package cron of Debian cannot be had");
        String said;
        try (World world = World.start("shadow", "same", new Both(debian, Farcron.here()))) {
            World.Condition ended = () -> world.read("said").contains("\nexit ");
            assertThat(world.sees(ended) || world.sees(ended)).isTrue();
            said = world.read("said");
            Files.copy(world.file("state/shadow/record"), kept());
        }
        assertThat(said).contains("\tagrees\tfcalice\tdump=alice-boot; . /srv/dump\n");
        assertThat(said).contains("\n      0 only cron ran\n");
        assertThat(said).contains("\n      0 only farcron would have run\n");
        assertThat(said).contains("\n      0 at another time\n");
        assertThat(said).endsWith("exit 0\n");
    }

    private static Path kept() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "beside"));
        Path record = folder.resolve("shadow-record");
        Files.deleteIfExists(record);
        return record;
    }
}
