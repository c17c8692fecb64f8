package farcron.load;

import farcron.crontab.Grammar.Dialect;
import farcron.job.CronLine;
import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.SourceFile;
import farcron.os.Account;
import farcron.os.Accounts;
import farcron.schedule.SettableTime;
import farcron.spool.Locations;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A machine with crontabs in real files with real owners, in a folder of a test. Its accounts are
/// root, and ann and bob, whose numbers no account of the real machine has.
final class Machine {

    static final long ANN = 70_001;
    static final long BOB = 70_002;

    private final Path folder;
    final Map<String, Account> accounts = new HashMap<>();
    final List<String> log = new ArrayList<>();
    final List<SourceFile> loaded = new ArrayList<>();
    final SettableTime time = new SettableTime(Instant.parse("2036-11-21T08:14:00Z"));
    final Crontabs crontabs;
    final CrontabLoader loader;
    private JobTable table = JobTable.EMPTY;
    private int edits;

    Machine(Path folder, Dialect dialect) throws IOException {
        this(folder, dialect, Long.MAX_VALUE);
    }

    /// @param room in bytes, for the crontabs of all users
    Machine(Path folder, Dialect dialect, long room) throws IOException {
        Assumptions.assumeTrue(
                Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")),
                "only root can give files to others: skipped");
        this.folder = folder;
        Files.createDirectories(folder.resolve("etc/cron.d"));
        Files.createDirectories(folder.resolve("crontabs"));
        Files.createFile(folder.resolve("passwd"));
        List.of(new Account("root", 0, 0, "/root"), account("ann", ANN), account("bob", BOB))
                .forEach(account -> accounts.put(account.name(), account));
        Users users =
                new Users(
                        name ->
                                Optional.ofNullable(accounts.get(name))
                                        .<Accounts.Answer>map(Accounts.Answer.Found::new)
                                        .orElseGet(Accounts.Answer.Nobody::new),
                        folder.resolve("passwd"),
                        Users.PATIENCE_AT_START,
                        Users.PATIENCE_AT_START);
        crontabs =
                new SystemCrontabs(
                        new Locations(
                                folder.resolve("etc/crontab"),
                                folder.resolve("etc/cron.d"),
                                folder.resolve("crontabs"),
                                folder.resolve("etc/cron.allow"),
                                folder.resolve("etc/cron.deny")),
                        dialect,
                        users,
                        new Room(room),
                        time,
                        this::tell);
        Reading reading = new Reading(dialect, ZoneId.of("UTC"), "host");
        loader = new CrontabLoader(crontabs, reading, time, loaded::add, this::tell);
    }

    static Account account(String name, long uid) {
        return new Account(name, uid, uid, "/home/" + name);
    }

    private void tell(CronLine line) {
        String text = "(%s) %s (%s)".formatted(line.who(), line.event(), line.detail());
        log.add(text.replace(folder.toString(), ""));
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /// A file of root's, as packages install them.
    Path system(String name, String... lines) throws IOException {
        return file(name, "rw-r--r--", 0, lines);
    }

    /// As crontab(1) installs them.
    Path spool(String user, String... lines) throws IOException {
        return file("crontabs/" + user, "rw-------", accounts.get(user).uid(), lines);
    }

    Path file(String name, String mode, long uid, String... lines) throws IOException {
        Path file = Files.writeString(path(name), String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        give(file, uid);
        // Two edits within a tick of the file system's clock would be one to whoever looks.
        return Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * ++edits));
    }

    /// Also a symbolic link itself.
    static void give(Path file, long uid) throws IOException {
        Files.setAttribute(file, "unix:uid", (int) uid, LinkOption.NOFOLLOW_LINKS);
    }

    static void permit(Path file, int mode) throws IOException {
        Files.setAttribute(file, "unix:mode", mode);
    }

    /// Looks at the files.
    ///
    /// @return the table in force now
    JobTable look() {
        loader.refresh().ifPresent(fresh -> table = fresh);
        return table;
    }

    List<String> jobs() {
        return look().jobs().stream().map(Job::key).map(Object::toString).toList();
    }

    /// What is wrong with a file, as `status` has it.
    List<String> problems(String name) {
        return table.files().stream()
                .filter(file -> file.path().equals(path(name).toString()))
                .flatMap(file -> file.problems().stream())
                .map(problem -> problem.line("F").replace(folder.toString(), ""))
                .toList();
    }
}
