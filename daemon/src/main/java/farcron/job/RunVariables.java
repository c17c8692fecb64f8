package farcron.job;

import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The environment variables by which a job knows who and what it is, wherever it runs.
public final class RunVariables {

    /// With `+00:00` and not `Z`, as in all answers: some programs cannot read the latter.
    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private RunVariables() {}

    public static SortedMap<String, String> of(RunRecord run, Job job) {
        String due = RFC_3339.format(run.due().truncatedTo(ChronoUnit.SECONDS).atZone(job.zone()));
        SortedMap<String, String> all = new TreeMap<>();
        all.put("FARCRON_JOB", run.job().toString());
        all.put("FARCRON_RUN_ID", Long.toString(run.id()));
        all.put("FARCRON_SCHEDULED_AT", due);
        all.put("FARCRON_ATTEMPT", Integer.toString(run.attempt()));
        all.put("FARCRON_WAVE", run.wave().toString());
        if (!run.upstream().isEmpty()) {
            all.put("FARCRON_UPSTREAM", upstream(run));
        }
        return all;
    }

    /// The ends that let it start: `extract=ok,cron.d/backup/dump=failed`.
    private static String upstream(RunRecord run) {
        return run.upstream().stream()
                .map(end -> end.named(run.job().scope()) + "=" + end.state().word())
                .collect(Collectors.joining(","));
    }
}
