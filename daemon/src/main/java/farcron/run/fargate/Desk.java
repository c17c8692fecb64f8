package farcron.run.fargate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The one thread to which all that concerns tasks belongs: it takes notes from its inbox, one
/// after the other, and has calls made elsewhere, whose results come back as notes.
public final class Desk {

    /// What is asked of AWS.
    @FunctionalInterface
    interface Call<T> {
        T ask() throws CallException;
    }

    /// Something that wants to be looked after from time to time.
    interface Duty {
        /// Does what is to be done by now.
        void see(Instant now);

        /// When there is something to do next; [Instant#MAX] if nothing is.
        Instant next(Instant now);
    }

    private final InstantSource time;
    private final Calls calls;
    private final Consumer<String> trouble;
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final List<Duty> duties = new ArrayList<>();

    public Desk(InstantSource time, Calls calls, Consumer<String> trouble) {
        this.time = time;
        this.calls = calls;
        this.trouble = trouble;
    }

    void takes(Duty duty) {
        duties.add(duty);
    }

    Instant now() {
        return time.instant();
    }

    /// Any thread.
    void post(Runnable note) {
        inbox.add(note);
    }

    /// @param done told what came of it, at this desk
    /// @param failed told why nothing did, at this desk
    <T> void call(Call<T> call, Consumer<T> done, Consumer<CallException> failed) {
        calls.make(() -> {
            try {
                T result = call.ask();
                post(() -> done.accept(result));
            } catch (CallException trouble) {
                post(() -> failed.accept(trouble));
            } catch (RuntimeException | Error bug) {
                // A class or memory may be missing; what was asked may have been done.
                CallException unknown =
                        new CallException(CallException.Kind.UNCERTAIN, bug.toString());
                post(() -> failed.accept(unknown));
            }
        });
    }

    /// Does all that there is to do now.
    ///
    /// @return the moment of the next step, if no note comes before it
    public Instant step() {
        List<Runnable> notes = new ArrayList<>();
        inbox.drainTo(notes);
        notes.forEach(this::take);
        Instant now = now();
        duties.forEach(duty -> take(() -> duty.see(now)));
        return !inbox.isEmpty() ? now : next(now);
    }

    private Instant next(Instant now) {
        return duties.stream()
                .map(duty -> duty.next(now))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /// Waits for a note.
    ///
    /// @param most so long, in milliseconds
    void await(long most) throws InterruptedException {
        Runnable note = inbox.poll(most, TimeUnit.MILLISECONDS);
        if (note != null) {
            take(note);
        }
    }

    /// One note that cannot be dealt with, which is a bug, does not cost the others.
    private void take(Runnable note) {
        try {
            note.run();
        } catch (RuntimeException bug) {
            trouble.accept("something about a Fargate task could not be dealt with: " + bug);
        }
    }
}
