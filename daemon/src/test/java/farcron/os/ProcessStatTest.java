package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStatTest {

    @Test
    void a_name_with_blanks_and_parentheses_confuses_nobody() {
        String line =
                "42 (a) S 1 (b) R 7 8 9 0 -1 4194368 26 0 0 0 0 0 0 0 20 0 1 0 189677 265 boot-id";
        assertThat(ProcessStat.parse(line)).contains(new ProcessStat(42, 'R', 7, 8, 9, 189677));
    }

    @Test
    void anything_else_is_no_such_line() {
        assertThat(ProcessStat.parse("")).isEmpty();
        assertThat(ProcessStat.parse("withdrawn\n")).isEmpty();
        assertThat(ProcessStat.parse("1 (x) S 1 2")).isEmpty();
        assertThat(ProcessStat.parse("x (x) S 1 7 8 9 0 -1 4 2 0 0 0 0 0 0 0 2 0 1 0 1")).isEmpty();
    }

    @Test
    void a_process_is_alive_until_it_ends_and_another_of_its_number_is_not_it() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        ProcessId id = ProcessStat.of(sleep.pid()).orElseThrow().id();
        assertThat(id.alive()).isTrue();
        assertThat(new ProcessId(id.pid(), id.startTicks() + 1).alive()).isFalse();
        assertThat(ProcessStat.of(ProcessHandle.current().pid()).orElseThrow().id().children())
                .anyMatch(child -> child.pid() == sleep.pid());
        sleep.destroyForcibly().waitFor();
        assertThat(id.alive()).isFalse();
    }
}
