package farcron.run.local;

import farcron.job.CronLine;
import farcron.os.Account;
import farcron.os.Accounts;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds the accounts as which things are to be run. Called on `local-starter`, which does not wait
/// for the answer of a directory; another thread does.
///
/// @param self who the daemon is
/// @param log is given what cron would log about a user who is not there
record Owners(Accounts accounts, Account self, Supervision supervision, Consumer<CronLine> log) {

    private static final String SILENCE =
            "the directory of accounts did not answer within "
                    + Accounts.DIRECTORY_MAY_TAKE.toSeconds()
                    + " s";

    /// Something that is done with an account, or cannot be done for a reason.
    interface Deed {
        void with(Account account) throws IOException;
    }

    /// Does it on `local-starter`, or abandons what has this id.
    void doAs(String user, long id, Deed deed) {
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
        log.accept(CronLine.error(user, "ERROR", detail));
        supervision.abandon(id, Refusal.unknown(user));
    }
}
