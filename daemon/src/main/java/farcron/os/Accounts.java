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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The accounts of this machine: those of `/etc/passwd`, then those that `getent passwd` knows from
/// directories such as LDAP. Any thread may ask.
public final class Accounts {

    private static final Path SHADOW = Path.of("/etc/shadow");

    /// The day, counted from 1970, stands in the eighth field of shadow(5).
    private static final int EXPIRES = 7;

    private static final Duration DIRECTORY_ANSWERS_LAST = Duration.ofMinutes(1);
    public static final Duration DIRECTORY_MAY_TAKE = Duration.ofSeconds(10);

    /// So long a silence counts, for all who ask at the same time.
    private static final Duration SILENCE_LASTS = Duration.ofSeconds(1);

    /// See getent(1).
    private static final int FOUND = 0;

    private static final int NOT_FOUND = 2;

    /// What can be said of a name.
    public sealed interface Answer {
        record Found(Account account) implements Answer {}

        record Nobody() implements Answer {}

        /// A directory did not answer, so there may be such an account or not.
        record Silence() implements Answer {}
    }

    private final Path passwd;
    private static final Pattern NO_SUCH_PROGRAM = Pattern.compile("error[=:] ?2\\b");

    private final String getent;
    private final Duration mayTake;
    private final ConcurrentMap<String, Told> directory = new ConcurrentHashMap<>();
    private Optional<FileIdentity> read = Optional.empty();
    private Map<String, Account> entries = Map.of();

    private record Told(Answer answer, long atNanos) {
        boolean old() {
            Duration lasts =
                    answer instanceof Answer.Silence ? SILENCE_LASTS : DIRECTORY_ANSWERS_LAST;
            return System.nanoTime() - atNanos > lasts.toNanos();
        }
    }

    public Accounts() {
        this(Path.of("/etc/passwd"));
    }

    Accounts(Path passwd) {
        this(passwd, "getent", DIRECTORY_MAY_TAKE);
    }

    Accounts(Path passwd, String getent, Duration mayTake) {
        this.passwd = passwd;
        this.getent = getent;
        this.mayTake = mayTake;
    }

    /// Who this process runs as; by number, at home in `/`, where no entry has that number.
    public Account current() {
        long uid = id("Uid:");
        Predicate<Account> same = account -> account.uid() == uid;
        return entries().values().stream()
                .filter(same)
                .findFirst()
                .or(() -> found(getent(Long.toString(uid))).filter(same))
                .orElseGet(() -> new Account(Long.toString(uid), uid, id("Gid:"), "/"));
    }

    /// Waits for an answer of a directory, if it must. Empty also if there was none.
    public Optional<Account> named(String name) {
        return found(lookUp(name));
    }

    /// Waits for an answer of a directory, if it must.
    public Answer lookUp(String name) {
        return local(name)
                .<Answer>map(Answer.Found::new)
                .orElseGet(() -> directory.compute(name, this::asked).answer());
    }

    private static Optional<Account> found(Answer answer) {
        return answer instanceof Answer.Found(Account account)
                ? Optional.of(account)
                : Optional.empty();
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

    private Told asked(String name, Told before) {
        if (before != null && !before.old()) {
            return before;
        }
        Answer answer = getent(name);
        boolean other = answer instanceof Answer.Found(Account found) && !found.name().equals(name);
        return new Told(other ? new Answer.Nobody() : answer, System.nanoTime());
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

    private Answer getent(String key) {
        if (key.startsWith("-")) {
            return new Answer.Nobody();
        }
        try {
            Process asking =
                    new ProcessBuilder(getent, "passwd", key)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!asking.waitFor(mayTake.toMillis(), TimeUnit.MILLISECONDS)) {
                asking.destroyForcibly();
                return new Answer.Silence();
            }
            return answer(asking);
        } catch (IOException failure) {
            return hasNone(failure) ? new Answer.Nobody() : new Answer.Silence();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.Silence();
        }
    }

    /// Whether this machine has no getent: then it has no directory either, and `/etc/passwd` is
    /// all there is. The JDK has ENOENT in the text only.
    private static boolean hasNone(IOException failure) {
        return NO_SUCH_PROGRAM.matcher(failure.getMessage()).find();
    }

    private static Answer answer(Process ended) throws IOException {
        String line = new String(ended.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return switch (ended.exitValue()) {
            case FOUND ->
                    Account.parse(line.strip())
                            .<Answer>map(Answer.Found::new)
                            .orElseGet(Answer.Nobody::new);
            case NOT_FOUND -> new Answer.Nobody();
            default -> new Answer.Silence();
        };
    }
}
