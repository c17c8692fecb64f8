package farcron.report;

import static farcron.report.Scene.at;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.RunRecord;
import farcron.job.RunState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class LogsTest {

    @TempDir Path folder;
    private Scene scene;

    @BeforeEach
    void set_the_scene() {
        scene = new Scene(folder);
        scene.file("/etc/crontab", "0 2 * * * root name:job /x");
        scene.open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_growing_log_is_read_on_from_where_the_last_answer_ended() {
        RunRecord run = scene.running("job", at("2026-11-21T02:00"));
        scene.output(run, "one\n");
        SocketClient.Answer first = scene.ask("GET", "/runs/1/log?offset=0", "*/*");
        assertThat(first.text()).isEqualTo("one\n");
        assertThat(first.headers())
                .containsEntry("x-log-size", "4")
                .containsEntry("x-log-next", "4")
                .containsEntry("x-run-id", "1")
                .containsEntry("x-run-state", "running");
        scene.output(run, "one\ntwo\n");
        assertThat(scene.text("/runs/1/log?offset=4")).isEqualTo("two\n");
        assertThat(scene.text("/runs/1/log?offset=99")).isEmpty();
    }

    @Test
    void the_end_is_enough_where_asked() {
        scene.output(scene.ran("job", RunState.OK, at("2026-11-21T02:00"), 0, ""), "one\ntwo\n");
        assertThat(scene.text("/runs/1/log?tail=4")).isEqualTo("two\n");
        assertThat(scene.text("/runs/1/log?tail=999")).isEqualTo("one\ntwo\n");
    }

    @Test
    void a_run_without_output_has_an_empty_log() {
        scene.ran("job", RunState.OK, at("2026-11-21T02:00"), 0, "");
        assertThat(scene.ask("GET", "/runs/1/log", "*/*").status()).isEqualTo(200);
        assertThat(scene.text("/runs/1/log")).isEmpty();
    }

    @Test
    void a_long_log_is_answered_in_its_first_and_last_part_or_in_pieces() {
        String text = "x".repeat(99) + "\n";
        scene.output(
                scene.ran("job", RunState.OK, at("2026-11-21T02:00"), 0, ""),
                text.repeat(10_000) + "end\n");
        assertThat(scene.text("/runs/1/log"))
                .hasSizeLessThan(300_000)
                .contains(" bytes cut ---")
                .endsWith("end\n");
        StringBuilder all = new StringBuilder();
        long at = 0;
        while (at < 1_000_004) {
            SocketClient.Answer piece = scene.ask("GET", "/runs/1/log?offset=" + at, "*/*");
            all.append(piece.text());
            at = Long.parseLong(piece.headers().get("x-log-next"));
        }
        assertThat(all).hasSize(1_000_004);
    }

    @Test
    void a_jobs_name_stands_for_its_newest_run_that_started() {
        scene.output(scene.ran("job", RunState.OK, at("2026-11-20T02:00"), 0, ""), "yesterday\n");
        scene.not("job", RunState.SKIPPED, at("2026-11-21T02:00"), 1, "");
        assertThat(scene.text("/runs/job/log")).isEqualTo("yesterday\n");
    }

    @Test
    void the_newest_attempt_is_shown_and_an_earlier_one_where_asked() throws Exception {
        RunRecord run = scene.running("job", at("2026-11-21T02:00"));
        scene.output(run, "first\n");
        scene.put(run.again(at("2026-11-21T02:01"), "exit 1"));
        assertThat(scene.text("/runs/1/log")).as("until there is another").isEqualTo("first\n");
        Path second = folder.resolve("runs/1/attempt-2");
        Files.createDirectories(second);
        Files.writeString(second.resolve("log"), "second\n");
        SocketClient.Answer newest = scene.ask("GET", "/runs/1/log", "*/*");
        assertThat(newest.text()).isEqualTo("second\n");
        assertThat(newest.headers())
                .containsEntry("x-log-attempt", "2")
                .containsEntry("x-log-attempts", "2");
        assertThat(scene.text("/runs/1/log?attempt=1")).isEqualTo("first\n");
        assertThat(scene.text("/runs/1/log?attempt=1&offset=3")).isEqualTo("st\n");
        SocketClient.Answer none = scene.ask("GET", "/runs/1/log?attempt=3", "*/*");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.text()).isEqualTo("run 1 has no attempt 3; its newest is 2\n");
    }

    @ParameterizedTest
    @CsvSource({"abc,0", "caf\u00e9,0", "\u00e9,0"})
    void whole_characters_leave_nothing_open(String text, int open) {
        assertThat(Logs.openBytes(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(open);
    }

    @Test
    void a_character_that_is_not_whole_yet_waits() {
        byte[] euro = "\u20ac".getBytes(StandardCharsets.UTF_8);
        assertThat(Logs.openBytes(new byte[] {'a', euro[0]})).isEqualTo(1);
        assertThat(Logs.openBytes(new byte[] {'a', euro[0], euro[1]})).isEqualTo(2);
        assertThat(Logs.openBytes(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80})).isZero();
    }
}
