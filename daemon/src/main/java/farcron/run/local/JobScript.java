package farcron.run.local;

import farcron.crontab.LosslessText;

import java.util.SortedMap;

/// The text for the clean shell that becomes the user's: it prepares what cron prepares, and ends
/// with `exec`. The essay in `spawner.sh` says who reads it.
final class JobScript {

    private JobScript() {}

    /// Each byte of the values and of the command reaches the shell as it stands in the crontab.
    ///
    /// @param label the first line, a comment
    static byte[] of(
            String label, SortedMap<String, String> environment, String shell, String command) {
        StringBuilder text = new StringBuilder(512).append(label);
        String home = quoted(environment.getOrDefault("HOME", "/"));
        text.append("umask 022\ncd -- ")
                .append(home)
                .append(" >/dev/null 2>&1 || printf '%s\\n' 'farcron: cannot enter the home")
                .append(" directory '")
                .append(home)
                .append("', so this runs in /' >&2\n");
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
                .append(quoted(shell))
                .append(" -c ")
                .append(quoted(command))
                .append(" <&4 4<&-\n");
        return LosslessText.encode(text.toString());
    }

    /// Between single quotes a shell changes nothing.
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
