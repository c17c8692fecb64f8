package farcron.report;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioChannelOption;

import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

import java.util.Set;

/// One way in, and how many have come through it.
///
/// The counts are owned by the event loop. Whom root or the daemon's own account ask for is never
/// kept out by others who hold connections open.
final class Door {

    private static final int MOST = 64;

    private final boolean socket;
    private final Set<String> masters;
    private int masterCount;
    private int otherCount;

    /// @param masters accounts that may see and do everything; only for the Unix socket
    Door(boolean socket, Set<String> masters) {
        this.socket = socket;
        this.masters = Set.copyOf(masters);
    }

    boolean isSocket() {
        return socket;
    }

    /// Asks the kernel. It may have to look up the account's name, so not on the event loop.
    Caller caller(Channel channel) {
        if (!socket) {
            return new Caller.Anonymous();
        }
        UnixDomainPrincipal peer =
                channel.config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
        String user = peer == null ? "" : peer.user().getName();
        return user.isEmpty()
                ? new Caller.Anonymous()
                : new Caller.Known(user, masters.contains(user));
    }

    /// On the event loop. Takes a place until the channel is closed, if there is one.
    boolean admits(Channel channel, Caller caller) {
        boolean master = caller.master();
        if ((master ? masterCount : otherCount) >= MOST) {
            return false;
        }
        count(master, 1);
        channel.closeFuture().addListener(_ -> count(master, -1));
        return true;
    }

    private void count(boolean master, int step) {
        if (master) {
            masterCount += step;
        } else {
            otherCount += step;
        }
    }
}
