package farcron.run.local;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.job.Limits;
import farcron.job.Outcome;
import farcron.job.RunFolder;
import farcron.job.RunRecord;
import farcron.job.Target;
import farcron.os.Account;
import farcron.os.Accounts;
import farcron.run.Errand;
import farcron.run.Errands;
import farcron.run.Runner;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Runs jobs as processes of this machine, each as its user: says what is to be run, and as whom.
/// The [Supervision] has it run.
public final class LocalRunner implements Runner, Errands {

    private static final Duration TEST_MAY_TAKE = Duration.ofSeconds(60);

    /// It must not be done here once more.
    private static final String TASK_GOES_ON =
            "an earlier daemon had it done by a task on AWS, and this one runs lines for Fargate as"
                    + " local processes; look for the task there, or start farcron with"
                    + " --fargate=aws";

    /// In the place of an attempt.
    private static final int TEST = 0;

    /// @param id in the [Supervision], where each attempt, test and errand has one of its own: a
    ///   late word about one attempt cannot be taken for one about the next
    private record Doing(long id, int attempt) {}

    private final RunRoots roots;
    private final LocalSettings settings;
    private final Account self;
    private final Doors doors;
    private final Supervision supervision;
    private final Owners owners;
    private final Duration testMayTake;
    private final AtomicLong lastId = new AtomicLong();

    /// What is done for a run at present.
    private final Map<Long, Doing> doings = new ConcurrentHashMap<>();

    public LocalRunner(RunRoots roots, LocalSettings settings, Accounts accounts, Doors doors) {
        this(roots, settings, accounts, doors, TEST_MAY_TAKE);
    }

    /// @param testMayTake how long a `when:` test has for its answer
    LocalRunner(
            RunRoots roots,
            LocalSettings settings,
            Accounts accounts,
            Doors doors,
            Duration testMayTake) {
        this.roots = roots;
        this.settings = settings;
        this.self = accounts.current();
        this.doors = doors;
        this.supervision = new Supervision(settings);
        this.owners = new Owners(accounts, self, supervision, doors.log());
        this.testMayTake = testMayTake;
        supervision.later("clearing away old tests", roots::clearTests);
    }

    @Override
    public void start(RunRecord run, Job job) {
        Doing before = doings.get(run.id());
        if (before != null && before.attempt() == run.attempt()) {
            return;
        }
        long id = expect(run, run.attempt(), end -> over(run, end));
        supervision.begin(id, "starting run " + run.id(), () -> begin(id, run, job));
    }

    @Override
    public boolean adopt(RunRecord run) {
        Places places = roots.attempt(run.id(), run.attempt());
        if (places.areOfTask()) {
            doors.ended().ended(run.id(), new Outcome.Lost(TASK_GOES_ON));
            return true;
        }
        Optional<RunFolder> folder = places.claimed();
        if (folder.isEmpty() && places.withdraw()) {
            return false;
        }
        long id = expect(run, run.attempt(), end -> over(run, end));
        // A straggling supervisor may have been faster than our withdrawal.
        folder.or(places::claimed).ifPresent(claimed -> supervision.watch(id, claimed));
        return true;
    }

    @Override
    public void ask(RunRecord run, Job job) {
        AtomicBoolean late = new AtomicBoolean();
        long id = expect(run, TEST, end -> answered(run, end, late.get()));
        supervision.begin(id, "asking when: of run " + run.id(), () -> ask(id, run, job));
        supervision.after(
                testMayTake,
                () -> {
                    late.set(true);
                    supervision.stop(id, Signal.KILL);
                });
    }

    @Override
    public void stop(RunRecord run, boolean force) {
        Doing doing = doings.get(run.id());
        if (doing != null) {
            supervision.later("noting why run " + run.id() + " is to end", () -> note(run));
            supervision.stop(doing.id(), force ? Signal.KILL : Signal.TERM);
        }
    }

    /// A record that is made up from folders would take it for an end of its own.
    private void note(RunRecord run) {
        roots.attempt(run.id(), run.attempt())
                .claimed()
                .filter(folder -> Sight.of(folder) instanceof Sight.Running)
                .ifPresent(folder -> StopNote.leave(folder, run.reason()));
    }

    @Override
    public CompletionStage<Outcome> run(RunFolder run, Errand errand) {
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        RunFolder folder = run.errand(errand.name());
        long id = lastId.incrementAndGet();
        // Not the errand itself, which holds a whole letter.
        String user = errand.user();
        supervision.expect(id, end -> done.complete(outcome(user, end)));
        supervision.begin(id, "running " + folder.path(), () -> begin(id, folder, errand));
        return done;
    }

    @Override
    public void close() {
        supervision.close();
    }

    private long expect(RunRecord run, int attempt, Consumer<Sight.End> ended) {
        Doing doing = new Doing(lastId.incrementAndGet(), attempt);
        doings.put(run.id(), doing);
        supervision.expect(
                doing.id(),
                end -> {
                    doings.remove(run.id(), doing);
                    ended.accept(end);
                });
        return doing.id();
    }

    private void begin(long id, RunRecord run, Job job) {
        Places places = roots.attempt(run.id(), run.attempt());
        Optional<RunFolder> before = places.claimed();
        if (before.isPresent()) {
            supervision.watch(id, before.get());
            return;
        }
        Owners.Deed launch =
                account -> {
                    List<String> drop = words(run, job, account);
                    Optional<byte[]> mail = doors.letterheads().of(run, job);
                    JobFiles files = JobFiles.of(run, job, account, settings, mail);
                    Share share = share("run-" + run.id() + "." + run.attempt(), job);
                    supervision.launch(new RunTask(id, drop, share, files, places));
                };
        owners.doAs(job.user(), id, launch);
    }

    private static Share share(String name, Job job) {
        return switch (job.target()) {
            case Target.Local(_, Limits limits) -> new Share(name, limits);
            case Target.Fargate _ -> new Share(name, Limits.NONE);
        };
    }

    /// The answer to an earlier daemon's question is out of date; a test that still runs will give
    /// a new one.
    private void ask(long id, RunRecord run, Job job) {
        Places places = roots.test(run.id());
        Optional<RunFolder> before =
                places.claimed().filter(folder -> Sight.of(folder) instanceof Sight.Running);
        if (before.isPresent()) {
            supervision.watch(id, before.get());
            return;
        }
        String test = job.rules().when().orElseThrow();
        Owners.Deed launch =
                account -> {
                    List<String> drop = words(run, job, account);
                    JobFiles files = JobFiles.ofTest(test, run, job, account, settings);
                    // What a line may use, its test may.
                    Share share = share("when-" + run.id(), job);
                    supervision.launch(new RunTask(id, drop, share, files, places));
                };
        owners.doAs(job.user(), id, launch);
    }

    private void begin(long id, RunFolder folder, Errand errand) {
        if (ErrandTask.claimed(folder)) {
            supervision.watch(id, folder);
            return;
        }
        Owners.Deed launch =
                account -> {
                    List<String> drop = words(account, settings.drop());
                    JobFiles files = JobFiles.of(errand, settings);
                    supervision.launch(new ErrandTask(id, drop, files, folder));
                };
        owners.doAs(errand.user(), id, launch);
    }

    /// cronie opens no session for root's lines in the system's own crontabs.
    private List<String> words(RunRecord run, Job job, Account account) throws IOException {
        boolean bare =
                settings.dialect() == Dialect.CRONIE
                        && account.uid() == 0
                        && job.file().startsWith("/etc/");
        List<String> words = words(account, bare ? settings.drop().withoutPam() : settings.drop());
        // The other ways look for themselves.
        if (settings.drop() instanceof Drop.Plain
                && Accounts.hasExpired(account, run.started().orElse(run.due()))) {
            throw new IOException(Refusal.expired(account.name()));
        }
        return words;
    }

    private List<String> words(Account account, Drop drop) throws IOException {
        if (drop instanceof Drop.Stay && account.uid() != self.uid()) {
            throw new IOException(
                    "this daemon runs as "
                            + self.name()
                            + " and cannot run jobs of "
                            + account.name()
                            + "; one that root starts can");
        }
        return drop.words(account, settings.dialect());
    }

    private void over(RunRecord run, Sight.End end) {
        log(run, end);
        doors.ended().ended(run.id(), outcome(run.user(), end));
    }

    private void answered(RunRecord run, Sight.End end, boolean late) {
        log(run, end);
        roots.test(run.id()).clear();
        Outcome tooLong =
                new Outcome.NotStarted(
                        "its when: test took longer than " + testMayTake.toSeconds() + " s");
        doors.asked().answered(run.id(), late ? tooLong : outcome(run.user(), end));
    }

    private void log(RunRecord run, Sight.End end) {
        if (end instanceof Sight.Refused(Refusal refusal)) {
            refusal.lines(run.user(), settings.dialect()).forEach(doors.log());
        }
    }

    private static Outcome outcome(String user, Sight.End end) {
        return switch (end) {
            case Sight.Over(Outcome outcome) -> outcome;
            case Sight.Refused(Refusal refusal) -> new Outcome.NotStarted(refusal.reason(user));
        };
    }
}
