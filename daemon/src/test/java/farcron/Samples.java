package farcron;

import farcron.crontab.Grammar;
import farcron.job.Job;
import farcron.job.JobTable;
import farcron.load.AllJobs;
import farcron.load.CrontabFile;
import farcron.load.Loaded;
import farcron.load.Reading;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// Jobs for tests, made from crontab text as the daemon makes them.
public final class Samples {

    public static final String USER = "ann";

    private Samples() {}

    public static Loaded load(String crontab, ZoneId zone) {
        CrontabFile file =
                new CrontabFile(Path.of("/test/crontab"), Grammar.Format.USER, USER, USER);
        Reading reading = new Reading(Grammar.Dialect.DEBIAN, zone, "test-host");
        return Loaded.of(file, crontab.getBytes(StandardCharsets.UTF_8), reading, Instant.EPOCH);
    }

    public static List<Job> jobs(String crontab, ZoneId zone) {
        return List.copyOf(table(crontab, zone).jobs());
    }

    public static JobTable table(String crontab, ZoneId zone) {
        return AllJobs.of(List.of(load(crontab, zone)));
    }
}
