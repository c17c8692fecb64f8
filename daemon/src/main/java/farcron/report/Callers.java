package farcron.report;

import farcron.os.Account;
import farcron.os.Accounts;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Optional;
import java.util.function.Function;

/// Finds the account of whoever asks over the Unix socket.
///
/// The kernel knows a number. The JDK hands it on as a principal: two of them are equal if their
/// numbers are, and its name is that of the number's first account, or, where there is none, the
/// number in digits. Such digits are not taken for the name of an account.
public final class Callers {

    private static final long ROOT = 0;

    private final Function<String, Optional<Account>> accounts;
    private final UserPrincipalLookupService principals;
    private final long self;

    /// @param self the account the daemon runs as, which may see and do everything, as root may
    public Callers(Accounts accounts, Account self) {
        this(accounts::named, FileSystems.getDefault().getUserPrincipalLookupService(), self.uid());
    }

    Callers(
            Function<String, Optional<Account>> accounts,
            UserPrincipalLookupService principals,
            long self) {
        this.accounts = accounts;
        this.principals = principals;
        this.self = self;
    }

    /// May have to ask a directory such as LDAP, so not on the event loop.
    Caller of(UserPrincipal peer) {
        String name = peer.getName();
        Optional<Account> account = accounts.apply(name).filter(_ -> isCalled(peer, name));
        if (account.isPresent()) {
            return new Caller.Known(name, isMaster(account.get().uid()));
        }
        boolean master = name.matches("[0-9]{1,10}") && isMaster(Long.parseLong(name));
        return new Caller.Known(master ? name : "uid:" + name, master);
    }

    /// Whether the account of this name has the number of the peer.
    private boolean isCalled(UserPrincipal peer, String name) {
        try {
            return peer.equals(principals.lookupPrincipalByName(name));
        } catch (IOException _) {
            return false;
        }
    }

    private boolean isMaster(long uid) {
        return uid == ROOT || uid == self;
    }
}
