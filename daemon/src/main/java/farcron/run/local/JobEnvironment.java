package farcron.run.local;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.RunVariables;
import farcron.job.Target;
import farcron.os.Account;

import java.util.SortedMap;
import java.util.TreeMap;

/// What a job on this machine finds in its environment: cron's own variables, what the crontab
/// sets, and who and what the job is. What a PAM session adds is there before, and gives way to
/// these. Nothing of the daemon's environment, unless it is asked for.
final class JobEnvironment {

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

    static String shell(Job job) {
        return switch (job.target()) {
            case Target.Local(String shell) -> shell;
            case Target.Fargate _ -> job.environment().getOrDefault("SHELL", "/bin/sh");
        };
    }
}
