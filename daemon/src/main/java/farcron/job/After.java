package farcron.job;

import java.util.List;
import java.util.stream.Collectors;

/// What a job waits for: ends of other jobs.
///
/// @param any whether the first condition that holds is enough; else all must hold
/// @param conditions at least one, of distinct jobs
public record After(boolean any, List<Condition> conditions) {

    /// @param upstream the job whose end is waited for
    public record Condition(JobKey upstream, Need need) {

        @Override
        public String toString() {
            return upstream + "@" + need.word();
        }
    }

    /// How the upstream must have ended.
    public enum Need {
        /// Well.
        OK,
        /// It ran and did not end well, or nobody knows how it ended.
        FAILED,
        /// Whatever became of it, also if it did not run.
        DONE;

        /// @param fate of the upstream, which is not open any more
        public boolean isMetBy(RunState fate) {
            return switch (this) {
                case OK -> fate == RunState.OK;
                case FAILED ->
                        switch (fate) {
                            case FAILED, TIMEOUT, KILLED, LOST -> true;
                            case OK, SKIPPED, BLOCKED, MISSED, QUEUED, RUNNING -> false;
                        };
                case DONE -> !fate.open();
            };
        }

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public After {
        conditions = List.copyOf(conditions);
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException("after: nothing");
        }
    }

    /// In the order in which they are written.
    public List<JobKey> upstreams() {
        return conditions.stream().map(Condition::upstream).toList();
    }

    /// As it could stand in a crontab.
    @Override
    public String toString() {
        return (any ? "after-any:" : "after:")
                + conditions.stream().map(Condition::toString).collect(Collectors.joining(","));
    }
}
