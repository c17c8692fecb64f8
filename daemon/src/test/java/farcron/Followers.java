package farcron;

import farcron.crontab.Schedule;
import farcron.job.After;
import farcron.job.After.Need;
import farcron.job.Job;
import farcron.job.JobKey;

import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/// Lines without a time of their own, for tests that are not about how these are read.
public final class Followers {

    private Followers() {}

    /// One of [Samples#USER] that starts when all of some jobs of the same user have ended well.
    public static Job of(String name, String... upstreams) {
        List<After.Condition> conditions =
                Stream.of(upstreams)
                        .map(job -> new After.Condition(new JobKey(Samples.USER, job), Need.OK))
                        .toList();
        return of(name, new After(false, conditions));
    }

    public static Job of(String name, After after) {
        String text = "* * * * * name:" + name + " true\n";
        Job line = Samples.jobs(text, ZoneOffset.UTC).getFirst().waitingFor(after);
        return new Job(
                line.key(),
                line.user(),
                line.file(),
                line.line(),
                new Schedule.Unscheduled(),
                after.toString(),
                line.zone(),
                line.delay(),
                line.target(),
                line.environment(),
                line.flags(),
                line.command(),
                line.rules(),
                line.rejected());
    }
}
