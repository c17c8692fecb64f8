package farcron.aws;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What AWS demands of a `RunTask` for Fargate, as far as its API model and guides tell.
final class RunTaskRules {

    private static final int OVERRIDES = 8192;

    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,64}");
    private static final Pattern STARTED_BY = Pattern.compile("[A-Za-z0-9_/-]{1,128}");
    private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-z]+");
    private static final Pattern SECURITY_GROUP = Pattern.compile("sg-[0-9a-z]+");
    private static final Pattern ROLE = Pattern.compile("arn:[a-z-]+:iam::[0-9]{12}:role/.+");
    private static final Set<String> PLATFORMS = Set.of("", "LATEST", "1.4.0", "1.3.0");

    private final Fields request;
    private final Fields definition;

    RunTaskRules(Fields request, Fields definition) {
        this.request = request;
        this.definition = definition;
    }

    /// Of what can be judged by the request alone.
    static void checkAlone(Fields request) throws AwsError {
        demand(
                !request.has("clientToken") || matches(TOKEN, request.text("clientToken")),
                "clientToken must be 1 to 64 characters from ASCII 33 to 126.");
        demand(
                !request.has("startedBy") || matches(STARTED_BY, request.text("startedBy")),
                "startedBy may have 128 letters, digits, hyphens, slashes and underscores.");
        int count = request.number("count").orElse(1);
        demand(count >= 1 && count <= 10, "count must be between 1 and 10.");
        demand(request.text("group").length() <= 255, "group must be at most 255 characters.");
        demand(
                !request.text("propagateTags").equals("SERVICE"),
                "SERVICE is not a valid value for propagateTags of RunTask.");
        demand(
                !(request.has("launchType") && request.has("capacityProviderStrategy")),
                "Specifying both a launch type and capacity provider strategy is not supported."
                        + " Remove one and try again.");
        demand(
                request.fields("overrides").json().length() <= OVERRIDES,
                "Container Overrides length must be at most " + OVERRIDES);
        Tags.check(request.each("tags"));
    }

    void check() throws AwsError {
        if (!definition.text("status").equals("ACTIVE")) {
            throw AwsError.of("ClientException", "TaskDefinition is inactive");
        }
        demand(
                definition.texts("requiresCompatibilities").contains("FARGATE"),
                "Task definition does not support launch_type FARGATE.");
        demand(
                definition.text("networkMode").equals("awsvpc"),
                "Fargate only supports network mode awsvpc.");
        network(request.fields("networkConfiguration").fields("awsvpcConfiguration"));
        if (!PLATFORMS.contains(request.text("platformVersion"))) {
            throw AwsError.of("PlatformUnknownException", "The platform version does not exist.");
        }
        overrides(request.fields("overrides"));
    }

    private void network(Fields network) throws AwsError {
        demand(
                network != Fields.NONE,
                "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        List<String> subnets = network.texts("subnets");
        demand(!subnets.isEmpty(), "subnets can not be empty.");
        demand(subnets.size() <= 16, "subnets can have at most 16 items.");
        for (String subnet : subnets) {
            demand(
                    matches(SUBNET, subnet),
                    "Error retrieving subnet information for [%s]".formatted(subnet));
        }
        demand(
                network.texts("securityGroups").size() <= 5,
                "securityGroups can have at most 5 items.");
        for (String group : network.texts("securityGroups")) {
            demand(
                    matches(SECURITY_GROUP, group),
                    "Error retrieving security group information for [%s]".formatted(group));
        }
        demand(
                Set.of("", "ENABLED", "DISABLED").contains(network.text("assignPublicIp")),
                "assignPublicIp must be ENABLED or DISABLED.");
    }

    private void overrides(Fields overrides) throws AwsError {
        Set<String> names = new TreeSet<>();
        for (Fields container : definition.each("containerDefinitions")) {
            names.add(container.text("name"));
        }
        for (Fields container : overrides.each("containerOverrides")) {
            String name = container.text("name");
            demand(!name.isEmpty(), "Container override must have a name.");
            demand(
                    names.contains(name),
                    "Override for container named %s is not a container in the TaskDefinition."
                            .formatted(name));
            container.texts("command");
            container.pairs("environment", "name");
        }
        size(overrides);
        for (String role : List.of("taskRoleArn", "executionRoleArn")) {
            demand(
                    !overrides.has(role) || matches(ROLE, overrides.text(role)),
                    "Invalid role ARN: " + overrides.text(role));
        }
    }

    private void size(Fields overrides) throws AwsError {
        if (!Sizes.arePair(cpu(), memory())) {
            throw AwsError.of(
                    "ClientException",
                    "No Fargate configuration exists for given values: %d CPU, %d memory."
                            .formatted(cpu(), memory()));
        }
        OptionalInt storage = overrides.fields("ephemeralStorage").number("sizeInGiB");
        demand(
                storage.orElse(21) >= 21 && storage.orElse(21) <= 200,
                "Ephemeral storage must be between 21 and 200 GiB.");
        demand(
                storage.isEmpty() || !request.text("platformVersion").equals("1.3.0"),
                "Ephemeral storage needs platform version 1.4.0 or later.");
    }

    /// In units.
    int cpu() throws AwsError {
        return of("cpu");
    }

    /// In MiB.
    int memory() throws AwsError {
        return of("memory");
    }

    private int of(String name) throws AwsError {
        Fields overrides = request.fields("overrides");
        String value = overrides.has(name) ? overrides.text(name) : definition.text(name);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException _) {
            throw AwsError.wrong("Invalid '%s' setting for task.".formatted(name));
        }
    }

    /// Under which capacity provider it runs.
    ///
    /// @param providers of the cluster
    String provider(Set<String> providers) throws AwsError {
        List<Fields> strategy = request.each("capacityProviderStrategy");
        if (strategy.isEmpty()) {
            demand(
                    request.text("launchType").equals("FARGATE"),
                    "No Container Instances were found in your cluster.");
            return "FARGATE";
        }
        demand(strategy.size() <= 20, "A strategy can have at most 20 capacity providers.");
        Fields heaviest = strategy.getFirst();
        for (Fields one : strategy) {
            demand(
                    providers.contains(one.text("capacityProvider")),
                    "The specified capacity provider '%s' is not associated with the cluster."
                            .formatted(one.text("capacityProvider")));
            heaviest = weight(one) > weight(heaviest) ? one : heaviest;
        }
        demand(weight(heaviest) > 0, "At least one capacity provider must have a weight over 0.");
        return heaviest.text("capacityProvider");
    }

    /// A base comes before all weights.
    private static int weight(Fields item) throws AwsError {
        return item.number("weight").orElse(0) + 1000 * item.number("base").orElse(0);
    }

    private static boolean matches(Pattern pattern, String text) {
        return pattern.matcher(text).matches();
    }

    private static void demand(boolean held, String otherwise) throws AwsError {
        if (!held) {
            throw AwsError.wrong(otherwise);
        }
    }
}
