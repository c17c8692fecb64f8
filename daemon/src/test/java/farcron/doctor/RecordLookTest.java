package farcron.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.record.RunFolders;
import farcron.record.RunStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

class RecordLookTest {

    @TempDir private Path state;

    private Finding found() {
        Findings findings = new Findings();
        new RecordLook(state).look(findings);
        return findings.all().getFirst();
    }

    private RunStore open() {
        RunStore store =
                new RunStore(
                        state.resolve("farcron.db"),
                        new RunFolders(List.of()),
                        InstantSource.fixed(Instant.EPOCH));
        store.recover();
        return store;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.sorted().toList();
        }
    }

    @Test
    void there_need_not_be_one_yet() {
        assertThat(found().level()).isEqualTo(Level.NOTE);
    }

    @Test
    void a_sound_one_is_left_as_it_is() throws IOException {
        open().close();
        List<Path> before = files();

        assertThat(found().text()).contains("is sound, version ");
        assertThat(files()).as("nothing is made beside it").isEqualTo(before);
    }

    @Test
    void it_is_read_beside_a_daemon() {
        try (RunStore daemon = open()) {
            assertThat(daemon.problem()).isEmpty();
            assertThat(found().text()).contains("is sound, version ");
        }
    }

    @Test
    void a_damaged_one_is_told_with_the_remedy() throws IOException {
        open().close();
        Path file = state.resolve("farcron.db");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 4096; i < bytes.length; i++) {
            bytes[i] = 77;
        }
        Files.write(file, bytes);

        assertThat(found().level()).isEqualTo(Level.FAIL);
        assertThat(found().text()).contains("damaged").contains("move");
    }

    @Test
    void another_programs_file_is_none() throws IOException {
        Files.writeString(state.resolve("farcron.db"), "no database at all".repeat(300));

        assertThat(found().level()).isEqualTo(Level.FAIL);
    }
}
