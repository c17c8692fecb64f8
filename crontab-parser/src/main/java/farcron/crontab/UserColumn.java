package farcron.crontab;

import java.util.Set;
import java.util.regex.Pattern;

/// The sixth field of a system crontab. Whether there is such a user is not looked up here.
final class UserColumn {

    private static final Pattern USER =
            Pattern.compile("[\\p{L}\\p{N}_.][\\p{L}\\p{N}_.@\\\\+-]*+\\$?");

    /// Commands that are no user on any system, but often the first word of a command.
    private static final Set<String> COMMANDS =
            Set.of(
                    "cd",
                    "test",
                    "echo",
                    "sh",
                    "bash",
                    "python",
                    "python3",
                    "perl",
                    "php",
                    "curl",
                    "wget",
                    "find",
                    "rm",
                    "exec",
                    "export",
                    "sudo",
                    "nice",
                    "flock",
                    "run-parts");

    private UserColumn() {}

    static String read(LineCursor line) throws BadLine {
        int at = line.index();
        line.expect(Fault.USERNAME);
        if (line.atEnd()) {
            throw line.error(
                    at,
                    "line ends before the user, which is the sixth field of a system crontab",
                    "write a user such as `root`, then the command");
        }
        String user = line.token();
        refuseGroup(line, at, user);
        if (!USER.matcher(user).matches()) {
            throw line.error(
                    at,
                    "the sixth field of a system crontab is a user, but here it is "
                            + Shown.quoted(user),
                    "write a user such as `root` before the command");
        }
        if (COMMANDS.contains(user)) {
            line.warn(
                    at,
                    "user is " + Shown.quoted(user) + ", which looks like a command",
                    "write a user such as `root` before the command");
        }
        return user;
    }

    /// FreeBSD's `user:group`.
    private static void refuseGroup(LineCursor line, int at, String user) throws BadLine {
        int colon = user.indexOf(':');
        if (colon > 0 && USER.matcher(user.substring(0, colon)).matches()) {
            String name = user.substring(0, colon);
            throw line.error(
                    at,
                    "user is " + Shown.quoted(user) + ", and a group or class cannot be given",
                    "write " + Shown.quoted(name));
        }
    }
}
