package farcron.run.local;

import farcron.job.RunFolder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongFunction;

/// Brings what runs to its end: sends signals to all of its processes; with KILL, until none is
/// left. What is about to start is waited for.
///
/// @param open what is known of the processes of an id whose end is still to be told
record Stopping(
        Starter starter, LiveRuns live, Spawning spawning, LongFunction<Optional<Remains>> open) {

    private static final Logger LOG = LoggerFactory.getLogger("farcron");

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATER = Duration.ofSeconds(1);

    void stop(long id, Signal signal) {
        stop(id, signal, SOON);
    }

    private void stop(long id, Signal signal, Duration pause) {
        open.apply(id)
                .ifPresent(remains ->
                        starter.later(
                                "stopping " + live.name(id),
                                () -> signal(id, remains, signal, pause)));
    }

    private void signal(long id, Remains remains, Signal signal, Duration pause) {
        boolean somebody = signal(id, remains, signal);
        if (signal == Signal.KILL || !somebody) {
            Duration twice = pause.multipliedBy(2);
            Duration next = twice.compareTo(LATER) < 0 ? twice : LATER;
            live.after(pause, () -> stop(id, signal, next));
        }
    }

    /// @return whether there was somebody to get it
    private boolean signal(long id, Remains remains, Signal signal) {
        Optional<RunFolder> begun = live.folder(id);
        if (begun.isEmpty() || !(Claim.of(begun.get()) instanceof Claim.Held claim)) {
            return false;
        }
        live.watchClosely(id);
        try {
            return remains.send(signal, begun.get(), claim, spawning.spawner());
        } catch (IOException e) {
            LOG.error("cannot send SIG" + signal + " to " + live.name(id), e);
            return false;
        }
    }
}
