package farcron.load;

import farcron.crontab.Grammar;
import farcron.crontab.Problem;
import farcron.spool.Check;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Reads a text that somebody wants for his crontab, exactly as it will be read from the spool.
public final class NewCrontab implements Check {

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
        return AllJobs.of(List.of(loaded), Elsewhere.ANYTHING).files().getFirst().problems();
    }
}
