package farcron.shadow;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of the system's log.
///
/// @param text behind the time: mostly the host, then `IDENT[PID]: message`
record LogEntry(Instant at, String text) {

    /// As Debian's cron and cronie call themselves, with a path in old ones.
    private static final Pattern CRONS =
            Pattern.compile("(?:\\S+ )?(?:\\S*/)?(?i:crond?)(?:\\[\\d+])?: (.*)");

    /// Behind a text that was too long for the log there is no parenthesis.
    private static final Pattern STARTED = Pattern.compile("\\(([^)]*)\\) CMD \\((.*?)(\\)?)");

    private static final Pattern BEGUN = Pattern.compile("\\(CRON\\) STARTUP \\(.*");
    private static final String BOOT = "(CRON) INFO (Running @reboot jobs)";

    /// What it tells of cron, if it tells what matters here.
    Optional<Fact> fact() {
        Matcher crons = CRONS.matcher(text);
        return crons.matches() ? fact(crons.group(1).stripTrailing()) : Optional.empty();
    }

    private Optional<Fact> fact(String message) {
        Matcher command = STARTED.matcher(message);
        if (command.matches()) {
            boolean whole = !command.group(3).isEmpty();
            return Optional.of(new Fact.Ran(at, command.group(1), command.group(2), whole));
        }
        boolean boot = message.equals(BOOT);
        return boot || BEGUN.matcher(message).matches()
                ? Optional.of(new Fact.CronStarted(at, boot))
                : Optional.empty();
    }
}
