package farcron.cli;

import farcron.os.Account;
import farcron.os.Accounts;

import java.util.List;
import java.util.Optional;

/// Reads the words after `crontab`.
final class CrontabArguments {

    private static final String PROGRAM = "crontab";
    private static final String CLUSTER =
            "crontab: -n and -c are about the hosts of a cluster, and farcron runs each host's own"
                    + " crontabs; to check a file, write -T FILE";

    private final CrontabWords words;
    private final Account self;
    private final Accounts accounts;
    private final boolean typed;
    private String user;
    private Optional<Character> operation = Optional.empty();
    private String checked = "";
    private boolean ask;
    private boolean backup = true;

    /// @param self who calls
    /// @param typed whether standard input is a terminal
    CrontabArguments(CrontabWords words, Account self, Accounts accounts, boolean typed) {
        this.words = words;
        this.self = self;
        this.accounts = accounts;
        this.typed = typed;
        this.user = self.name();
    }

    CrontabWish read(List<String> arguments) throws CrontabRefusal {
        Options options = options(arguments);
        for (Options.Given option : options.given()) {
            switch (option.letter()) {
                case 'u' -> user = target(option.value());
                case 'l', 'e', 'r' -> operate(option.letter());
                case 'i' -> ask = true;
                case 'b' -> backup = false;
                case 'h' -> throw new CrontabRefusal(words.usage().stripTrailing());
                case 'T' -> {
                    operate('T');
                    checked = option.value();
                }
                case 'V' -> {
                    return new CrontabWish.Version();
                }
                case 'n' -> dryRun();
                case 'c' -> throw new CrontabRefusal(CLUSTER);
                default -> throw notDone(option.letter());
            }
        }
        return wish(options.operands(), arguments.isEmpty());
    }

    private Options options(List<String> arguments) throws CrontabRefusal {
        try {
            return Options.parse(PROGRAM, words.options(), arguments);
        } catch (Options.Mistake mistake) {
            throw new CrontabRefusal(
                    mistake.getMessage() + "\n" + misused("unrecognized option").getMessage());
        }
    }

    /// Debian lets a user name himself; cronie lets nobody but root use `-u` at all.
    private String target(String name) throws CrontabRefusal {
        boolean root = self.uid() == 0;
        if (words == CrontabWords.CRONIE && !root) {
            throw new CrontabRefusal("must be privileged to use -u");
        }
        if (accounts.named(name).isEmpty()) {
            throw new CrontabRefusal("crontab:  user `" + name + "' unknown");
        }
        if (!root && !name.equals(self.name())) {
            throw new CrontabRefusal("must be privileged to use -u");
        }
        return name;
    }

    private void operate(char letter) throws CrontabRefusal {
        if (operation.isPresent()) {
            throw misused("only one operation permitted");
        }
        operation = Optional.of(letter);
    }

    private void dryRun() throws CrontabRefusal {
        if (words == CrontabWords.CRONIE) {
            throw new CrontabRefusal(CLUSTER);
        }
        operate('n');
    }

    private CrontabWish wish(List<String> operands, boolean bare) throws CrontabRefusal {
        char letter = operation.orElse(' ');
        if ("lerT".indexOf(letter) >= 0 && !operands.isEmpty()) {
            throw misused("no arguments permitted after this option");
        }
        return switch (letter) {
            case 'l' -> new CrontabWish.List(user);
            case 'e' -> new CrontabWish.Edit(user, backup);
            case 'r' -> new CrontabWish.Remove(user, ask);
            case 'T' -> new CrontabWish.Check(user, checked);
            case 'n' -> new CrontabWish.Check(user, file(operands, false));
            default -> new CrontabWish.Install(user, file(operands, bare), backup);
        };
    }

    /// With no word at all both crons take standard input; cronie also after options, but not from
    /// a terminal.
    private String file(List<String> operands, boolean bare) throws CrontabRefusal {
        if (operands.size() > 1) {
            throw misused("only one file name permitted");
        }
        if (!operands.isEmpty()) {
            return operands.getFirst();
        }
        boolean taken = words == CrontabWords.CRONIE ? !typed : bare;
        if (!taken) {
            throw misused("file name must be specified for replace");
        }
        return "-";
    }

    private CrontabRefusal misused(String what) {
        return new CrontabRefusal(
                "crontab: usage error: " + what + "\n" + words.usage().stripTrailing());
    }

    private static CrontabRefusal notDone(char letter) {
        return new CrontabRefusal(
                "crontab: -"
                        + letter
                        + " is cronie's "
                        + (letter == 's' ? "for SELinux contexts" : "for debug output")
                        + ", which farcron does not have; leave it out");
    }
}
