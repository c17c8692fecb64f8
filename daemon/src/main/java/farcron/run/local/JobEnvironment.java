package farcron.run.local;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.RunVariables;
import farcron.job.Target;
import farcron.job.TaskOverrides;
import farcron.os.Account;

import java.util.SortedMap;
import java.util.TreeMap;

/// What a job on this machine finds in its environment: cron's own variables, what the crontab
/// sets, and who and what the job is. What a PAM session adds is there before, and gives way to
/// these. Nothing of the daemon's environment, unless it is asked for.
final class JobEnvironment {

    private static final String PATH_OF_IMAGES =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

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
        all.putAll(RunVariables.of(run, job));
        return all;
    }

    /// What a job finds that is meant for a container: there is nothing of this machine in it.
    /// `PATH` is that of most images. `HOME` is the user's, because the runtime of containers takes
    /// it, where nobody sets it, from the account that the command runs as; programs count on it.
    static SortedMap<String, String> ofTask(TaskOverrides overrides, Account account) {
        SortedMap<String, String> all = new TreeMap<>(overrides.environment());
        all.put("HOME", account.home());
        all.put("PATH", PATH_OF_IMAGES);
        return all;
    }

    static String shell(Job job) {
        return switch (job.target()) {
            case Target.Local(String shell, _) -> shell;
            case Target.Fargate _ -> job.environment().getOrDefault("SHELL", "/bin/sh");
        };
    }
}
