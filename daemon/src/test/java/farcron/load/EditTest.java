package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar;
import farcron.job.JobTable;
import farcron.schedule.SettableTime;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// An edit at any moment of a minute is in force at the next one, also when the kernel gives no
/// hint of it.
class EditTest {

    private static final Instant MINUTE = Instant.parse("2026-11-21T08:14:00Z");
    private static final Duration STEP = Duration.ofMillis(850);

    @TempDir private Path folder;
    private final SettableTime time = new SettableTime(MINUTE.minusSeconds(30));

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_edit_counts_from_the_next_minute_on(boolean byRename) throws IOException {
        Path file = Files.writeString(folder.resolve("crontab"), line(0));
        CrontabFile crontab = new CrontabFile(file, Grammar.Format.USER, "ann", "ann");
        CrontabLoader loader =
                new CrontabLoader(
                        Crontabs.named(List.of(crontab)),
                        new Reading(Grammar.Dialect.DEBIAN, ZoneId.of("UTC"), "host"),
                        time,
                        _ -> {},
                        _ -> {});
        loader.refresh();
        Instant edit = MINUTE;
        for (int i = 1; !edit.isAfter(MINUTE.plusMillis(59_850)); i++, edit = edit.plus(STEP)) {
            time.set(edit);
            change(file, line(i), byRename);
            assertThat(inForceAtTheNextMinute(loader)).as("edited at %s", edit).isEqualTo("c" + i);
        }
    }

    private static String line(int number) {
        return "* * * * * name:x c%d\n".formatted(number);
    }

    private void change(Path file, String text, boolean byRename) throws IOException {
        Path written = byRename ? folder.resolve("new") : file;
        Files.writeString(written, text);
        if (byRename) {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private String inForceAtTheNextMinute(CrontabLoader loader) {
        Instant next =
                Instant.ofEpochSecond(Math.floorDiv(time.instant().getEpochSecond(), 60) * 60 + 60);
        String command = "";
        Instant look = time.instant().plus(LookTimes.untilNext(time.instant()));
        while (look.isBefore(next)) {
            time.set(look);
            command = loader.refresh().map(EditTest::command).orElse(command);
            look = look.plus(LookTimes.untilNext(look));
        }
        return command;
    }

    private static String command(JobTable table) {
        return table.jobs().iterator().next().command().shell();
    }
}
