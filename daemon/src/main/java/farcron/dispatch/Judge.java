package farcron.dispatch;

import farcron.job.After;
import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.Upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Decides about a dependent from the ends of what it waits for.
final class Judge {

    /// What is known of the upstreams of one dependent, for one decision.
    ///
    /// @param inWave ends of those that belong to the wave, or count as if: they will not end in it
    ///   again
    /// @param outside ends of the others, which may still end otherwise
    record Ends(Map<JobKey, RunRecord> inWave, Map<JobKey, Upstream> outside) {}

    private final JobKey dependent;
    private final After after;
    private final List<After.Condition> open = new ArrayList<>();
    private final List<Upstream> met = new ArrayList<>();
    private final List<RunRecord> unmet = new ArrayList<>();

    private Judge(JobKey dependent, After after) {
        this.dependent = dependent;
        this.after = after;
    }

    static Verdict judge(JobKey dependent, After after, Ends ends) {
        Judge judge = new Judge(dependent, after);
        after.conditions().forEach(condition -> judge.look(condition, ends));
        return judge.verdict(ends);
    }

    private void look(After.Condition condition, Ends ends) {
        RunRecord end = ends.inWave().get(condition.upstream());
        Upstream other = ends.outside().get(condition.upstream());
        if (end != null) {
            if (condition.need().isMetBy(end.state())) {
                met.add(Upstream.of(end));
            } else {
                unmet.add(end);
            }
        } else if (other != null && condition.need().isMetBy(other.state())) {
            met.add(other);
        } else {
            open.add(condition);
        }
    }

    private Verdict verdict(Ends ends) {
        boolean holds = after.any() ? !met.isEmpty() : met.size() == after.conditions().size();
        boolean lost = after.any() ? !unmet.isEmpty() && open.isEmpty() : !unmet.isEmpty();
        if (holds) {
            return new Verdict.Start(met);
        }
        return lost
                ? new Verdict.Blocked(because(), unmet.stream().map(Upstream::of).toList())
                : new Verdict.Wait(Waiting.forEnds(dependent, open, ends.outside()));
    }

    private String because() {
        return unmet.stream().map(this::because).collect(Collectors.joining("; "));
    }

    private String because(RunRecord end) {
        String code = end.exitCode().isPresent() ? ", exit " + end.exitCode().getAsInt() : "";
        return "upstream %s %s (run %d%s)"
                .formatted(Upstream.of(end).named(dependent.scope()), how(end), end.id(), code);
    }

    private static String how(RunRecord end) {
        return switch (end.state()) {
            case OK -> "ended well";
            case FAILED -> "failed";
            case TIMEOUT -> "took too long";
            case KILLED, SKIPPED, BLOCKED, MISSED -> "was " + end.state().word();
            case LOST -> "was lost";
            case QUEUED, RUNNING -> throw new IllegalArgumentException("has not ended: " + end);
        };
    }
}
