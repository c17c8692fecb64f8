package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar;
import farcron.job.JobTable;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// What is noticed at once, on real files and with the kernel's hints.
class CrontabWatchTest {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final long PATIENCE_SECONDS = 20;

    @TempDir private Path folder;
    private final BlockingQueue<JobTable> tables = new LinkedBlockingQueue<>();
    private Path file;
    private CrontabWatch watch;

    @BeforeEach
    void begin() {
        file = folder.resolve("spool").resolve("crontab");
        Crontabs crontabs =
                Crontabs.named(List.of(new CrontabFile(file, Grammar.Format.USER, "ann", "ann")));
        Reading reading = new Reading(Grammar.Dialect.DEBIAN, ZoneId.of("UTC"), "host");
        CrontabLoader loader = new CrontabLoader(crontabs, reading, CLOCK, _ -> {}, _ -> {});
        watch = new CrontabWatch(loader, crontabs, CLOCK, tables::add, _ -> {});
    }

    private void write(String command) throws IOException {
        Files.writeString(file, "@daily name:x " + command + "\n");
    }

    private void awaitCommand(String command) throws InterruptedException {
        String found = "";
        while (!found.equals(command)) {
            JobTable table = tables.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(table).as(command + " is noticed").isNotNull();
            found = table.jobs().stream().map(job -> job.command().shell()).findFirst().orElse("");
        }
    }

    @Test
    void a_folder_that_comes_later_is_watched_from_the_next_look_on() throws Exception {
        watch.start();
        awaitCommand("");
        Files.createDirectory(file.getParent());
        write("one");
        watch.look();
        awaitCommand("one");
        write("two");
        awaitCommand("two");

        Files.move(file.getParent(), folder.resolve("away"));
        Files.createDirectory(file.getParent());
        write("three");
        watch.look();
        awaitCommand("three");
        write("four");
        awaitCommand("four");
    }

    @Test
    void a_folder_in_which_something_happens_all_the_time_hides_no_edit() throws Exception {
        Files.createDirectory(file.getParent());
        write("one");
        AtomicBoolean over = new AtomicBoolean();
        Thread noise =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!over.get()) {
                                touch(file.resolveSibling("noise"));
                            }
                        });
        try {
            watch.start();
            awaitCommand("one");
            write("two");
            awaitCommand("two");
        } finally {
            over.set(true);
            noise.join();
        }
    }

    private static void touch(Path path) {
        try {
            Files.writeString(path, "x");
        } catch (IOException trouble) {
            throw new IllegalStateException(trouble);
        }
    }
}
