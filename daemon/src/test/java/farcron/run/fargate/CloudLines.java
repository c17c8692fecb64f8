package farcron.run.fargate;

import farcron.Samples;
import farcron.job.Job;
import farcron.job.TaskPlace;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Crontabs with lines for Fargate, drawn.
final class CloudLines {

    private static final List<String> SCHEDULES =
            List.of("0 * %d %d *", "*/20 * %d %d *", "7,37 2-20 %d %d *", "0 3 %d %d *");

    private static final List<String> WORDS =
            List.of(
                    "",
                    "retry:2/30s",
                    "timeout:10m",
                    "overlap:skip",
                    "overlap:queue",
                    "overlap:replace",
                    "retry:1/5m timeout:2h",
                    "catchup:last",
                    "catchup:all");

    private CloudLines() {}

    /// They are due on the first day of a story.
    static List<Job> drawn(Random dice) {
        StringBuilder text = new StringBuilder();
        int count = 2 + dice.nextInt(4);
        for (int i = 0; i < count; i++) {
            String when = SCHEDULES.get(dice.nextInt(SCHEDULES.size())).formatted(21, 11);
            String words = WORDS.get(dice.nextInt(WORDS.size()));
            boolean follows = i > 0 && dice.nextInt(3) == 0;
            text.append(follows ? "after:j" + dice.nextInt(i) : when)
                    .append(" name:j" + i + " " + words)
                    .append(" true\n");
        }
        List<Job> jobs = new ArrayList<>();
        for (Job job : Samples.jobs(text.toString(), ZoneId.of("UTC"))) {
            TaskPlace.Spot spot = TaskPlace.Spot.values()[dice.nextInt(3)];
            jobs.add(dice.nextInt(4) == 0 ? job : Tasks.onFargate(job, spot));
        }
        return jobs;
    }
}
