package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class BootIdTest {

    @Test
    void it_does_not_change_while_process_1_lives() {
        assertThat(BootId.withInit()).startsWith(BootId.current()).isEqualTo(BootId.withInit());
    }

    @Test
    void only_an_earlier_container_has_run_processes_before_process_1() {
        ProcessStat init = ProcessStat.of(1).orElse(self());
        assumeTrue(init.pid() == 1, "SKIPPED: /proc hides process 1 here");
        assumeTrue(init.startTicks() > 0, "SKIPPED: nothing can be older than process 1 here");
        long older = init.startTicks() - 1;

        assertThat(BootId.isBeforeInit(self().id())).isFalse();
        assertThat(BootId.isBeforeInit(init.id())).isFalse();
        assertThat(BootId.isBeforeInit(new ProcessId(17, older))).isTrue();
    }

    private static ProcessStat self() {
        return ProcessStat.of(ProcessHandle.current().pid()).orElseThrow();
    }
}
