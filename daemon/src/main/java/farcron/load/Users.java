package farcron.load;

import farcron.os.Account;
import farcron.os.Accounts;
import farcron.os.FileIdentity;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Which accounts there are. A directory that does not answer, such as LDAP without its server,
/// holds up neither a look at the crontabs nor what hangs on it: then the last answer counts, and
/// where there was none yet, the next look asks again.
///
/// Belongs to one thread.
final class Users {

    static final Path PASSWD = Path.of("/etc/passwd");

    /// What runs once, at the start of the machine, is lost if its user is not known by then.
    static final Duration PATIENCE_AT_START = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration HOLDS = Duration.ofMinutes(10);

    sealed interface Answer {
        record Known(long uid) implements Answer {}

        record Nobody() implements Answer {}

        record NotYet() implements Answer {}
    }

    private record Told(Answer answer, long atNanos) {}

    private final Function<String, Accounts.Answer> accounts;
    private final Path passwd;
    private final Duration later;
    private final Map<String, CompletableFuture<Accounts.Answer>> asked = new HashMap<>();
    private final Map<String, Told> told = new HashMap<>();
    private Optional<FileIdentity> identity = Optional.empty();
    private long holdSince = System.nanoTime();
    private Duration patience;
    private long patienceEnds;

    /// @param accounts may take its time
    /// @param passwd when it changes, no earlier answer holds
    /// @param patience how long the first look waits for directories
    Users(Function<String, Accounts.Answer> accounts, Path passwd, Duration patience) {
        this(accounts, passwd, patience, PATIENCE);
    }

    /// @param later how long each look after the first waits for them
    Users(
            Function<String, Accounts.Answer> accounts,
            Path passwd,
            Duration patience,
            Duration later) {
        this.accounts = accounts;
        this.passwd = passwd;
        this.patience = patience;
        this.later = later;
    }

    /// Begins a look: what is asked from now on waits for directories once more, but not for long.
    void begin() {
        patienceEnds = System.nanoTime() + patience.toNanos();
        patience = later;
        Optional<FileIdentity> now = identity();
        if (!now.equals(identity)) {
            identity = now;
            holdSince = System.nanoTime();
        }
    }

    Answer ask(String name) {
        long now = System.nanoTime();
        Told last = told.get(name);
        return last != null && holds(last, now) ? last.answer() : askNow(name, now);
    }

    private boolean holds(Told last, long now) {
        return last.answer() instanceof Answer.Known
                && last.atNanos() - holdSince >= 0
                && now - last.atNanos() < HOLDS.toNanos();
    }

    private Answer askNow(String name, long now) {
        CompletableFuture<Accounts.Answer> question = asked.computeIfAbsent(name, this::question);
        try {
            Accounts.Answer said =
                    question.get(Math.max(0, patienceEnds - now), TimeUnit.NANOSECONDS);
            asked.remove(name);
            return switch (said) {
                case Accounts.Answer.Found(Account account) ->
                        keep(name, new Answer.Known(account.uid()), now);
                case Accounts.Answer.Nobody _ -> keep(name, new Answer.Nobody(), now);
                case Accounts.Answer.Silence _ -> last(name);
            };
        } catch (TimeoutException _) {
            return last(name);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.NotYet();
        } catch (ExecutionException bug) {
            asked.remove(name);
            throw new IllegalStateException(bug);
        }
    }

    private Answer keep(String name, Answer answer, long now) {
        told.put(name, new Told(answer, now));
        return answer;
    }

    private Answer last(String name) {
        Told last = told.get(name);
        return last == null ? new Answer.NotYet() : last.answer();
    }

    private CompletableFuture<Accounts.Answer> question(String name) {
        return CompletableFuture.supplyAsync(
                () -> accounts.apply(name),
                task -> Thread.ofVirtual().name("account-" + name).start(task));
    }

    private Optional<FileIdentity> identity() {
        try {
            return Optional.of(FileIdentity.of(passwd));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
