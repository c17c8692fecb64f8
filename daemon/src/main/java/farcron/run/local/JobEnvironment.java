package farcron.run.local;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.Target;
import farcron.os.Account;

import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a job on this machine finds in its environment: cron's own variables, what the crontab
/// sets, and who and what the job is. What a PAM session adds is there before, and gives way to
/// these. Nothing of the daemon's environment, unless it is asked for.
final class JobEnvironment {

    /// With `+00:00` and not `Z`, as in all answers: some programs cannot read the latter.
    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private JobEnvironment() {}

    static SortedMap<String, String> of(
            RunRecord run, Job job, Account account, LocalSettings settings) {
        SortedMap<String, String> all = new TreeMap<>(settings.base());
        all.replace("USER", account.name());
        all.put("HOME", account.home());
        all.putIfAbsent("PATH", settings.path());
        all.putAll(job.environment());
        all.put("SHELL", shell(job));
        all.put("LOGNAME", account.name());
        if (settings.dialect() == Dialect.CRONIE) {
            all.put("USER", account.name());
        }
        all.putAll(identity(run, job));
        if (!run.upstream().isEmpty()) {
            all.put("FARCRON_UPSTREAM", upstream(run));
        }
        return all;
    }

    static String shell(Job job) {
        return switch (job.target()) {
            case Target.Local(String shell) -> shell;
        };
    }

    private static Map<String, String> identity(RunRecord run, Job job) {
        String due = RFC_3339.format(run.due().truncatedTo(ChronoUnit.SECONDS).atZone(job.zone()));
        return Map.of(
                "FARCRON_JOB", run.job().toString(),
                "FARCRON_RUN_ID", Long.toString(run.id()),
                "FARCRON_SCHEDULED_AT", due,
                "FARCRON_ATTEMPT", Integer.toString(run.attempt()),
                "FARCRON_WAVE", run.wave().toString());
    }

    /// The ends that let it start: `extract=ok,cron.d/backup/dump=failed`.
    private static String upstream(RunRecord run) {
        return run.upstream().stream()
                .map(end -> end.named(run.job().scope()) + "=" + end.state().word())
                .collect(Collectors.joining(","));
    }
}
