package farcron.run.local;

import farcron.crontab.Grammar.Dialect;
import farcron.job.CronLine;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a command was not run, although its supervisor was there: the line that whoever was to
/// become its user has left behind the exit status. Its words are those of `farcron-session.c` and
/// of [JobScript].
///
/// @param text in the words of the C library or of PAM
record Refusal(String word, String text) {

    private static final Pattern LINE = Pattern.compile("refused (\\w+) ([^\n]*)");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /// Empty if the text is none. A part of it may be a user's: the name of a home.
    static Optional<Refusal> parse(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.lookingAt()) {
            return Optional.empty();
        }
        String plain = CONTROL.matcher(line.group(2)).replaceAll("?");
        return Optional.of(new Refusal(line.group(1), plain));
    }

    /// A sentence for people, with the remedy.
    String reason(String user) {
        return switch (word) {
            case "user" -> unknown(user);
            case "expired" -> expired(user);
            case "password" ->
                    "PAM refuses account "
                            + user
                            + " until its password is changed; do that, or `chage -M -1 "
                            + user
                            + "` if nobody logs in with it";
            case "account" ->
                    "PAM refuses account "
                            + user
                            + ": "
                            + text
                            + "; the system's log of logins names the module";
            case "session" ->
                    "PAM could not open a session for "
                            + user
                            + ": "
                            + text
                            + "; the system's log of logins names the module; without PAM:"
                            + " session = plain";
            case "library" -> "PAM is of no use here: " + text + "; without it: session = plain";
            case "group" ->
                    "it could not be put into its control group, where its limits are: " + text;
            case "home" ->
                    "cannot enter the home directory "
                            + text
                            + "; mend it, or set HOME in the crontab";
            default -> "cannot run anything as " + user + ": " + word + ": " + text;
        };
    }

    /// What cron itself logs about it.
    List<CronLine> lines(String user, Dialect dialect) {
        return switch (dialect) {
            // It says "Authentication failure", and does not say of whom: the reason does.
            case DEBIAN -> List.of();
            case CRONIE -> cronieLines(user);
        };
    }

    private List<CronLine> cronieLines(String user) {
        return switch (word) {
            case "home" -> {
                // A directory's name may hold the mark, the words of the C library do not.
                int mark = text.lastIndexOf(": ");
                String home = mark < 0 ? text : text.substring(0, mark);
                String why = mark < 0 ? "" : text.substring(mark + 2);
                yield List.of(CronLine.error(user, "ERROR chdir failed", home, why));
            }
            case "expired", "password", "account", "session" ->
                    List.of(
                            CronLine.error(user, "PAM ERROR", text),
                            CronLine.error(user, "FAILED to authorize user with PAM", text));
            default -> List.of();
        };
    }

    static String unknown(String user) {
        return "there is no user \"" + user + "\" on this machine";
    }

    static String expired(String user) {
        return "account %s has expired; `chage -E -1 %s` lets it be used again"
                .formatted(user, user);
    }
}
