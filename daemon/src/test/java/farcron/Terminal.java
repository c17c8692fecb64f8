package farcron;

import farcron.crontab.Grammar;
import farcron.load.Reading;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;

/// Types a command and reads the answer; in Madrid, on Saturday 2026-11-21 at 09:14:20.
final class Terminal {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Grammar.Dialect dialect;

    Terminal(Grammar.Dialect dialect) {
        this.dialect = dialect;
    }

    /// @return the exit status
    int type(List<String> words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Reading here = new Reading(dialect, ZoneId.of("Europe/Madrid"), "test-host");
        Instant now = Instant.parse("2026-11-21T08:14:20Z");
        CommandLine commands = new Commands(here, InstantSource.fixed(now)).all();
        commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return commands.execute(words.toArray(String[]::new));
    }

    /// Standard output of the last command.
    String out() {
        return out.toString();
    }

    /// Standard error of the last command.
    String err() {
        return err.toString();
    }
}
