package farcron.report;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioChannelOption;

import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One way in, and how many have come through it.
///
/// The counts are owned by the event loop. Whom root or the daemon's own account ask for is never
/// kept out by others who hold connections open.
final class Door {

    private static final Logger LOG = LoggerFactory.getLogger("farcron");

    private static final int MOST = 64;

    /// Of one account.
    private static final int SHARE = 8;

    private static final Caller ANYBODY = new Caller.Anonymous();

    private final Optional<Callers> callers;
    private int masterCount;
    private int otherCount;
    private int unidentified;
    private final Map<Caller, Integer> places = new HashMap<>();

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
    ///
    /// @return empty if it cannot be found out
    Optional<Caller> caller(Channel channel) {
        try {
            return Optional.of(callers.map(known -> peer(channel, known)).orElse(ANYBODY));
        } catch (RuntimeException _) { // went away, mostly
            return Optional.empty();
        } catch (Error bug) {
            LOG.error("event=caller_unknown what={}", EventLog.value(bug.toString()));
            return Optional.empty();
        }
    }

    private static Caller peer(Channel channel, Callers callers) {
        UnixDomainPrincipal peer =
                channel.config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
        return peer == null ? ANYBODY : callers.of(peer.user());
    }

    /// On the event loop. While many are not identified, the others wait outside, where they cost
    /// the daemon no descriptor and no thread.
    void arrived(Channel channel) {
        unidentified++;
        accept(channel);
    }

    /// On the event loop. Once for each that arrived, also if it went away meanwhile.
    void identified(Channel channel) {
        unidentified--;
        accept(channel);
    }

    private void accept(Channel channel) {
        channel.parent().config().setAutoRead(unidentified < MOST);
    }

    /// On the event loop. Takes a place until the channel is closed, if there is one.
    boolean admits(Channel channel, Caller caller) {
        int all = caller.master() ? masterCount : otherCount;
        if (all >= MOST || places.getOrDefault(caller, 0) >= share(caller)) {
            return false;
        }
        count(caller, 1);
        channel.closeFuture().addListener(_ -> count(caller, -1));
        return true;
    }

    private static int share(Caller caller) {
        return caller.full() && !caller.master() ? SHARE : MOST;
    }

    private void count(Caller caller, int step) {
        if (caller.master()) {
            masterCount += step;
        } else {
            otherCount += step;
        }
        places.merge(caller, step, (held, more) -> held + more == 0 ? null : held + more);
    }
}
