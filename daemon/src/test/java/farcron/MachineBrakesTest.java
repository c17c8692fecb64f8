package farcron;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Limits;
import farcron.os.Hardware;

import org.junit.jupiter.api.Test;

import java.util.OptionalInt;
import java.util.OptionalLong;

class MachineBrakesTest {

    @Test
    void runs_share_what_the_machine_has() {
        Hardware machine = new Hardware(OptionalLong.of(32_803_032L << 10), OptionalInt.of(8));

        assertThat(MachineBrakes.shared(machine).words()).isEqualTo("mem:31.2G cpu:8");
    }

    @Test
    void of_what_nobody_tells_there_is_always_enough() {
        Hardware machine = new Hardware(OptionalLong.empty(), OptionalInt.empty());

        assertThat(MachineBrakes.shared(machine)).isEqualTo(Limits.NONE);
    }
}
