package farcron.mail;

import farcron.crontab.Grammar.Dialect;
import farcron.job.CronLine;
import farcron.job.Outcome;
import farcron.job.RunFolder;
import farcron.job.RunRecord;
import farcron.os.CappedLog;
import farcron.os.LogLimit;
import farcron.run.Errand;
import farcron.run.Errands;
import farcron.run.LogPointers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/// Mails the output of runs that have ended. A letter goes out at most once: the errand that takes
/// it to the mailer is claimed in the run's folder, and the folder's `mail` file goes only after
/// that. So a letter is not lost either: whatever `mail` files there are when a daemon starts, are
/// letters that were not sent, or whose errand has yet to be asked for its end.
///
/// The thread `post` does everything; whoever calls is not kept waiting.
public final class Post implements AutoCloseable {

    /// The errand, and its folder within a run's.
    private static final String ERRAND = "post";

    /// What goes to the log where there is no mailer.
    private static final int MOST_TO_LOG = 64 * 1024;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(5);

    private final Manner manner;
    private final LongFunction<RunFolder> folders;
    private final LogLimit limit;
    private final LogPointers pointers;
    private final Errands errands;
    private final MailLines lines;
    private final Desk desk = new Desk();
    private final List<CompletableFuture<Void>> idle = new ArrayList<>();
    private final BlockingQueue<Note> notes = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().name("post").daemon().unstarted(this::work);

    private sealed interface Note {
        record Ended(RunRecord run) implements Note {}

        record Answered(RunRecord run, Outcome outcome) implements Note {}

        record Look() implements Note {}

        record WhenIdle(CompletableFuture<Void> idle) implements Note {}

        record Stop() implements Note {}
    }

    /// @param folders where a run's files are, by its number
    /// @param limit how much of each output was kept
    public Post(
            Dialect dialect,
            LongFunction<RunFolder> folders,
            LogLimit limit,
            Errands errands,
            Consumer<CronLine> log) {
        this(dialect, folders, limit, errands, log, _ -> Optional.empty());
    }

    /// @param pointers where a run that was done elsewhere has written to
    public Post(
            Dialect dialect,
            LongFunction<RunFolder> folders,
            LogLimit limit,
            Errands errands,
            Consumer<CronLine> log,
            LogPointers pointers) {
        this.manner = Manner.of(dialect);
        this.folders = folders;
        this.limit = limit;
        this.pointers = pointers;
        this.errands = errands;
        this.lines = new MailLines(manner, log);
    }

    public void start() {
        thread.start();
    }

    /// To be told of each run that has ended, and at the start of a daemon of those that had
    /// before. It does no harm to tell of one twice, or of one that never had a folder.
    public void ended(RunRecord run) {
        notes.add(new Note.Ended(run));
    }

    /// Completes when no letter waits or is underway of those runs of which it was told before.
    public CompletionStage<Void> idle() {
        CompletableFuture<Void> idle = new CompletableFuture<>();
        notes.add(new Note.WhenIdle(idle));
        return idle;
    }

    /// What still waits, waits for the next start; mailers that run, run on.
    @Override
    public void close() {
        notes.add(new Note.Stop());
        try {
            thread.join(CLOSED_WITHIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            for (Note note = next(); !(note instanceof Note.Stop); note = next()) {
                handle(note);
                sendWhoseTurnItIs();
                if (desk.isEmpty()) {
                    idle.forEach(waiting -> waiting.complete(null));
                    idle.clear();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendWhoseTurnItIs() {
        Optional<RunRecord> run = desk.take(System.nanoTime());
        while (run.isPresent()) {
            send(run.get());
            run = desk.take(System.nanoTime());
        }
    }

    /// While letters wait, a mailer may turn out to hang, of which nobody tells.
    private Note next() throws InterruptedException {
        if (!desk.anyWaits()) {
            return notes.take();
        }
        return Optional.ofNullable(notes.poll(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS))
                .orElseGet(Note.Look::new);
    }

    private void handle(Note note) {
        switch (note) {
            case Note.Ended(RunRecord run) -> attempt(run, () -> consider(run));
            case Note.Answered(RunRecord run, Outcome outcome) -> {
                desk.done(run);
                attempt(run, () -> settle(run, outcome));
            }
            case Note.WhenIdle(CompletableFuture<Void> waiting) -> idle.add(waiting);
            case Note.Look _, Note.Stop _ -> {}
        }
    }

    private interface Act {
        void run() throws IOException;
    }

    private void attempt(RunRecord run, Act act) {
        try {
            act.run();
        } catch (IOException | RuntimeException trouble) {
            lines.trouble(run, trouble.toString());
        }
    }

    private void consider(RunRecord run) throws IOException {
        RunFolder folder = folders.apply(run.id());
        if (desk.knows(run) || !Files.exists(folder.mail())) {
            return;
        }
        Optional<Letterhead> found = letterhead(folder);
        if (found.isEmpty() || !Letter.isDue(found.get(), run, log(folder).size())) {
            Files.deleteIfExists(folder.mail());
            return;
        }
        Letterhead head = found.get();
        lines.unsafe(run, head.unsafe());
        if (head.command().isEmpty()) {
            Files.deleteIfExists(folder.mail());
        } else if (!Files.isExecutable(Path.of(head.command().getFirst()))) {
            keep(run, folder, head.command().getFirst());
        } else if (!desk.add(run)) {
            lines.full(run);
        }
    }

    /// There is no mailer: the output is nowhere but on record, and with cronie in the log.
    private void keep(RunRecord run, RunFolder folder, String mailer) throws IOException {
        lines.noMailer(mailer);
        if (manner.withoutMailer().outputToLog()) {
            lines.output(run, log(folder).bytes(MOST_TO_LOG));
        }
        Files.deleteIfExists(folder.mail());
    }

    private void send(RunRecord run) {
        try {
            RunFolder folder = folders.apply(run.id());
            Letterhead head =
                    letterhead(folder)
                            .orElseThrow(() -> new IOException(folder.mail() + " is damaged"));
            byte[] text = Letter.text(head, run, log(folder), manner, pointers.of(run));
            Errand errand =
                    new Errand(ERRAND, run.user(), head.command(), head.environment(), text);
            errands.run(folder, errand).thenAccept(outcome -> answer(run, outcome));
        } catch (IOException | RuntimeException trouble) {
            answer(run, new Outcome.NotStarted(trouble.toString()));
        }
    }

    private void answer(RunRecord run, Outcome outcome) {
        notes.add(new Note.Answered(run, outcome));
    }

    private void settle(RunRecord run, Outcome outcome) throws IOException {
        RunFolder folder = folders.apply(run.id());
        long bytes = log(folder).size();
        switch (outcome) {
            case Outcome.Exited exit -> {
                if (exit.code() != 0) {
                    CappedLog answer = log(folder.errand(ERRAND));
                    lines.failed(
                            run,
                            bytes,
                            exit.code(),
                            new String(answer.bytes(MOST_TO_LOG), StandardCharsets.UTF_8));
                }
                Files.deleteIfExists(folder.mail());
                if (exit.code() == 0) {
                    clear(folder.errand(ERRAND));
                }
            }
            case Outcome.Lost(String why) -> {
                lines.uncertain(run, bytes, why);
                Files.deleteIfExists(folder.mail());
            }
            case Outcome.NotStarted(String why) -> lines.notSent(run, why);
            case Outcome.Judged judged -> lines.notSent(run, judged.reason());
        }
    }

    /// The mailer has the letter: a second copy of the output is of no use. The claim goes last, so
    /// that no straggler finds something to do. What is left goes with the run's folder.
    private static void clear(RunFolder errand) {
        try (Stream<Path> files = Files.list(errand.path())) {
            for (Path file : files.filter(file -> !file.equals(errand.claim())).toList()) {
                Files.delete(file);
            }
            Files.delete(errand.claim());
            Files.delete(errand.path());
        } catch (IOException | UncheckedIOException _) {
            // Somebody else is clearing away.
        }
    }

    private static Optional<Letterhead> letterhead(RunFolder folder) throws IOException {
        return Letterhead.parse(Files.readAllBytes(folder.mail()));
    }

    private CappedLog log(RunFolder folder) {
        return new CappedLog(folder.log(), limit);
    }
}
