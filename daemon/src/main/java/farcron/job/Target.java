package farcron.job;

import java.util.Map;
import java.util.Optional;

/// Where a job runs.
public sealed interface Target {

    /// A process on this machine.
    ///
    /// @param shell absolute path of the program that is given `-c COMMAND`
    /// @param limits of what all its processes together may use
    record Local(String shell, Limits limits) implements Target {

        /// Without limits, as with cron.
        public Local(String shell) {
            this(shell, Limits.NONE);
        }
    }

    /// A task on ECS, on Fargate.
    ///
    /// @param definition `family`, or `family:revision`; without one the newest active revision
    ///   counts at each start
    /// @param container the name of the one that the command is for; empty where the definition has
    ///   only one
    /// @param shell path in the image of the program that is given `-c COMMAND`; absent where the
    ///   command is split into words and given to the image as it is
    /// @param tags on each task; at most 50
    record Fargate(
            String definition,
            Optional<String> container,
            Optional<String> shell,
            TaskSize size,
            TaskPlace place,
            TaskRoles roles,
            Map<String, String> tags)
            implements Target {

        public Fargate {
            tags = Map.copyOf(tags);
        }

        /// The definition's name without its revision.
        public String family() {
            int colon = definition.indexOf(':');
            return colon < 0 ? definition : definition.substring(0, colon);
        }
    }

    /// As it is written in records and answers.
    default String word() {
        return switch (this) {
            case Local _ -> "local";
            case Fargate _ -> "fargate";
        };
    }
}
