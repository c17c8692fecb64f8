package farcron.load;

import farcron.crontab.Crontab;
import farcron.crontab.CrontabJob;
import farcron.crontab.Problem;
import farcron.crontab.Schedule;
import farcron.crontab.Word;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        DefaultWords defaults = new DefaultWords(reading.grammar(file.format()), new Complaints());
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
                case Schedule.Calendar _, Schedule.Boot _ ->
                        words(job, defaults.with(job).of(JobWord.FARGATE), problems);
            }
        }
        return problems;
    }

    private static void words(CrontabJob job, Optional<Word> fargate, List<Problem> problems) {
        if (!job.words().isEmpty() && !job.guarded()) {
            Word word = job.words().getFirst();
            problems.add(
                    Problem.error(
                            word.position(),
                            "another cron would run `"
                                    + word.key()
                                    + ":"
                                    + word.value()
                                    + "` as a command and fail with exit 127",
                            "put the words between `: ` and `;`, which every shell skips"));
        } else if (fargate.isPresent()) {
            problems.add(
                    Problem.warning(
                            job.position(),
                            "another cron would run the command on this machine, and not as a task"
                                    + " of fargate:"
                                    + fargate.get().value(),
                            "make sure that it can run here, or take the line out before another"
                                    + " cron takes over"));
        }
    }
}
