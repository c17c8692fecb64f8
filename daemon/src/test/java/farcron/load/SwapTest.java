package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import farcron.crontab.Grammar.Dialect;
import farcron.job.SourceFile;
import farcron.os.FileIdentity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// Whoever changes a file while it is looked at gains nothing.
class SwapTest {

    private static final int LOOKS = 1_500;

    /// A machine that is busy otherwise may keep the attacker from all of those looks.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String MINE = "0 1 * * * name:mine true";

    /// What must never be read, nor show in a message.
    private static final String SECRET = "0 1 * * * name:secret cat SECRET";

    @TempDir private Path folder;

    private interface Deed {
        void once() throws IOException;
    }

    private Set<String> lookWhile(Machine machine, Deed deed) throws InterruptedException {
        return lookWhile(machine, deed, "");
    }

    /// Looks many times while something is done over and over; all names of jobs that were seen.
    ///
    /// @param said is logged once what is done was met; empty if that goes without a word
    private Set<String> lookWhile(Machine machine, Deed deed, String said)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        AtomicBoolean over = new AtomicBoolean();
        Set<String> seen = new HashSet<>();
        machine.look().jobs().forEach(job -> seen.add(job.command().shell()));
        Thread attacker =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 0; !over.get(); i++) {
                                try {
                                    deed.once();
                                    leave(i % 7 * 60_000L);
                                } catch (IOException trouble) {
                                    over.set(true);
                                    throw new IllegalStateException(trouble);
                                }
                            }
                        });
        try {
            for (int i = 0; !over.get() && (i < LOOKS || isAwaited(machine, said, end)); i++) {
                machine.look().jobs().forEach(job -> seen.add(job.command().shell()));
            }
            assertThat(over).as("the attacker was there all the time").isFalse();
        } finally {
            over.set(true);
            attacker.join();
        }
        assertThat(machine.loaded.stream().map(SourceFile::toString)).noneMatch(this::isSecret);
        assertThat(machine.log).noneMatch(this::isSecret);
        return seen;
    }

    private static boolean isAwaited(Machine machine, String said, long end) {
        return !said.isEmpty() && !machine.log.contains(said) && System.nanoTime() - end < 0;
    }

    /// So that the two meet at each point of their ways.
    private static void leave(long nanos) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            Thread.onSpinWait();
        }
    }

    private boolean isSecret(String text) {
        return text.contains("SECRET");
    }

    private void swap(Path file, Path first, Path second) throws IOException {
        for (Path next : new Path[] {first, second}) {
            Files.move(next, folder.resolve("held"), StandardCopyOption.ATOMIC_MOVE);
            Files.copy(
                    folder.resolve("held"),
                    next,
                    LinkOption.NOFOLLOW_LINKS,
                    StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(folder.resolve("held"), file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_users_file_that_is_swapped_for_a_link_leads_to_nothing_of_roots(Dialect dialect)
            throws Exception {
        Machine machine = new Machine(folder, dialect);
        Path secret = machine.file("secret", "rw-------", 0, SECRET);
        Path mine = machine.file("mine", "rw-------", Machine.ANN, MINE);
        Path link = Files.createSymbolicLink(machine.path("link"), secret);
        Machine.give(link, Machine.ANN);
        Path file = machine.spool("ann", MINE);

        String said =
                dialect == Dialect.DEBIAN
                        ? "(ann) CAN'T OPEN (crontabs/ann)"
                        : "(ann) WRONG FILE OWNER (/crontabs/ann)";
        Set<String> seen = lookWhile(machine, () -> swap(file, link, mine), said);
        assertThat(seen).containsExactly("true");
        assertThat(machine.log).as("and it was looked at in between").contains(said);
    }

    @Test
    void a_packages_file_that_is_swapped_for_anns_link_leads_to_nothing() throws Exception {
        Machine machine = new Machine(folder, Dialect.DEBIAN);
        Path secret = machine.system("secret", SECRET.replace("name", "root name"));
        Path mine = machine.system("mine", MINE.replace("name", "root name"));
        Path link = Files.createSymbolicLink(machine.path("link"), secret);
        Machine.give(link, Machine.ANN);
        Path file = machine.system("etc/cron.d/x", MINE.replace("name", "root name"));

        String said = "(*system*x) WRONG SYMLINK OWNER (/etc/cron.d/x)";
        assertThat(lookWhile(machine, () -> swap(file, link, mine), said)).containsExactly("true");
        assertThat(machine.log).contains(said);
    }

    @Test
    void a_packages_file_that_is_swapped_for_anns_own_runs_nothing_of_hers() throws Exception {
        Machine machine = new Machine(folder, Dialect.DEBIAN);
        Path anns =
                machine.file("anns", "rw-r--r--", Machine.ANN, SECRET.replace("name", "root name"));
        Path mine = machine.system("mine", MINE.replace("name", "root name"));
        Path file = machine.system("etc/cron.d/x", MINE.replace("name", "root name"));

        String said = "(*system*x) WRONG FILE OWNER (/etc/cron.d/x)";
        assertThat(lookWhile(machine, () -> swap(file, anns, mine), said)).containsExactly("true");
        assertThat(machine.log).contains(said);
    }

    @Test
    void a_file_that_is_written_over_while_it_is_read_is_read_whole_in_the_end() throws Exception {
        Machine machine = new Machine(folder, Dialect.DEBIAN);
        Path file = machine.spool("ann", lines("one"));
        byte[] one = Files.readAllBytes(file);
        byte[] two = Files.readString(file).replace("one", "two").getBytes(UTF_8);
        machine.time.set(FileIdentity.of(file).changed());
        AtomicBoolean first = new AtomicBoolean();
        lookWhile(
                machine,
                () -> {
                    first.set(!first.get());
                    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        out.write(ByteBuffer.wrap(first.get() ? one : two));
                    }
                });
        assertThat(machine.look().jobs())
                .hasSize(300)
                .extracting(job -> job.command().shell())
                .containsOnly(first.get() ? "echo one" : "echo two");
    }

    private static String[] lines(String word) {
        return IntStream.range(0, 300)
                .mapToObj(i -> "0 1 * * * name:x%d echo %s".formatted(i, word))
                .toArray(String[]::new);
    }
}
