package farcron.load;

import farcron.crontab.Problem;
import farcron.crontab.Setting;
import farcron.crontab.Shown;
import farcron.crontab.Spelling;
import farcron.job.TaskPlace;
import farcron.job.TaskPlace.Spot;
import farcron.job.TaskRoles;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The variables of a crontab that say how its tasks run. The nearest one above a line holds, else
/// what the machine says.
final class TaskVariables {

    private static final String SHELL = "/bin/sh";

    private final TaskPlace machine;
    private final ContainerVariables others = new ContainerVariables();
    private final TaskVariable<String> region;
    private final TaskVariable<String> cluster;
    private final TaskVariable<List<String>> subnets =
            new TaskVariable<>("SUBNETS", TaskValues::subnets);
    private final TaskVariable<List<String>> groups =
            new TaskVariable<>("SECURITY_GROUPS", TaskValues::securityGroups);
    private final TaskVariable<Boolean> publicIp =
            new TaskVariable<>("ASSIGN_PUBLIC_IP", TaskValues::publicIp);
    private final TaskVariable<String> container =
            new TaskVariable<>("CONTAINER", TaskValues::container);
    private final TaskVariable<Optional<String>> shell =
            new TaskVariable<>("SHELL", TaskValues::shell);
    private final TaskVariable<Spot> spot = new TaskVariable<>("SPOT", TaskValues::spot);
    private final TaskVariable<String> platform =
            new TaskVariable<>("PLATFORM_VERSION", TaskValues::platform);
    private final TaskVariable<String> taskRole;
    private final TaskVariable<String> executionRole;
    private final TaskVariable<Integer> storage =
            new TaskVariable<>("EPHEMERAL_STORAGE", TaskValues::storage);
    private final TaskVariable<Map<String, String>> tags =
            new TaskVariable<>("TAGS", TaskTags::parse);
    private final List<String> names;

    /// @param machine what holds where a crontab says nothing
    TaskVariables(TaskPlace machine, Rights rights) {
        this.machine = machine;
        this.region =
                new TaskVariable<>(
                        "REGION",
                        value ->
                                rights.only(
                                        TaskValues.region(value),
                                        machine.region(),
                                        "fargate.region"));
        this.cluster =
                new TaskVariable<>(
                        "CLUSTER",
                        value ->
                                rights.only(
                                        TaskValues.cluster(value),
                                        machine.cluster(),
                                        "fargate.cluster"));
        this.taskRole =
                new TaskVariable<>("TASK_ROLE", value -> rights.role(TaskValues.role(value)));
        this.executionRole =
                new TaskVariable<>("EXECUTION_ROLE", value -> rights.role(TaskValues.role(value)));
        this.names =
                Stream.of(
                                region,
                                cluster,
                                subnets,
                                groups,
                                publicIp,
                                container,
                                shell,
                                spot,
                                platform,
                                taskRole,
                                executionRole,
                                storage,
                                tags)
                        .map(TaskVariable::name)
                        .toList();
    }

    /// What the settings in force come to.
    ///
    /// @param wrong told all that is wrong with them
    TaskSettings in(Collection<Setting> above, Consumer<Problem> wrong) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Setting> ours = new HashMap<>();
        for (Setting setting : above) {
            if (setting.name().startsWith(TaskVariable.PREFIX)) {
                ours.put(setting.name(), setting);
                unknown(setting).ifPresent(problems::add);
            } else {
                problems.addAll(others.problems(setting));
            }
        }
        TaskSettings settings = settings(ours, problems);
        problems.forEach(wrong);
        return settings;
    }

    private TaskSettings settings(Map<String, Setting> ours, List<Problem> problems) {
        Optional<String> name = container.in(ours, problems::add);
        Optional<String> path = shell.in(ours, problems::add).orElse(Optional.of(SHELL));
        Optional<Integer> gib = storage.in(ours, problems::add);
        TaskPlace place = place(ours, problems);
        TaskRoles roles =
                new TaskRoles(
                        taskRole.in(ours, problems::add), executionRole.in(ours, problems::add));
        Map<String, String> tagged = tags.in(ours, problems::add).orElse(Map.of());
        return new TaskSettings(
                name,
                path,
                gib.map(OptionalInt::of).orElse(OptionalInt.empty()),
                place,
                roles,
                tagged,
                problems.stream().filter(Problem::isError).findFirst());
    }

    private TaskPlace place(Map<String, Setting> ours, List<Problem> problems) {
        String where = cluster.in(ours, problems::add).orElse(machine.cluster());
        Optional<String> ofCluster = TaskValues.regionOf(where);
        Optional<String> told = region.in(ours, problems::add);
        if (told.isPresent() && ofCluster.filter(other -> !told.get().equals(other)).isPresent()) {
            problems.add(elsewhere(region.setting(ours).orElseThrow(), ofCluster.get()));
        }
        return new TaskPlace(
                told.or(() -> ofCluster).orElse(machine.region()),
                where,
                subnets.in(ours, problems::add).orElse(machine.subnets()),
                groups.in(ours, problems::add).orElse(machine.securityGroups()),
                publicIp.in(ours, problems::add).orElse(machine.publicIp()),
                spot.in(ours, problems::add).orElse(machine.spot()),
                platform.in(ours, problems::add).orElse(machine.platform()));
    }

    private static Problem elsewhere(Setting region, String ofCluster) {
        return Problem.error(
                region.position(),
                "%s is `%s`, but the cluster is in %s"
                        .formatted(region.name(), region.value(), ofCluster),
                "take it away: the cluster's ARN says where it is");
    }

    private Optional<Problem> unknown(Setting setting) {
        String rest = setting.name().substring(TaskVariable.PREFIX.length());
        if (names.contains(rest)) {
            return Optional.empty();
        }
        String remedy =
                Spelling.nearest(rest, names)
                        .map(near -> "did you mean " + TaskVariable.PREFIX + near + "?")
                        .orElse(
                                "known are "
                                        + TaskVariable.PREFIX
                                        + " with "
                                        + String.join(", ", names));
        return Optional.of(
                Problem.warning(
                        setting.position(),
                        Shown.quoted(setting.name())
                                + " says nothing about tasks, and they do not get it",
                        remedy));
    }
}
