package farcron.job;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a line gives to the container that runs it: the command and the variables. The rest is the
/// image's and the task definition's.
///
/// @param command the arguments that stand in for the image's `CMD`; its `ENTRYPOINT` stays
public record TaskOverrides(List<String> command, SortedMap<String, String> environment) {

    /// They describe this machine, or are meant for cron or the daemon.
    private static final Set<String> NOT_FOR_TASKS =
            Set.of(
                    "SHELL",
                    "PATH",
                    "HOME",
                    "LOGNAME",
                    "USER",
                    "MAIL",
                    "MAILTO",
                    "MAILFROM",
                    "CONTENT_TYPE",
                    "CONTENT_TRANSFER_ENCODING",
                    "CRON_TZ",
                    "RANDOM_DELAY",
                    "FARCRON_DEFAULTS",
                    "FARCRON_POOLS");

    private static final String FOR_FARGATE = "FARGATE_";

    public TaskOverrides {
        command = List.copyOf(command);
    }

    /// Of a line for Fargate.
    public static TaskOverrides of(RunRecord run, Job job, Target.Fargate target) {
        SortedMap<String, String> environment = environment(job.environment());
        environment.putAll(RunVariables.of(run, job));
        return new TaskOverrides(command(job.command().shell(), target), environment);
    }

    /// What a crontab's variables come to in a container.
    public static SortedMap<String, String> environment(Map<String, String> ofCrontab) {
        SortedMap<String, String> environment = new TreeMap<>(ofCrontab);
        environment.keySet().removeIf(TaskOverrides::isNotForTasks);
        return environment;
    }

    public static boolean isNotForTasks(String name) {
        return NOT_FOR_TASKS.contains(name) || name.startsWith(FOR_FARGATE);
    }

    public static List<String> command(String line, Target.Fargate target) {
        return target.shell()
                .map(shell -> List.of(shell, "-c", line))
                .orElseGet(() -> CommandWords.of(line));
    }
}
