package farcron.run.local;

import farcron.crontab.LosslessText;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// The text for the clean shell that has become the user's: it prepares what cron prepares, and
/// ends with `exec`. The essay in `spawner.sh` says who reads it. It writes nothing into the log,
/// which would be mailed each time.
///
/// @param label the first line, a comment
/// @param environment its `HOME` is where the command starts
/// @param command a program and its arguments
record JobScript(
        String label,
        SortedMap<String, String> environment,
        Homeless homeless,
        List<String> command) {

    /// What becomes of a command that cannot enter its home.
    enum Homeless {
        /// It runs where Debian's cron is itself.
        RUNS,
        /// It does not run, as with cronie.
        IS_REFUSED
    }

    /// Each byte of the values and of the command reaches the shell as it stands in the crontab.
    byte[] bytes() {
        StringBuilder text = new StringBuilder(512).append(label).append(entering());
        // The clean shell's own; the user's shell makes new ones if it wants to.
        text.append("unset PWD OLDPWD SHLVL\n{\n");
        // A name that is special to this shell may refuse its value: `command` keeps the shell
        // alive then, and what it says about it is not the job's output.
        environment.forEach((name, value) ->
                text.append("command export ")
                        .append(name)
                        .append('=')
                        .append(quoted(value))
                        .append('\n'));
        text.append("} 2>/dev/null\nexec ")
                .append(command.stream().map(JobScript::quoted).collect(Collectors.joining(" ")))
                .append(" <&4 3>&- 4<&-\n");
        return LosslessText.encode(text.toString());
    }

    private String entering() {
        String home = environment.getOrDefault("HOME", "/");
        // Else `-` would be where the shell was before.
        String place = quoted(home.isEmpty() || home.startsWith("/") ? home : "./" + home);
        return switch (homeless) {
            case RUNS ->
                    """
                    cd /var/spool/cron 2>/dev/null
                    cd -- HOME >/dev/null 2>&1
                    """
                            .replace("HOME", place);
            case IS_REFUSED ->
                    """
                    cd -- HOME >/dev/null 2>&1 || {
                    why='No such file or directory'
                    [ -e HOME ] && why='Not a directory'
                    [ -d HOME ] && why='Permission denied'
                    printf 'refused home %s: %s\\n' HOME "$why" >&3
                    exit 1
                    } 2>/dev/null
                    """
                            .replace("HOME", place);
        };
    }

    /// Between single quotes a shell changes nothing.
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
