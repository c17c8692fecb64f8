package farcron.load;

import farcron.crontab.Fault;
import farcron.crontab.Flag;
import farcron.crontab.Grammar;
import farcron.crontab.Position;
import farcron.crontab.Problem;
import farcron.spool.Check;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Reads a text that somebody wants for his crontab, exactly as it will be read from the spool.
public final class NewCrontab implements Check {

    private static final String ROOT = "root";

    private final Reading reading;
    private final InstantSource time;

    public NewCrontab(Reading reading, InstantSource time) {
        this.reading = reading;
        this.time = time;
    }

    @Override
    public List<Problem> problems(String user, byte[] text) {
        CrontabFile file = new CrontabFile(Path.of(user), Grammar.Format.USER, user, user);
        Loaded loaded = Loaded.of(file, text, reading, time.instant());
        List<Problem> problems = new ArrayList<>(loaded.file().problems());
        if (!user.equals(ROOT)) {
            loaded.jobs().stream()
                    .filter(job -> job.flags().contains(Flag.QUIET))
                    .map(job -> hidden(job.line()))
                    .forEach(problems::add);
        }
        return List.copyOf(problems);
    }

    /// cronie: only root's jobs may run without a trace in the log.
    private static Problem hidden(int line) {
        return Problem.error(
                new Position(line, 1),
                Fault.OPTION,
                "line asks for no log lines, which only root's may",
                "leave out the `-` or the `-q`");
    }
}
