package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.os.Accounts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;

class BudgetTest {

    private static final int MIB = 1 << 20;
    private static final Caller ROOT = new Caller.Known("root", true);

    private final Budget budget = new Budget();

    private static Caller user(String name) {
        return new Caller.Known(name, false);
    }

    @Test
    void one_account_has_a_quarter_and_the_others_keep_theirs() {
        assertThat(budget.reserve(user("ann"), 2 * MIB)).isTrue();
        assertThat(budget.reserve(user("ann"), 1)).isFalse();
        assertThat(budget.reserve(user("bob"), 2 * MIB)).isTrue();
        budget.release(user("ann"), 2 * MIB);
        assertThat(budget.reserve(user("ann"), 1)).isTrue();
    }

    @Test
    void all_others_together_keep_nothing_from_root() {
        for (String name : Set.of("a", "b", "c", "d")) {
            assertThat(budget.reserve(user(name), 2 * MIB)).isTrue();
        }
        assertThat(budget.reserve(user("e"), 1)).isFalse();
        assertThat(budget.reserve(ROOT, 8 * MIB)).isTrue();
        assertThat(budget.reserve(ROOT, 1)).isFalse();
    }

    @Test
    void one_alone_may_wait_however_large() {
        assertThat(budget.reserve(user("ann"), 9 * MIB)).isTrue();
        assertThat(budget.reserve(user("bob"), 1)).isFalse();
        assertThat(budget.reserve(ROOT, 9 * MIB)).isTrue();
    }

    @Test
    void who_has_no_room_left_is_told_so_and_let_go(@TempDir Path folder) throws Exception {
        Scene scene = new Scene(folder);
        try (StatusServer server = scene.server(Set.of(), new Accounts().current())) {
            server.budget().reserve(new Caller.Anonymous(), 2 * MIB);
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            String answer =
                    Wire.send(
                            server.listen(any).orElseThrow(),
                            "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(Wire.status(answer)).isEqualTo(503);
            assertThat(answer).contains("too many answers");
        }
    }
}
