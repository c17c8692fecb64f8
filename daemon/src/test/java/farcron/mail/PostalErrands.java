package farcron.mail;

import farcron.job.Outcome;
import farcron.job.RunFolder;
import farcron.job.Usage;
import farcron.run.Errand;
import farcron.run.Errands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs errands as plain processes, as whoever runs the tests. As the real one, it claims the
/// errand's folder first, never runs one twice, and knows the end of one that an earlier object
/// began.
final class PostalErrands implements Errands {

    private static final long AWAITED_SECONDS = 30;

    private final BlockingQueue<Outcome> ends = new LinkedBlockingQueue<>();
    private final Map<RunFolder, CompletableFuture<Outcome>> underway = new ConcurrentHashMap<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    /// What a full disk does.
    volatile boolean broken;

    @Override
    public CompletionStage<Outcome> run(RunFolder run, Errand errand) {
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    Outcome outcome = outcome(run.errand(errand.name()), errand);
                    // Whoever asked must be listening: what is heard before `ends` is, in that
                    // order.
                    while (end.getNumberOfDependents() == 0) {
                        Thread.onSpinWait();
                    }
                    end.complete(outcome);
                    ends.add(outcome);
                });
        return end;
    }

    /// Returns when so many errands have come to their end since the last call.
    void awaitEnds(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            if (ends.poll(AWAITED_SECONDS, TimeUnit.SECONDS) == null) {
                throw new AssertionError(i + " of " + count + " errands have ended");
            }
        }
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    private Outcome outcome(RunFolder folder, Errand errand) {
        if (broken) {
            return new Outcome.NotStarted("no space left");
        }
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        CompletableFuture<Outcome> before = underway.putIfAbsent(folder, end);
        if (before != null) {
            return before.join();
        }
        end.complete(claim(folder) ? process(folder, errand) : known(folder));
        return end.join();
    }

    private static boolean claim(RunFolder folder) {
        try {
            Files.createDirectories(folder.path());
            Files.createFile(folder.claim());
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome process(RunFolder folder, Errand errand) {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            Files.write(folder.stdin(), errand.stdin());
            ProcessBuilder builder =
                    new ProcessBuilder(errand.command())
                            .directory(Path.of(errand.environment().get("HOME")).toFile())
                            .redirectInput(folder.stdin().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.log().toFile());
            builder.environment().clear();
            builder.environment().putAll(errand.environment());
            int code = builder.start().onExit().get().exitValue();
            Files.writeString(folder.status(), Integer.toString(code));
            return exited(code);
        } catch (IOException | ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private static Outcome known(RunFolder folder) {
        try {
            return Files.exists(folder.status())
                    ? exited(Integer.parseInt(Files.readString(folder.status())))
                    : new Outcome.Lost("the machine was restarted");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome exited(int code) {
        return new Outcome.Exited(code, Scene.NOW, Scene.NOW, Usage.NONE);
    }
}
