package farcron.cli;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Problem;
import farcron.os.Account;
import farcron.os.Accounts;
import farcron.report.DaemonCrontabs;
import farcron.report.SocketClient;
import farcron.spool.Answer;
import farcron.spool.Check;
import farcron.spool.Crontabs;
import farcron.spool.Expected;
import farcron.spool.Spool;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `crontab`, as POSIX and the dialect's own program have it: its grammar, its messages and its
/// exit status, 0 or 1. It has no rights of its own; the daemon does what the caller may have done.
public final class CrontabCommand {

    private final Surroundings here;
    private final CrontabWords words;
    private final CrontabTerminal terminal;
    private final Account self;

    /// @param socket of the system's daemon
    /// @param spool for root, while no daemon runs
    /// @param check the same that the daemon makes
    public record Surroundings(
            Dialect dialect,
            Path socket,
            Supplier<Spool> spool,
            Check check,
            Accounts accounts,
            Map<String, String> environment,
            String version) {}

    public CrontabCommand(Surroundings here, CrontabTerminal terminal) {
        this.here = here;
        this.words = CrontabWords.of(here.dialect());
        this.terminal = terminal;
        this.self = here.accounts().current();
    }

    /// @param arguments the words after `crontab`
    /// @return the exit status
    public int run(List<String> arguments) {
        try {
            if (here.accounts().named(self.name()).isEmpty()) {
                throw new CrontabRefusal(
                        "crontab: your UID isn't in the passwd file.\nbailing out.");
            }
            boolean typed = words == CrontabWords.CRONIE && terminal.isTerminal().test(0);
            return switch (new CrontabArguments(words, self, here.accounts(), typed)
                    .read(arguments)) {
                case CrontabWish.List(String user) -> list(user);
                case CrontabWish.Edit(String user, boolean backup) -> edit(user, backup);
                case CrontabWish.Remove(String user, boolean ask) -> remove(user, ask);
                case CrontabWish.Install install -> install(install);
                case CrontabWish.Check(String user, String file) -> check(user, file);
                case CrontabWish.Version _ -> {
                    terminal.ask("farcron " + here.version() + "\n");
                    yield 0;
                }
            };
        } catch (CrontabRefusal refusal) {
            terminal.complain(refusal.getMessage());
            return 1;
        }
    }

    private int list(String user) throws CrontabRefusal {
        boolean whole = here.environment().getOrDefault("CRONTAB_NOHEADER", "").startsWith("N");
        Crontabs.Purpose purpose = whole ? Crontabs.Purpose.LIST_WHOLE : Crontabs.Purpose.LIST;
        Answer answer = crontabs().read(user, purpose);
        if (answer instanceof Answer.Text(byte[] text, _)) {
            terminal.print(text);
            return 0;
        }
        throw refusal(user, answer);
    }

    private int edit(String user, boolean backup) throws CrontabRefusal {
        CrontabEditing editing =
                new CrontabEditing(crontabs(), words, terminal, here.environment());
        CrontabEditing.Outcome outcome = editing.edit(user);
        outcome.replaced().ifPresent(previous -> backUp(user, previous, backup));
        return outcome.status();
    }

    private int remove(String user, boolean ask) throws CrontabRefusal {
        Crontabs crontabs = crontabs();
        if (ask && words == CrontabWords.DEBIAN) {
            Answer there = crontabs.read(user, Crontabs.Purpose.LIST);
            if (!(there instanceof Answer.Text)) {
                throw refusal(user, there);
            }
        }
        if (ask && !agrees(user)) {
            return 0;
        }
        Answer answer = crontabs.remove(user);
        if (answer instanceof Answer.Done) {
            return 0;
        }
        throw refusal(user, answer);
    }

    /// Who says nothing, or where nobody can, keeps the crontab.
    private boolean agrees(String user) {
        terminal.ask(words.reallyDelete(user));
        Optional<String> answer = terminal.answer();
        while (words == CrontabWords.DEBIAN
                && answer.filter(text -> !text.matches("[yYnN].*")).isPresent()) {
            terminal.err().print("Please enter Y or N: ");
            terminal.err().flush();
            answer = terminal.answer();
        }
        return answer.filter(text -> text.matches("[yY].*")).isPresent();
    }

    private int install(CrontabWish.Install wish) throws CrontabRefusal {
        byte[] text = new CrontabSource(words, terminal.in()).read(wish.file());
        Answer answer = crontabs().install(wish.user(), text, wish.file(), new Expected.Anything());
        return switch (answer) {
            case Answer.Done(Optional<byte[]> previous) -> {
                previous.ifPresent(before -> backUp(wish.user(), before, wish.backup()));
                yield 0;
            }
            case Answer.Faulty(List<Problem> problems) -> {
                new CrontabFaults(words, terminal)
                        .tell(wish.file(), problems, words.notInstalled());
                yield 1;
            }
            case Answer.Text _,
                    Answer.NoCrontab _,
                    Answer.Changed _,
                    Answer.Denied _,
                    Answer.Failed _ ->
                    throw refusal(wish.user(), answer);
        };
    }

    /// Asks nobody: what is checked is not handed in.
    private int check(String user, String file) throws CrontabRefusal {
        byte[] text = new CrontabSource(words, terminal.in()).read(file);
        List<Problem> barring =
                here.check().problems(user, text).stream().filter(Problem::barsInstall).toList();
        if (barring.isEmpty()) {
            terminal.complain(words.checked());
            return 0;
        }
        new CrontabFaults(words, terminal).tell(file, barring, words.faulty());
        return 1;
    }

    private void backUp(String user, byte[] previous, boolean wanted) {
        if (wanted && words == CrontabWords.CRONIE) {
            new CrontabBackup(Path.of(self.home()), terminal).keep(user, previous);
        }
    }

    private Crontabs crontabs() throws CrontabRefusal {
        SocketClient daemon = new SocketClient(here.socket());
        if (daemon.reachesSomebody()) {
            return new DaemonCrontabs(daemon);
        }
        if (self.uid() == 0) {
            return here.spool().get().as(self.name(), true);
        }
        throw new CrontabRefusal(
                "crontab: farcron does not run (nobody answers on "
                        + here.socket()
                        + "), and without it only root can read and change crontabs; ask for it to"
                        + " be started: systemctl start farcron");
    }

    /// For an answer that is not the one that was hoped for.
    static CrontabRefusal refusal(String user, Answer answer) {
        return new CrontabRefusal(
                switch (answer) {
                    case Answer.NoCrontab _ -> "no crontab for " + user;
                    case Answer.Changed _ ->
                            "crontab: the crontab of "
                                    + user
                                    + " was changed by somebody else meanwhile; nothing was"
                                    + " installed. Look at it with crontab -l, then edit it anew";
                    case Answer.Denied(String why) -> why;
                    case Answer.Failed(String why) -> why;
                    case Answer.Faulty _, Answer.Text _, Answer.Done _ ->
                            throw new IllegalStateException("no refusal: " + answer);
                });
    }
}
