package farcron.cloud;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is to be run, as a schedule or a rule says it: with a template of parameters for ECS, or as
/// a call of `RunTask` with all that this call takes.
///
/// @param cluster name or ARN
/// @param parameters those of the template or of the call
/// @param overrides in its own form
record EcsTarget(String cluster, String definition, Document parameters, Document overrides) {

    private static final Pattern CLUSTER = Pattern.compile("arn:[^:]+:ecs:[^:]+:\\d*:cluster/.+");
    private static final Pattern CALL =
            Pattern.compile("arn:[^:]+:scheduler:::aws-sdk:ecs:runTask", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEFINITION = Pattern.compile("(?:.*/)?([^/:]+)(:\\d+)?");
    private static final Document NOTHING = new Document(Map.of());

    /// @throws Unsayable if it is no task
    static EcsTarget of(Document target) throws Unsayable {
        String arn = target.text("Arn");
        if (CALL.matcher(arn).matches()) {
            Document input = input(target);
            return new EcsTarget(
                    input.text("cluster").isEmpty() ? "default" : input.text("cluster"),
                    input.text("taskDefinition"),
                    input,
                    input.object("overrides"));
        }
        Document parameters = target.object("EcsParameters");
        if (!CLUSTER.matcher(arn).matches() || parameters.isEmpty()) {
            throw new Unsayable("its target is no task on ECS: " + arn);
        }
        return new EcsTarget(arn, parameters.text("TaskDefinitionArn"), parameters, input(target));
    }

    private static Document input(Document target) throws Unsayable {
        String text = target.text("Input");
        if (target.has("InputTransformer") || target.has("InputPath")) {
            throw new Unsayable("its overrides are made from an event (InputTransformer)");
        }
        try {
            return text.isBlank()
                    ? NOTHING
                    : Document.all(text).stream().findFirst().orElse(NOTHING);
        } catch (UnknownDocument e) {
            throw new Unsayable("its Input is no JSON: " + text);
        }
    }

    /// `family`, or `family:revision`.
    Optional<String> task() {
        Matcher matcher = DEFINITION.matcher(definition);
        return matcher.matches()
                ? Optional.of(matcher.group(1) + Optional.ofNullable(matcher.group(2)).orElse(""))
                : Optional.empty();
    }

    /// @return empty if it says none
    String region() {
        String region = Arns.regionOf(cluster);
        return region.isEmpty() ? Arns.regionOf(definition) : region;
    }
}
