package farcron.run.fargate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What ECS knows under a `family:revision`.
///
/// @param arn with its revision
/// @param active whether tasks can be started from it
/// @param compatible what it can run on, such as `FARGATE`
/// @param cpu in units; absent if it says nothing
/// @param memory in MiB; absent if it says nothing
/// @param roles ARNs of the task role and of the execution role, those that there are
public record TaskDefinition(
        String arn,
        String family,
        int revision,
        boolean active,
        Set<String> compatible,
        String networkMode,
        OptionalInt cpu,
        OptionalInt memory,
        List<String> roles,
        List<Container> containers) {

    public TaskDefinition {
        compatible = Set.copyOf(compatible);
        roles = List.copyOf(roles);
        containers = List.copyOf(containers);
    }

    /// @param essential whether its end is the task's
    /// @param entryPoint of the definition; that of the image is not to be seen
    /// @param log where what it writes can be read; absent without the `awslogs` driver
    /// @param secrets names of the variables that ECS fills in
    /// @param restarts whether ECS starts it again by itself when it has failed
    /// @param stopTimeout seconds from SIGTERM to SIGKILL; absent: 30
    public record Container(
            String name,
            boolean essential,
            List<String> entryPoint,
            Optional<LogPlace> log,
            Set<String> secrets,
            Map<String, String> environment,
            boolean restarts,
            OptionalInt stopTimeout) {

        public Container {
            entryPoint = List.copyOf(entryPoint);
            secrets = Set.copyOf(secrets);
            environment = Map.copyOf(environment);
        }
    }

    /// @param region empty: that of the task
    public record LogPlace(String region, String group, String prefix) {

        /// Where a task's container writes to.
        public LogStream stream(String container, String task) {
            return new LogStream(region, group, prefix + "/" + container + "/" + task);
        }
    }

    public record LogStream(String region, String group, String stream) {}

    /// `family:revision`, as requests have it.
    public String name() {
        return family + ":" + revision;
    }

    public Optional<Container> container(String name) {
        return containers.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
