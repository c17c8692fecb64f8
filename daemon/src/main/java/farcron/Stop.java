package farcron;

import farcron.os.Signals;
import farcron.report.EventLog;
import farcron.schedule.Inbox;
import farcron.schedule.Message;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The signals that end the daemon, and what it waits for after the first of them.
final class Stop {

    private static final long LETTERS_SECONDS = 30;

    private final EventLog log;
    private final Runnable begun;

    /// One for each reason to go on ending.
    private final Semaphore reasons = new Semaphore(0);

    /// From now on the signals are heard.
    ///
    /// @param begun runs after the first of them
    Stop(EventLog log, Runnable begun) {
        this.log = log;
        this.begun = begun;
        Signals.handle("TERM", reasons::release);
        Signals.handle("INT", reasons::release);
    }

    /// Waits for a signal. What runs then, runs on.
    void await() throws InterruptedException {
        reasons.acquire();
        begun.run();
        log.note("stopping; running jobs go on and are taken up by the next start");
    }

    /// Waits for a signal and then, while nothing more is started, for the end of what runs and for
    /// the letters about it, or for a second signal.
    ///
    /// @param letters tells when none is left
    void awaitWithJobs(Inbox inbox, Supplier<CompletionStage<Void>> letters)
            throws InterruptedException {
        reasons.acquire();
        begun.run();
        log.note("stopping when the running jobs have ended; another signal stops at once");
        CompletableFuture<Void> idle = new CompletableFuture<>();
        idle.thenCompose(_ -> inTime(letters.get())).whenComplete((_, _) -> reasons.release());
        inbox.post(new Message.End(idle));
        reasons.acquire();
        log.note(idle.isDone() ? "stopping; no job runs" : "stopping; jobs still run");
    }

    private static CompletionStage<Void> inTime(CompletionStage<Void> letters) {
        return letters.toCompletableFuture().orTimeout(LETTERS_SECONDS, TimeUnit.SECONDS);
    }
}
