package farcron.shadow;

import farcron.crontab.Problem;
import farcron.job.JobTable;
import farcron.load.CrontabLoader;
import farcron.load.Crontabs;
import farcron.load.Reading;

import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;

/// What there is to compare.
///
/// @param crontabs what farcron reads
/// @param whole whether these are all that there are on the machine
/// @param log what cron writes
public record Scene(
        Reading reading, InstantSource time, Crontabs crontabs, boolean whole, CronLog log) {

    /// Reads the crontabs.
    ///
    /// @param trouble told what is wrong with them
    CrontabLoader loader(Consumer<String> trouble) {
        return new CrontabLoader(
                crontabs,
                reading,
                time,
                file ->
                        file.problems().stream()
                                .filter(Problem::isError)
                                .forEach(problem -> trouble.accept(problem.line(file.path()))),
                _ -> {});
    }

    /// @throws IOException if there is none that can be read
    static JobTable table(CrontabLoader loader) throws IOException {
        JobTable table = loader.refresh().orElse(JobTable.EMPTY);
        if (!loader.hasReadAny()) {
            throw new IOException("no crontab can be read, so there is nothing to compare");
        }
        return table;
    }
}
