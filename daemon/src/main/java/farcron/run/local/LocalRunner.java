package farcron.run.local;

import farcron.crontab.Grammar.Dialect;
import farcron.job.CronLine;
import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.RunFolder;
import farcron.job.RunRecord;
import farcron.os.Account;
import farcron.os.Accounts;
import farcron.run.Errand;
import farcron.run.Errands;
import farcron.run.Runner;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/// Runs jobs as processes of this machine, each as its user: says what is to be run, and as whom.
/// The [Supervision] has it run.
public final class LocalRunner implements Runner, Errands {

    private static final String SILENCE =
            "the directory of accounts did not answer within "
                    + Accounts.DIRECTORY_MAY_TAKE.toSeconds()
                    + " s";

    private final RunRoots roots;
    private final LocalSettings settings;
    private final Accounts accounts;
    private final Account self;
    private final Doors doors;
    private final Supervision supervision;

    /// Errands have no id of their own; these are below those of all runs.
    private final AtomicLong lastErrand = new AtomicLong();

    public LocalRunner(RunRoots roots, LocalSettings settings, Accounts accounts, Doors doors) {
        this.roots = roots;
        this.settings = settings;
        this.accounts = accounts;
        this.self = accounts.current();
        this.doors = doors;
        this.supervision = new Supervision(settings);
    }

    @Override
    public void start(RunRecord run, Job job) {
        supervision.expect(run.id(), end -> over(run, end));
        supervision.begin(run.id(), "starting run " + run.id(), () -> begin(run, job));
    }

    @Override
    public boolean adopt(RunRecord run) {
        Optional<RunFolder> folder = roots.claimed(run.id());
        if (folder.isEmpty() && roots.withdraw(run.id())) {
            return false;
        }
        supervision.expect(run.id(), end -> over(run, end));
        // A straggling supervisor may have been faster than our withdrawal.
        folder.or(() -> roots.claimed(run.id()))
                .ifPresent(claimed -> supervision.watch(run.id(), claimed));
        return true;
    }

    @Override
    public void stop(RunRecord run, boolean force) {
        supervision.stop(run.id(), force ? "KILL" : "TERM");
    }

    @Override
    public CompletionStage<Outcome> run(RunFolder run, Errand errand) {
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        RunFolder folder = run.errand(errand.name());
        long id = lastErrand.decrementAndGet();
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

    private void begin(RunRecord run, Job job) {
        Optional<RunFolder> before = roots.claimed(run.id());
        if (before.isPresent()) {
            supervision.watch(run.id(), before.get());
            return;
        }
        Deed launch =
                account -> {
                    List<String> drop = words(account, drop(job, account));
                    // The other ways look for themselves.
                    if (settings.drop() instanceof Drop.Plain
                            && Accounts.hasExpired(account, run.started().orElse(run.due()))) {
                        throw new IOException(Refusal.expired(account.name()));
                    }
                    Optional<byte[]> mail = doors.letterheads().of(run, job);
                    JobFiles files = JobFiles.of(run, job, account, settings, mail);
                    supervision.launch(new RunTask(run.id(), drop, files, roots));
                };
        doAs(job.user(), run.id(), launch);
    }

    private void begin(long id, RunFolder folder, Errand errand) {
        if (ErrandTask.claimed(folder)) {
            supervision.watch(id, folder);
            return;
        }
        Deed launch =
                account -> {
                    List<String> drop = words(account, settings.drop());
                    JobFiles files = JobFiles.of(errand, settings);
                    supervision.launch(new ErrandTask(id, drop, files, folder));
                };
        doAs(errand.user(), id, launch);
    }

    /// Something that is done with an account, or cannot be done for a reason.
    private interface Deed {
        void with(Account account) throws IOException;
    }

    /// Does it on `local-starter`. Only another thread waits for the answer of a directory.
    private void doAs(String user, long id, Deed deed) {
        Optional<Account> near =
                user.equals(self.name()) ? Optional.of(self) : accounts.local(user);
        if (near.isPresent()) {
            doAs(near.get(), id, deed);
            return;
        }
        Runnable ask =
                () -> {
                    Accounts.Answer far = lookUp(user);
                    supervision.begin(
                            id, "looking for user " + user, () -> doAs(far, user, id, deed));
                };
        Thread.ofVirtual().name("account-" + user).start(ask);
    }

    private Accounts.Answer lookUp(String user) {
        try {
            return accounts.lookUp(user);
        } catch (RuntimeException | LinkageError _) {
            return new Accounts.Answer.Silence();
        }
    }

    private void doAs(Accounts.Answer answer, String user, long id, Deed deed) {
        switch (answer) {
            case Accounts.Answer.Found(Account account) -> doAs(account, id, deed);
            case Accounts.Answer.Nobody _ -> unknown(user, id);
            case Accounts.Answer.Silence _ -> supervision.abandon(id, SILENCE);
        }
    }

    private void doAs(Account account, long id, Deed deed) {
        try {
            deed.with(account);
        } catch (IOException refusal) {
            supervision.abandon(id, refusal.getMessage());
        }
    }

    private void unknown(String user, long id) {
        String detail = "getpwnam() failed - user unknown";
        doors.log().accept(CronLine.error(user, "ERROR", detail));
        supervision.abandon(id, Refusal.unknown(user));
    }

    /// cronie opens no session for root's lines in the system's own crontabs.
    private Drop drop(Job job, Account account) {
        boolean bare =
                settings.dialect() == Dialect.CRONIE
                        && account.uid() == 0
                        && job.file().startsWith("/etc/");
        return bare ? settings.drop().withoutPam() : settings.drop();
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
        if (end instanceof Sight.Refused(Refusal refusal)) {
            refusal.lines(run.user(), settings.dialect()).forEach(doors.log());
        }
        doors.ended().ended(run.id(), outcome(run.user(), end));
    }

    private static Outcome outcome(String user, Sight.End end) {
        return switch (end) {
            case Sight.Over(Outcome outcome) -> outcome;
            case Sight.Refused(Refusal refusal) -> new Outcome.NotStarted(refusal.reason(user));
        };
    }
}
