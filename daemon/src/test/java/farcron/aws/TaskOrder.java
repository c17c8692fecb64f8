package farcron.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What a task was made for, once it has been found right.
///
/// @param request as it came
/// @param definition as ECS shows it
/// @param provider the capacity provider under which it runs
/// @param cpu in units
/// @param memory in MiB
record TaskOrder(
        String arn,
        String clusterArn,
        Fields request,
        Fields definition,
        String provider,
        int cpu,
        int memory) {

    boolean onSpot() {
        return provider.equals("FARGATE_SPOT");
    }

    /// The last part of its ARN.
    String id() {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /// The container that has a command of its own; if there is none the first essential one.
    String job() throws AwsError {
        List<Fields> overridden = overridden();
        if (!overridden.isEmpty()) {
            return overridden.getFirst().text("name");
        }
        for (Fields container : definition.each("containerDefinitions")) {
            if (!Boolean.FALSE.equals(container.all().get("essential"))) {
                return container.text("name");
            }
        }
        throw AwsError.of("ClientException", "Task definition has no essential container.");
    }

    List<Fields> containers() throws AwsError {
        return definition.each("containerDefinitions");
    }

    Fields container(String name) throws AwsError {
        return named(containers(), name);
    }

    /// The override wins over the definition, variable by variable; the entry point stays.
    TaskBody.Launch launch(String container, Consumer<String> out) throws AwsError {
        Fields defined = container(container);
        Fields override = named(overridden(), container);
        List<String> command = new ArrayList<>(defined.texts("entryPoint"));
        command.addAll((override.has("command") ? override : defined).texts("command"));
        Map<String, String> environment = new HashMap<>(defined.pairs("environment", "name"));
        environment.putAll(override.pairs("environment", "name"));
        return new TaskBody.Launch(
                arn, container, List.copyOf(command), new TreeMap<>(environment), out);
    }

    private List<Fields> overridden() throws AwsError {
        return request.fields("overrides").each("containerOverrides");
    }

    private static Fields named(List<Fields> all, String name) throws AwsError {
        for (Fields one : all) {
            if (one.text("name").equals(name)) {
                return one;
            }
        }
        return Fields.NONE;
    }
}
