package farcron.beside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import farcron.beside.Differences.Reason;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The same crontabs under Debian's cron and under farcron, each on a machine of its own, at the
/// same time. Each job tells what it finds out about itself. The two tell the same, but for what is
/// in the table `stated`, which lies beside the crontabs.
@Tag("isolated")
class BesideDebianIT {

    private static final Path KEPT = Path.of("target", "beside");
    private static final String TREE = "same";

    private static Testimony cron;
    private static Testimony farcron;

    @BeforeAll
    static void both_run_the_same_crontabs() throws Exception {
        DebianCron debian = DebianCron.here();
        assumeTrue(World.isPossible(), "SKIPPED: only root can make a machine within the machine");
        assumeTrue(debian.isToBeHad(), "SKIPPED: the package cron of Debian cannot be had");
        try (World theirs = World.start("cron", TREE, debian);
                World ours = World.start("farcron", TREE, Farcron.here())) {
            // What does not come in time is missed by its name, in the comparison.
            long jobs = occurrences("dump=\\w");
            long mails = occurrences("# mailed");
            for (World world : List.of(theirs, ours)) {
                world.sees(() ->
                        Testimony.dumps(world).size() >= jobs
                                && Testimony.mails(world).size() >= mails
                                && Testimony.hasLastMail(world));
            }
            cron = Testimony.of(theirs);
            farcron = Testimony.of(ours);
        }
    }

    @Test
    void they_differ_as_stated_and_in_nothing_else() throws IOException {
        List<Reason> stated = Reason.table(Files.readString(World.resource("stated")));
        Differences differences = Differences.between(cron, farcron, stated);
        Files.write(KEPT.resolve("explained"), differences.explained(), ISO_8859_1);
        Files.write(KEPT.resolve("unexplained"), differences.unexplained(), ISO_8859_1);
        assertThat(differences.unexplained()).as("all of them: " + KEPT).isEmpty();
        assertThat(differences.idle()).as("stated, but not there").isEmpty();
    }

    /// How often it stands in the crontabs that are taken.
    private static long occurrences(String pattern) throws IOException {
        try (Stream<Path> files = Files.walk(World.resource(TREE))) {
            long found = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().contains(".")) {
                    String text = Files.readString(file);
                    found += Pattern.compile(pattern).matcher(text).results().count();
                }
            }
            return found;
        }
    }
}
