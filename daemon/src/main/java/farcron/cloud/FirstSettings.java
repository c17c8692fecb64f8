package farcron.cloud;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where and how tasks run, by what AWS tells of a stack, a service or a task definition: the
/// settings for a crontab, and those for the daemon.
public final class FirstSettings {

    private static final List<String> OF_STACKS =
            List.of("Region", "Cluster", "Subnets", "SecurityGroups", "AssignPublicIp");

    private static final String NOTHING_KNOWN =
            "here is no stack, service or task definition; give it what one of these prints:"
                    + " aws cloudformation describe-stacks --stack-name farcron,"
                    + " aws ecs describe-services --cluster C --services S,"
                    + " aws ecs describe-task-definition --task-definition F";

    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, String> daemon = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private String family = "";

    private FirstSettings() {}

    /// @param texts each with one or more documents; the later ones add to the earlier ones
    public static FirstSettings of(List<String> texts) throws UnknownDocument {
        FirstSettings all = new FirstSettings();
        for (String text : texts) {
            for (Document document : Document.all(text)) {
                all.take(document);
            }
        }
        if (all.variables.isEmpty() && all.family.isEmpty()) {
            throw new UnknownDocument(NOTHING_KNOWN);
        }
        return all;
    }

    private void take(Document document) throws UnknownDocument {
        List<Document> stacks = document.objects("Stacks");
        if (document.has("Stacks")) {
            takeStack(stacks);
        }
        if (document.has("services")) {
            takeService(only(document.objects("services"), "service"));
        }
        if (document.has("taskDefinition")) {
            takeDefinition(document.object("taskDefinition"));
        }
    }

    private static Document only(List<Document> all, String kind) throws UnknownDocument {
        if (all.size() != 1) {
            throw new UnknownDocument(
                    "here are %d %ss, and one is wanted; name it to the aws command"
                            .formatted(all.size(), kind));
        }
        return all.getFirst();
    }

    /// As the template in `packaging/aws` makes them; a list of all stacks may hold others, too.
    private void takeStack(List<Document> all) throws UnknownDocument {
        List<Document> ours =
                all.size() == 1
                        ? all
                        : all.stream()
                                .filter(one -> outputs(one).keySet().containsAll(OF_STACKS))
                                .toList();
        Document stack = only(ours, "stack");
        Map<String, String> outputs = outputs(stack);
        for (String name : OF_STACKS) {
            if (!outputs.containsKey(name)) {
                throw new UnknownDocument(
                        "stack %s (%s) has no output %s; wait until it is complete, and make it"
                                        .formatted(
                                                stack.text("StackName"),
                                                stack.text("StackStatus"),
                                                name)
                                + " from packaging/aws/farcron.yaml");
            }
            set(variable(name), outputs.get(name));
        }
        remarks.add("From the stack " + stack.text("StackName") + ".");
        Optional.ofNullable(outputs.get("QueueUrl")).ifPresent(url -> tell("fargate-queue", url));
        Optional.ofNullable(outputs.get("Installation"))
                .ifPresent(id -> tell("fargate-installation", id));
        family = outputs.getOrDefault("TaskDefinition", family);
    }

    private static Map<String, String> outputs(Document stack) {
        Map<String, String> outputs = new LinkedHashMap<>();
        for (Document output : stack.objects("Outputs")) {
            outputs.put(output.text("OutputKey"), output.text("OutputValue"));
        }
        return outputs;
    }

    /// `FARGATE_ASSIGN_PUBLIC_IP` for `AssignPublicIp`.
    private static String variable(String output) {
        return "FARGATE" + output.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }

    private void takeService(Document service) throws UnknownDocument {
        Document network = service.object("networkConfiguration").object("awsvpcConfiguration");
        String name = service.text("serviceName");
        if (network.isEmpty()) {
            throw new UnknownDocument(
                    "service %s has no awsvpc network, as every task on Fargate needs; name another"
                            .formatted(name));
        }
        String cluster = service.text("clusterArn");
        remarks.add("As the service " + name + " runs.");
        set("FARGATE_REGION", Arns.regionOf(cluster));
        set("FARGATE_CLUSTER", Arns.nameOf(cluster));
        set("FARGATE_SUBNETS", String.join(",", network.texts("subnets")));
        set("FARGATE_SECURITY_GROUPS", String.join(",", network.texts("securityGroups")));
        set("FARGATE_ASSIGN_PUBLIC_IP", network.text("assignPublicIp"));
        if (Capacity.of(service).spot()) {
            set("FARGATE_SPOT", "prefer");
        }
        family = withoutRevision(Arns.nameOf(service.text("taskDefinition")));
    }

    private void takeDefinition(Document definition) {
        family = definition.text("family");
        List<Document> containers = definition.objects("containerDefinitions");
        if (containers.size() > 1) {
            List<String> names = containers.stream().map(one -> one.text("name")).toList();
            remarks.add("Task definition %s has the containers %s.".formatted(family, names));
            set("FARGATE_CONTAINER", names.getFirst());
        }
    }

    private static String withoutRevision(String definition) {
        return definition.replaceFirst(":\\d+$", "");
    }

    private void set(String variable, String value) {
        if (!value.isEmpty()) {
            variables.put(variable, value);
        }
    }

    private void tell(String key, String value) {
        daemon.put(key, value);
    }

    /// Lines for the top of a crontab; what is the daemon's own stands there as remarks.
    public List<String> crontab() {
        List<String> lines = new ArrayList<>();
        remarks.forEach(remark -> lines.add("# " + remark));
        variables.forEach((name, value) -> lines.add(name + "=" + value));
        if (!daemon.isEmpty()) {
            lines.add("");
            lines.add("# For the daemon: in /etc/farcron/farcron.conf, or as options.");
            daemon.forEach((key, value) -> lines.add("#   %s = %s".formatted(key, value)));
        }
        if (!family.isEmpty()) {
            lines.addAll(lines.isEmpty() ? List.of() : List.of(""));
            lines.add("# A line:");
            lines.add("#   * * * * *  fargate:%s  echo hello".formatted(family));
        }
        return lines;
    }

    /// The same for `farcron.conf`, where it holds for all crontabs. Which container a command is
    /// for, and whether it may be interrupted, only a crontab can say.
    public List<String> configuration() {
        List<String> lines = new ArrayList<>();
        remarks.forEach(remark -> lines.add("# " + remark));
        variables.forEach((name, value) -> {
            boolean ofDaemon = !name.matches("FARGATE_(CONTAINER|SPOT)");
            String key = name.toLowerCase(Locale.ROOT).replace('_', '-');
            lines.add(ofDaemon ? key + " = " + value : "# in crontabs: " + name + "=" + value);
        });
        daemon.forEach((key, value) -> lines.add(key + " = " + value));
        return lines;
    }
}
