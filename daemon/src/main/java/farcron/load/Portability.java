package farcron.load;

import farcron.crontab.Crontab;
import farcron.crontab.CrontabJob;
import farcron.crontab.Problem;
import farcron.crontab.Schedule;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What the old cron could not run, if it had to take this file over again.
public final class Portability {

    private Portability() {}

    /// One problem for each line with something that no other cron understands.
    public static List<Problem> problems(CrontabFile file, Reading reading) throws IOException {
        Crontab crontab =
                Crontab.parse(
                        file.path().toString(),
                        Loaded.content(file.path()),
                        reading.grammar(file.format()));
        List<Problem> problems = new ArrayList<>();
        for (CrontabJob job : crontab.jobs()) {
            switch (job.schedule()) {
                case Schedule.Unscheduled _ ->
                        problems.add(
                                Problem.error(
                                        job.position(),
                                        "no other cron knows a line without a time; Debian's cron"
                                                + " ignores the whole file for it",
                                        "give it time fields, and put its words between `: ` and"
                                                + " `;`"));
                case Schedule.Every _ ->
                        problems.add(
                                Problem.error(
                                        job.position(),
                                        "no other cron knows @every; Debian's cron ignores the"
                                                + " whole file for it",
                                        "write time fields such as */5 * * * *"));
                case Schedule.Calendar _, Schedule.Boot _ -> bareWords(job, problems);
            }
        }
        return problems;
    }

    private static void bareWords(CrontabJob job, List<Problem> problems) {
        if (!job.words().isEmpty() && !job.guarded()) {
            var word = job.words().getFirst();
            problems.add(
                    Problem.error(
                            word.position(),
                            "another cron would run `"
                                    + word.key()
                                    + ":"
                                    + word.value()
                                    + "` as a command and fail with exit 127",
                            "put the words between `: ` and `;`, which every shell skips"));
        }
    }
}
