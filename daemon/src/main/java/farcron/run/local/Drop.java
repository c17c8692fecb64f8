package farcron.run.local;

import farcron.crontab.Grammar.Dialect;
import farcron.os.Account;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a job comes to have its user's rights and no others: what stands between its supervisor and
/// its own shell. [DropChoice] says which one.
public sealed interface Drop {

    /// It keeps the daemon's: jobs of other users are refused.
    record Stay() implements Drop {}

    /// User and groups only, by a program of the system.
    record Plain() implements Drop {}

    /// By `farcron-session`.
    ///
    /// @param service of PAM; without one it sets user and groups, and refuses expired accounts
    record Session(Path program, Optional<String> service) implements Drop {

        @Override
        public Optional<Path> helper() {
            return Optional.of(program);
        }
    }

    /// It becomes a word between commas, and an argument of a program: so it has neither blanks nor
    /// commas nor a leading hyphen, and is not taken for a number.
    Pattern SAFE_NAME = Pattern.compile("(?!\\d+$)[A-Za-z0-9_.][A-Za-z0-9_.@+$\\\\-]*");

    /// The words of a request; `spawner.sh` gives them their meaning.
    ///
    /// @param dialect whose name PAM's lines in the system's log begin with
    /// @throws IOException for an account that cannot be named in them
    default List<String> words(Account account, Dialect dialect) throws IOException {
        if (!(this instanceof Stay) && !SAFE_NAME.matcher(account.name()).matches()) {
            throw new IOException(
                    "the name of account \""
                            + account.name()
                            + "\" has a character that cannot be handed on; rename the account");
        }
        return switch (this) {
            case Stay _ -> List.of("setsid");
            case Plain _ ->
                    List.of(
                            "setpriv",
                            "--reuid=" + account.name(),
                            "--regid=" + account.gid(),
                            "--init-groups",
                            "setsid");
            case Session(_, Optional<String> service) ->
                    List.of("session", service.orElse("-"), ident(dialect), account.name());
        };
    }

    private static String ident(Dialect dialect) {
        return switch (dialect) {
            case DEBIAN -> "CRON";
            case CRONIE -> "CROND";
        };
    }

    /// The same without PAM.
    default Drop withoutPam() {
        return switch (this) {
            case Stay _, Plain _ -> this;
            case Session(Path program, _) -> new Session(program, Optional.empty());
        };
    }

    /// `farcron-session`, where it is used.
    default Optional<Path> helper() {
        return Optional.empty();
    }
}
