package farcron.run.local;

import farcron.crontab.LosslessText;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The text for the clean shell that has become the user's: it prepares what cron prepares, and
/// ends with `exec`. The essay in `spawner.sh` says who reads it. It writes nothing into the log,
/// which would be mailed each time.
final class JobScript {

    /// Only such a name can be exported by a shell.
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private JobScript() {}

    /// Each byte of the values and of the command reaches the job's shell as it stands in the
    /// crontab.
    static byte[] of(Execution execution) {
        StringBuilder text = new StringBuilder(512).append(execution.label());
        // The clean shell's own; the user's shell makes new ones if it wants to.
        text.append(entering(execution)).append("unset PWD OLDPWD SHLVL\n{\n");
        // A name that is special to this shell may refuse its value: `command` keeps the shell
        // alive then, and what it says about it is not the job's output.
        execution
                .environment()
                .forEach((name, value) -> {
                    if (NAME.matcher(name).matches()) {
                        text.append("command export ")
                                .append(name)
                                .append('=')
                                .append(quoted(value))
                                .append('\n');
                    }
                });
        text.append("} 2>/dev/null\nexec ")
                .append(
                        execution.command().stream()
                                .map(JobScript::quoted)
                                .collect(Collectors.joining(" ")))
                .append(" <&4 3>&- 4<&-\n");
        return LosslessText.encode(text.toString());
    }

    private static String entering(Execution execution) {
        String home = execution.home();
        // Else `-` would be where the shell was before.
        String place = quoted(home.isEmpty() || home.startsWith("/") ? home : "./" + home);
        if (!execution.fallback().isEmpty()) {
            return """
            cd FALLBACK 2>/dev/null
            cd -- HOME >/dev/null 2>&1
            """
                    .replace("FALLBACK", execution.fallback())
                    .replace("HOME", place);
        }
        return """
        cd -- HOME >/dev/null 2>&1 || {
        why='No such file or directory'
        [ -e HOME ] && why='Not a directory'
        [ -d HOME ] && why='Permission denied'
        printf 'refused home %s: %s\\n' HOME "$why" >&3
        exit 1
        } 2>/dev/null
        """
                .replace("HOME", place);
    }

    /// Between single quotes a shell changes nothing.
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
