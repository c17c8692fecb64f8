package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.job.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/// What it costs to become another user: the same thousand runs, each way. As root only.
class DropCostIT {

    @RegisterExtension static final ThrowawayAccounts ACCOUNTS = new ThrowawayAccounts();

    private static final int RUNS = 1000;

    @TempDir Path place;

    /// The limit is that of a machine that is busy with other tests; the figures are printed.
    @Test
    void a_session_is_a_matter_of_milliseconds() throws Exception {
        Path program = SessionProgram.built();
        String user = ACCOUNTS.add().name();
        Map<String, Drop> ways = new LinkedHashMap<>();
        ways.put("no other user", new Drop.Stay());
        ways.put("plain", SessionProgram.plain());
        ways.put("setpriv", new Drop.Plain());
        Optional<String> cron = Optional.of("cron").filter(DropCostIT::isService);
        ways.put(
                "pam " + cron.orElse("other"),
                new Drop.Session(program, cron.or(() -> Optional.of("other"))));
        Map<String, Duration> took = new LinkedHashMap<>();
        for (String way : ways.keySet()) {
            Drop drop = ways.get(way);
            String who = drop instanceof Drop.Stay ? LocalRuns.USER : user;
            took.put(way, time(Files.createDirectory(place.resolve(way)), drop, who));
        }
        long least = took.get("no other user").toMillis();
        took.forEach((way, time) ->
                System.out.printf(
                        "%d runs, %-14s %5d ms, %.2f times%n",
                        RUNS, way, time.toMillis(), (double) time.toMillis() / least));
        assertThat(took.values()).allMatch(time -> time.compareTo(Duration.ofSeconds(30)) < 0);
    }

    private static boolean isService(String name) {
        return Files.exists(Path.of("/etc/pam.d", name));
    }

    private static Duration time(Path state, Drop drop, String user) throws Exception {
        LocalSettings settings = LocalSettings.of(Dialect.DEBIAN).dropping(drop);
        try (LocalRuns local = new LocalRuns(state, settings)) {
            Job job = LocalRuns.of(user, LocalRuns.job("/bin/true"));
            local.exited(1, job);
            long begin = System.nanoTime();
            LongStream.rangeClosed(2, RUNS + 1).forEach(run -> local.start(run, job));
            for (int i = 0; i < RUNS; i++) {
                assertThat(local.next().outcome())
                        .isInstanceOfSatisfying(
                                Outcome.Exited.class, exited -> assertThat(exited.code()).isZero());
            }
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }
}
