package farcron.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The accounts of this machine: those of `/etc/passwd`, then those that `getent passwd` knows from
/// directories such as LDAP. Any thread may ask.
public final class Accounts {

    private static final Path SHADOW = Path.of("/etc/shadow");

    /// The day, counted from 1970, stands in the eighth field of shadow(5).
    private static final int EXPIRES = 7;

    private static final Duration DIRECTORY_ANSWERS_LAST = Duration.ofMinutes(1);
    private static final Duration DIRECTORY_MAY_TAKE = Duration.ofSeconds(10);

    private final Path passwd;
    private final ConcurrentMap<String, Answer> directory = new ConcurrentHashMap<>();
    private Optional<FileIdentity> read = Optional.empty();
    private Map<String, Account> entries = Map.of();

    private record Answer(Optional<Account> account, long atNanos) {
        boolean old() {
            return System.nanoTime() - atNanos > DIRECTORY_ANSWERS_LAST.toNanos();
        }
    }

    public Accounts() {
        this(Path.of("/etc/passwd"));
    }

    Accounts(Path passwd) {
        this.passwd = passwd;
    }

    /// Who this process runs as; by number, at home in `/`, where no entry has that number.
    public Account current() {
        long uid = id("Uid:");
        Predicate<Account> same = account -> account.uid() == uid;
        return entries().values().stream()
                .filter(same)
                .findFirst()
                .or(() -> getent(Long.toString(uid)).filter(same))
                .orElseGet(() -> new Account(Long.toString(uid), uid, id("Gid:"), "/"));
    }

    /// Waits for an answer of a directory, if it must.
    public Optional<Account> named(String name) {
        return local(name).or(() -> directory.compute(name, Accounts::asked).account());
    }

    /// Only what the file says, at once.
    public Optional<Account> local(String name) {
        return Optional.ofNullable(entries().get(name));
    }

    /// Whether `/etc/shadow`, which only root can read, says that it may not be used any more.
    public static boolean hasExpired(Account account, Instant now) {
        try (Stream<String> lines = Files.lines(SHADOW, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(":", -1))
                    .filter(entry -> entry[0].equals(account.name()) && entry.length > EXPIRES)
                    .map(entry -> entry[EXPIRES])
                    .filter(day -> day.matches("\\d{1,9}"))
                    .anyMatch(day ->
                            Duration.between(Instant.EPOCH, now).toDays() >= Long.parseLong(day));
        } catch (IOException | UncheckedIOException _) {
            return false;
        }
    }

    private static Answer asked(String name, Answer before) {
        if (before != null && !before.old()) {
            return before;
        }
        Optional<Account> found = getent(name).filter(entry -> entry.name().equals(name));
        return new Answer(found, System.nanoTime());
    }

    private synchronized Map<String, Account> entries() {
        try {
            Optional<FileIdentity> now = Optional.of(FileIdentity.of(passwd));
            if (!now.equals(read)) {
                // In the order of the file: where two names share a number, the first counts.
                Map<String, Account> fresh = new LinkedHashMap<>();
                new String(Files.readAllBytes(passwd), StandardCharsets.UTF_8)
                        .lines()
                        .map(Account::parse)
                        .flatMap(Optional::stream)
                        .forEach(account -> fresh.putIfAbsent(account.name(), account));
                entries = fresh;
                read = now;
            }
        } catch (IOException _) {
            // A container may have none, and an editor may be replacing it: what was known holds.
        }
        return entries;
    }

    /// The effective one of the four numbers.
    private static long id(String label) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(label))
                    .map(line -> Long.parseLong(line.split("\\s+")[2]))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read who this process is; is /proc there?", e);
        }
    }

    private static Optional<Account> getent(String key) {
        if (key.startsWith("-")) {
            return Optional.empty();
        }
        try {
            Process getent =
                    new ProcessBuilder("getent", "passwd", key)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!getent.waitFor(DIRECTORY_MAY_TAKE.toSeconds(), TimeUnit.SECONDS)) {
                getent.destroyForcibly();
                return Optional.empty();
            }
            String line =
                    new String(getent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Account.parse(line.strip());
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
