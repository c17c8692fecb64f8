package farcron.load;

import farcron.job.After;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.RunState;
import farcron.job.Target;
import farcron.job.TaskOverrides;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Whether ECS takes what a line for Fargate gives to its task: at most 8192 characters of JSON.
/// Counted are the bytes of the most that a run of the line can come to, as nobody says how ECS
/// counts what is not ASCII.
final class OverridesLength {

    static final int MOST = 8192;

    /// As ECS has it, where the line leaves it to the definition.
    private static final String LONGEST_CONTAINER = "c".repeat(255);

    private static final String LONGEST_DUE = "2026-03-08T02:00:00+01:00";
    private static final String LONGEST_MOMENT = "2026-03-08T02:00:00.123456789Z";
    private static final String LONGEST_STATE =
            Arrays.stream(RunState.values())
                    .map(RunState::word)
                    .max(Comparator.comparingInt(String::length))
                    .orElseThrow();

    private final String longestKey;
    private Map<String, String> counted = Map.of();
    private SortedMap<String, String> forTasks = new TreeMap<>();

    /// @param longestKey that a job in the same table has, so that a wave may be one of it
    OverridesLength(String longestKey) {
        this.longestKey = longestKey;
    }

    /// True for any line that is not for Fargate.
    boolean fits(Job job) {
        return !(job.target() instanceof Target.Fargate target) || of(job, target) <= MOST;
    }

    /// At least [#MOST] and one where it is more than that.
    private long of(Job job, Target.Fargate target) {
        JsonLength json = new JsonLength();
        json.add("{'containerOverrides':[{'name':,'command':[],'environment':[]}]}");
        json.addText(target.container().orElse(LONGEST_CONTAINER));
        List<String> command = TaskOverrides.command(job.command().shell(), target);
        command.forEach(json::addText);
        json.addCommas(command.size());
        addVariables(job, json);
        target.size().cpu().ifPresent(cpu -> json.add(",'cpu':'%d'".formatted(cpu)));
        target.size().memory().ifPresent(mib -> json.add(",'memory':'%d'".formatted(mib)));
        target.size()
                .storage()
                .ifPresent(gib -> json.add(",'ephemeralStorage':{'sizeInGiB':%d}".formatted(gib)));
        target.roles().task().ifPresent(role -> json.add(",'taskRoleArn':'%s'".formatted(role)));
        target.roles()
                .execution()
                .ifPresent(role -> json.add(",'executionRoleArn':'%s'".formatted(role)));
        return json.length();
    }

    private void addVariables(Job job, JsonLength json) {
        SortedMap<String, String> ours = longest(job);
        int count = 0;
        for (Map.Entry<String, String> variable : forTasks(job.environment()).entrySet()) {
            if (json.length() > MOST) {
                return;
            }
            if (!ours.containsKey(variable.getKey())) {
                add(variable, json);
                count++;
            }
        }
        ours.entrySet().forEach(variable -> add(variable, json));
        json.addCommas(count + ours.size());
    }

    private static void add(Map.Entry<String, String> variable, JsonLength json) {
        json.add("{'name':,'value':}");
        json.addText(variable.getKey());
        json.addText(variable.getValue());
    }

    /// Lines with no setting between them share theirs.
    private SortedMap<String, String> forTasks(Map<String, String> environment) {
        if (environment != counted) {
            counted = environment;
            forTasks = TaskOverrides.environment(environment);
        }
        return forTasks;
    }

    /// What the daemon itself gives to a run, at its longest.
    private SortedMap<String, String> longest(Job job) {
        SortedMap<String, String> all = new TreeMap<>();
        all.put("FARCRON_JOB", job.key().toString());
        all.put("FARCRON_RUN_ID", Long.toString(Long.MAX_VALUE));
        all.put("FARCRON_SCHEDULED_AT", LONGEST_DUE);
        all.put("FARCRON_ATTEMPT", Integer.toString(Integer.MAX_VALUE));
        String root = job.rules().after().isPresent() ? longestKey : job.key().toString();
        all.put("FARCRON_WAVE", root + "@" + LONGEST_MOMENT);
        job.rules().after().ifPresent(after -> all.put("FARCRON_UPSTREAM", ends(job.key(), after)));
        return all;
    }

    private static String ends(JobKey job, After after) {
        return after.upstreams().stream()
                .map(key -> key.scope().equals(job.scope()) ? key.name() : key.toString())
                .map(name -> name + "=" + LONGEST_STATE)
                .collect(Collectors.joining(","));
    }
}
