package farcron.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Where everything that is not the scheduler puts what the scheduler should know.
public final class Inbox {

    private final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final List<Message> awaited = new ArrayList<>();

    /// Any thread; never blocks.
    public void post(Message message) {
        messages.add(message);
    }

    /// All that came since the last call. The scheduler's thread only, as for [#await].
    List<Message> drain() {
        List<Message> all = new ArrayList<>(awaited);
        awaited.clear();
        messages.drainTo(all);
        return all;
    }

    /// Waits until there is a message, at most so long.
    ///
    /// @return whether there is one
    boolean await(long nanos) throws InterruptedException {
        Message first = messages.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        if (first != null) {
            awaited.add(first);
        }
        return first != null;
    }
}
