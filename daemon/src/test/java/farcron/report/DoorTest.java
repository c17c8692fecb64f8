package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.os.Account;
import farcron.os.Accounts;

import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

class DoorTest {

    private static final Caller ANN = new Caller.Known("ann", false);
    private static final Caller ROOT = new Caller.Known("root", true);
    private static final Caller ANYBODY = new Caller.Anonymous();

    /// So many connections are accepted at once, so the last of 64 may come with these.
    private static final int AT_ONCE = 16;

    private final Door door = Door.tcp();

    private int admitted(Caller caller) {
        int count = 0;
        while (door.admits(new EmbeddedChannel(), caller)) {
            count++;
        }
        return count;
    }

    @Test
    void one_account_takes_eight_places_and_leaves_the_others() {
        assertThat(admitted(ANN)).isEqualTo(8);
        assertThat(admitted(new Caller.Known("bob", false))).isEqualTo(8);
        assertThat(admitted(ANYBODY)).isEqualTo(48);
        assertThat(admitted(ROOT)).isEqualTo(64);
    }

    @Test
    void who_goes_leaves_his_place() {
        EmbeddedChannel first = new EmbeddedChannel();
        door.admits(first, ANN);
        admitted(ANN);
        first.close();
        assertThat(admitted(ANN)).isEqualTo(1);
    }

    @Test
    @Timeout(30)
    void while_the_directory_hangs_connections_wait_outside_and_known_callers_are_answered(
            @TempDir Path folder) throws Exception {
        Directory directory = new Directory();
        Scene scene = new Scene(folder);
        List<SocketChannel> held = new ArrayList<>();
        try (StatusServer server = new StatusServer(scene.site(), Set.of(), directory.callers())) {
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            InetSocketAddress tcp = server.listen(any).orElseThrow();
            assertThat(server.listen(scene.socket())).isTrue();
            for (int i = 0; i < 120; i++) {
                held.add(SocketChannel.open(UnixDomainSocketAddress.of(scene.socket())));
            }
            directory.asked.acquire(64);
            for (int i = 0; i < 5; i++) {
                assertThat(Wire.status(Wire.ask(tcp, "GET", "/health", ""))).isEqualTo(200);
            }
            assertThat(directory.count.get()).isLessThan(64 + AT_ONCE);
            directory.answers.countDown();
            for (SocketChannel channel : held) {
                channel.close();
            }
            directory.asked.acquire(120 - 64);
            assertThat(new SocketClient(scene.socket()).ask("GET", "/health", "*/*").status())
                    .isEqualTo(200);
        }
    }

    /// Does not answer at first.
    private static final class Directory {

        private final CountDownLatch answers = new CountDownLatch(1);
        private final Semaphore asked = new Semaphore(0);
        private final AtomicInteger count = new AtomicInteger();

        Callers callers() {
            return new Callers(
                    this::named,
                    FileSystems.getDefault().getUserPrincipalLookupService(),
                    new Accounts().current().uid());
        }

        private Optional<Account> named(String name) {
            count.incrementAndGet();
            asked.release();
            try {
                answers.await();
            } catch (InterruptedException _) {
                return Optional.empty();
            }
            return new Accounts().named(name);
        }
    }
}
