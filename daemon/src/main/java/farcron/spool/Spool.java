package farcron.spool;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Problem;
import farcron.job.CronLine;
import farcron.os.Account;
import farcron.os.Accounts;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Owns the users' crontabs: decides who may do what, and does it. Any thread may call; one at a
/// time is served.
public final class Spool {

    /// No new crontab is larger.
    public static final int LARGEST = 1 << 20;

    private final Locations locations;
    private final SpoolFolder folder;
    private final Admission admission;
    private final Customs customs;
    private final Accounts accounts;
    private final Check check;
    private final Backups backups;
    private final Consumer<CronLine> log;

    /// How new texts are stored.
    ///
    /// @param version of this program, for the header of Debian's dialect
    public record Customs(Dialect dialect, InstantSource time, ZoneId zone, String version) {

        boolean hasHeader() {
            return dialect == Dialect.DEBIAN;
        }

        byte[] stored(byte[] text, String source) {
            return hasHeader()
                    ? Header.before(text, source, time.instant().atZone(zone), version)
                    : text;
        }

        byte[] shown(byte[] stored) {
            return hasHeader() ? Header.strip(stored) : stored;
        }
    }

    /// @param log is told who did what, in cron's own words
    public Spool(
            Locations locations,
            Customs customs,
            Accounts accounts,
            Check check,
            Backups backups,
            Consumer<CronLine> log) {
        this.locations = locations;
        this.folder = new SpoolFolder(locations.spool());
        this.admission = new Admission(locations, customs.dialect());
        this.customs = customs;
        this.accounts = accounts;
        this.check = check;
        this.backups = backups;
        this.log = log;
    }

    /// The crontabs as this caller may have them.
    ///
    /// @param privileged root, or the account that the daemon itself runs as: may ask for anybody's
    public Crontabs as(String caller, boolean privileged) {
        return new Served(new Caller(caller, privileged));
    }

    /// Clears away what a kill has left. For the start.
    public void sweep() {
        try {
            folder.sweep(customs.time().instant());
        } catch (IOException failure) {
            trouble("the spool " + locations.spool() + " cannot be looked through: " + failure);
        }
    }

    private void trouble(String what) {
        log.accept(CronLine.error("CRON", "ERROR", what));
    }

    /// What can go wrong with files, said so that a person knows what was not done.
    private static Answer failed(String what, IOException failure) {
        String why =
                failure instanceof FileSystemException system && system.getReason() != null
                        ? system.getFile() + ": " + system.getReason()
                        : failure.getMessage();
        return new Answer.Failed("crontab: " + what + ": " + why);
    }

    private final class Served implements Crontabs {

        private final Caller caller;

        Served(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Answer read(String user, Purpose purpose) {
            synchronized (Spool.this) {
                Optional<Answer> refusal = refusal(user);
                if (refusal.isPresent()) {
                    return refusal.get();
                }
                tell(purpose == Purpose.EDIT ? "BEGIN EDIT" : "LIST", user);
                try {
                    return stored(user)
                            .map(stored -> text(stored, purpose))
                            .orElseGet(Answer.NoCrontab::new);
                } catch (IOException failure) {
                    return failed("the crontab of " + user + " cannot be read", failure);
                }
            }
        }

        private Optional<byte[]> stored(String user) throws IOException {
            return folder.read(account(user).orElseThrow(), caller.privileged());
        }

        private Answer text(byte[] stored, Purpose purpose) {
            byte[] shown = purpose == Purpose.LIST_WHOLE ? stored : customs.shown(stored);
            return new Answer.Text(shown, Edition.of(stored));
        }

        @Override
        public Answer install(String user, byte[] text, String source, Expected expected) {
            synchronized (Spool.this) {
                return refusal(user)
                        .or(() -> objection(user, text))
                        .orElseGet(() -> replace(user, customs.stored(text, source), expected));
            }
        }

        private Optional<Answer> objection(String user, byte[] text) {
            if (text.length > LARGEST) {
                return Optional.of(
                        new Answer.Failed(
                                "crontab: the new crontab has "
                                        + text.length
                                        + " bytes, and no user may have more than "
                                        + LARGEST
                                        + "; put commands into scripts, or jobs into /etc/cron.d"));
            }
            List<Problem> barring =
                    check.problems(user, text).stream().filter(Problem::barsInstall).toList();
            return barring.isEmpty() ? Optional.empty() : Optional.of(new Answer.Faulty(barring));
        }

        private Answer replace(String user, byte[] stored, Expected expected) {
            try {
                Optional<byte[]> before = stored(user);
                if (!expected.isMetBy(before)) {
                    return new Answer.Changed();
                }
                Optional<byte[]> previous = before.map(customs::shown);
                previous.ifPresent(text -> keep(user, text));
                folder.write(account(user).orElseThrow(), stored);
                tell("REPLACE", user);
                return new Answer.Done(previous);
            } catch (IOException failure) {
                return failed("the old crontab stays, as the new one cannot be stored", failure);
            }
        }

        @Override
        public Answer remove(String user) {
            synchronized (Spool.this) {
                Optional<Answer> refusal = refusal(user);
                if (refusal.isPresent()) {
                    return refusal.get();
                }
                tell("DELETE", user);
                try {
                    Optional<byte[]> previous = stored(user).map(customs::shown);
                    if (previous.isEmpty()) {
                        return new Answer.NoCrontab();
                    }
                    keep(user, previous.get());
                    folder.delete(user);
                    return new Answer.Done(previous);
                } catch (IOException failure) {
                    return failed("the crontab of " + user + " cannot be removed", failure);
                }
            }
        }

        @Override
        public void editEnded(String user) {
            if (caller.mayAskFor(user)) {
                tell("END EDIT", user);
            }
        }

        private Optional<Answer> refusal(String user) {
            if (!caller.mayAskFor(user)) {
                return Optional.of(new Answer.Denied("must be privileged to use -u"));
            }
            Optional<String> notAdmitted = admission.refusal(caller, user);
            if (notAdmitted.isPresent()) {
                tell("AUTH", "crontab command not allowed");
                return notAdmitted.map(Answer.Denied::new);
            }
            return account(user).isEmpty()
                    ? Optional.of(new Answer.Denied("crontab:  user `" + user + "' unknown"))
                    : Optional.empty();
        }

        /// A copy that cannot be made keeps nobody from editing.
        private void keep(String user, byte[] text) {
            try {
                backups.keep(user, text);
            } catch (IOException failure) {
                trouble("no copy of the previous crontab of " + user + " is kept: " + failure);
            }
        }

        private void tell(String event, String detail) {
            log.accept(CronLine.crontab(caller.name(), event, detail));
        }
    }

    /// Whose name is fit for a file of the spool.
    private Optional<Account> account(String user) {
        boolean file = !user.isEmpty() && !user.startsWith(".") && user.indexOf('/') < 0;
        return file ? accounts.named(user) : Optional.empty();
    }
}
