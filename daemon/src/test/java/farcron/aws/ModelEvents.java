package farcron.aws;

import farcron.run.fargate.CallException;
import farcron.run.fargate.TaskEvents;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A queue of events without a wire and without waiting. What was received and not [#done] comes
/// again after a minute; what was not is kept for 14 days.
public final class ModelEvents implements TaskEvents, Consumer<String> {

    private static final int PAGE = 10;
    private static final Duration UNSEEN = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofDays(14);

    /// @param again when it may be received
    private record Message(String body, Instant came, Instant again) {}

    private final InstantSource clock;
    private final EventFeed feed;
    private final TreeMap<Long, Message> queue = new TreeMap<>();
    private boolean outOfReach;
    private long number;

    public ModelEvents(InstantSource clock, long seed) {
        this.clock = clock;
        this.feed = new EventFeed(clock, seed, this::put);
    }

    /// @param other for what is sent from now on
    public void weather(EventFeed.Weather other) {
        feed.weather(other);
    }

    /// Whether each call fails from now on.
    public void outOfReach(boolean isSo) {
        outOfReach = isSo;
    }

    /// An event sets out. To be given to [EcsModel#events].
    @Override
    public void accept(String body) {
        feed.accept(body);
    }

    /// It is in the queue at once, whatever it is.
    public void put(String body) {
        Instant now = clock.instant();
        queue.put(++number, new Message(body, now, now));
    }

    /// When there is something to receive next; past if there is now; [Instant#MAX] if nothing is
    /// on its way.
    public Instant next() {
        Instant next = feed.next();
        for (Message one : queue.values()) {
            next = one.again().isBefore(next) ? one.again() : next;
        }
        return next;
    }

    @Override
    public List<Event> receive() throws CallException {
        reach();
        feed.live();
        Instant now = clock.instant();
        queue.values().removeIf(one -> now.isAfter(one.came().plus(KEPT)));
        List<Event> page = new ArrayList<>();
        for (long key : List.copyOf(queue.keySet())) {
            Message one = queue.get(key);
            if (page.size() < PAGE && !one.again().isAfter(now)) {
                queue.put(key, new Message(one.body(), one.came(), now.plus(UNSEEN)));
                page.add(new Event(Long.toString(key), Sights.event(one.body()), one.body()));
            }
        }
        return page;
    }

    @Override
    public void knock(Duration patience) throws CallException {
        reach();
    }

    @Override
    public void done(List<String> receipts) throws CallException {
        reach();
        receipts.stream().map(Long::valueOf).forEach(queue::remove);
    }

    private void reach() throws CallException {
        if (outOfReach) {
            throw new CallException(
                    CallException.Kind.UNCERTAIN, "NoAnswer: the queue does not answer");
        }
    }
}
