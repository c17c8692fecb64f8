package farcron.run.local;

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
import java.util.regex.Pattern;

/// What a job on this machine finds in its environment, and nothing else: cron's own variables,
/// what the crontab sets, and who and what the job is. Nothing of the daemon's environment.
final class JobEnvironment {

    /// With `+00:00` and not `Z`, as in all answers: some programs cannot read the latter.
    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    /// Where Debian's cron and ISC cron look for programs if a crontab does not say.
    static final String DEBIAN_PATH = "/usr/bin:/bin";

    /// Where cronie does.
    static final String CRONIE_PATH = "/usr/bin:/bin:/usr/sbin:/sbin";

    /// Only such a name can be exported by a shell; cron passes on any other too, but a shell then
    /// drops it or hides it from its commands.
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private JobEnvironment() {}

    /// @param path the PATH of a crontab that sets none
    static SortedMap<String, String> of(RunRecord run, Job job, Account account, String path) {
        SortedMap<String, String> all = new TreeMap<>();
        all.put("HOME", account.home());
        all.put("PATH", path);
        all.putAll(job.environment());
        all.keySet().removeIf(name -> !NAME.matcher(name).matches());
        all.put("SHELL", shell(job));
        all.put("LOGNAME", account.name());
        all.put("USER", account.name());
        all.putAll(identity(run, job));
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
}
