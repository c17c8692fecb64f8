package farcron.report;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioChannelOption;

import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

import java.util.Optional;

/// One way in, and how many have come through it.
///
/// The counts are owned by the event loop. Whom root or the daemon's own account ask for is never
/// kept out by others who hold connections open.
final class Door {

    private static final int MOST = 64;

    private final Optional<Callers> callers;
    private int masterCount;
    private int otherCount;

    private Door(Optional<Callers> callers) {
        this.callers = callers;
    }

    /// The Unix socket.
    static Door socket(Callers callers) {
        return new Door(Optional.of(callers));
    }

    /// TCP, where nobody is known.
    static Door tcp() {
        return new Door(Optional.empty());
    }

    boolean isSocket() {
        return callers.isPresent();
    }

    /// Asks the kernel. It may have to look up the account, so not on the event loop.
    Caller caller(Channel channel) {
        if (callers.isEmpty()) {
            return new Caller.Anonymous();
        }
        UnixDomainPrincipal peer =
                channel.config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
        return peer == null ? new Caller.Anonymous() : callers.get().of(peer.user());
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
