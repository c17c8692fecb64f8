package farcron.run.fargate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The queue to which EventBridge brings what happens to tasks: late, twice, in any order, or not
/// at all.
public interface TaskEvents {

    /// @param receipt for [#done]
    /// @param task absent if it could not be understood, or is about something else
    /// @param body as it came
    record Event(String receipt, Optional<TaskSight> task, String body) {}

    /// Waits up to 20 s for events; an interrupt ends it at once.
    ///
    /// @return at most 10, possibly none
    List<Event> receive() throws CallException, InterruptedException;

    /// Asks whether there is a queue to receive from. It does not wait for events, and leaves those
    /// that are there.
    ///
    /// @param patience how long to wait for an answer of any kind
    void knock(Duration patience) throws CallException, InterruptedException;

    /// These need not come again.
    void done(List<String> receipts) throws CallException;
}
