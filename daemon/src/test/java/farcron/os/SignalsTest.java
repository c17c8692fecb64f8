package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class SignalsTest {

    @Test
    void a_handler_runs_when_the_signal_arrives() throws Exception {
        CountDownLatch arrived = new CountDownLatch(2);
        assertThat(Signals.handle("WINCH", arrived::countDown)).isTrue();
        for (int i = 0; i < 2; i++) {
            long before = arrived.getCount();
            String pid = Long.toString(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-WINCH", pid).start().waitFor();
            for (int tries = 0; tries < 3_000 && arrived.getCount() == before; tries++) {
                arrived.await(10, TimeUnit.MILLISECONDS);
            }
        }
        assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_signal_that_the_machine_does_not_know_is_refused() {
        assertThat(Signals.handle("NONSENSE", () -> {})).isFalse();
    }
}
