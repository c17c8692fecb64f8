package farcron.cloud;

import farcron.job.TaskOverrides;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The task of a schedule as a crontab says it.
final class ImportedTask {

    /// In place of one that is not known.
    static final String NO_COMMAND = "COMMAND";

    private static final Pattern PROCESSORS =
            Pattern.compile("([0-9.]+) *vCPU", Pattern.CASE_INSENSITIVE);
    private static final Pattern GIGABYTES =
            Pattern.compile("([0-9]+) *GB", Pattern.CASE_INSENSITIVE);
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private record Lost(String field, String usual, String words) {}

    /// What `RunTask` knows and a crontab does not.
    private static final List<Lost> LOST =
            List.of(
                    new Lost("Group", "", "its task group"),
                    new Lost("PropagateTags", "NONE", "tags from the task definition"),
                    new Lost("EnableExecuteCommand", "false", "ECS Exec"),
                    new Lost("ReferenceId", "", "its reference id"));

    private final EcsTarget target;
    private final List<String> notes;
    private final List<String> obstacles;
    private final SortedMap<String, String> settings = new TreeMap<>();
    private final SortedMap<String, String> environment = new TreeMap<>();
    private final Document container;
    private final String command;

    /// @param notes taken further
    /// @param obstacles taken further
    ImportedTask(EcsTarget target, List<String> notes, List<String> obstacles) {
        this.target = target;
        this.notes = notes;
        this.obstacles = obstacles;
        List<Document> containers = target.overrides().objects("containerOverrides");
        this.container = containers.stream().findFirst().orElseGet(() -> new Document(Map.of()));
        set("FARGATE_CONTAINER", container.text("name"));
        if (containers.size() > 1) {
            obstacles.add(
                    "it overrides %d containers, and a line is for one"
                            .formatted(containers.size()));
        }
        readPlace();
        readCapacity();
        readRoles();
        readEnvironment();
        this.command = readCommand();
        noteLost();
    }

    SortedMap<String, String> settings() {
        return settings;
    }

    SortedMap<String, String> environment() {
        return environment;
    }

    String command() {
        return command;
    }

    /// `fargate:`, and the size if it has one of its own.
    List<String> words() throws Unsayable {
        String name =
                target.task()
                        .orElseThrow(() ->
                                new Unsayable(
                                        "its task definition `%s` is none"
                                                .formatted(target.definition())));
        List<String> words = new ArrayList<>();
        words.add("fargate:" + name);
        amount(target.overrides().text("cpu"), PROCESSORS).ifPresent(it -> words.add("cpu:" + it));
        amount(target.overrides().text("memory"), GIGABYTES)
                .ifPresent(it -> words.add("mem:" + it + "M"));
        return words;
    }

    /// Both are 1024 of the smaller unit.
    private static Optional<String> amount(String text, Pattern large) {
        Matcher matcher = large.matcher(text.strip());
        if (matcher.matches()) {
            return Optional.of(String.valueOf((int) (Double.parseDouble(matcher.group(1)) * 1024)));
        }
        return text.matches("\\d+") ? Optional.of(text) : Optional.empty();
    }

    private void readPlace() {
        Document parameters = target.parameters();
        Document network = parameters.object("NetworkConfiguration").object("awsvpcConfiguration");
        set("FARGATE_REGION", target.region());
        set("FARGATE_CLUSTER", Arns.nameOf(target.cluster()));
        set("FARGATE_SUBNETS", String.join(",", network.texts("Subnets")));
        set("FARGATE_SECURITY_GROUPS", String.join(",", network.texts("SecurityGroups")));
        if (network.text("AssignPublicIp").equals("ENABLED")) {
            set("FARGATE_ASSIGN_PUBLIC_IP", "ENABLED");
        }
        String platform = parameters.text("PlatformVersion");
        set("FARGATE_PLATFORM_VERSION", platform.equals("LATEST") ? "" : platform);
        if (network.texts("Subnets").isEmpty()) {
            obstacles.add("it names no subnets; set FARGATE_SUBNETS above it");
        }
        set("FARGATE_TAGS", tags(parameters));
    }

    private String tags(Document parameters) {
        List<String> tags =
                parameters.objects("Tags").stream()
                        .map(tag -> tag.text("Key") + "=" + tag.text("Value"))
                        .toList();
        tags.stream()
                .filter(tag -> tag.contains(","))
                .forEach(tag -> notes.add("its tag %s, for the comma in it".formatted(tag)));
        return tags.stream().filter(tag -> !tag.contains(",")).collect(Collectors.joining(","));
    }

    private void readCapacity() {
        Capacity capacity = Capacity.of(target.parameters());
        if (!capacity.fargate()) {
            obstacles.add("it does not run on Fargate");
        }
        if (!capacity.told()) {
            notes.add("that the cluster chose the capacity: it is Fargate on demand now");
        }
        if (capacity.spot()) {
            set("FARGATE_SPOT", capacity.onDemand() ? "prefer" : "only");
        }
    }

    private void readRoles() {
        Document overrides = target.overrides();
        set("FARGATE_TASK_ROLE", overrides.text("taskRoleArn"));
        set("FARGATE_EXECUTION_ROLE", overrides.text("executionRoleArn"));
        set("FARGATE_EPHEMERAL_STORAGE", overrides.object("ephemeralStorage").text("sizeInGiB"));
    }

    private void readEnvironment() {
        for (Document variable : container.objects("environment")) {
            String name = variable.text("name");
            String value = variable.text("value");
            if (TaskOverrides.isNotForTasks(name) || !canStand(name, value)) {
                obstacles.add("a crontab cannot set its variable " + name + " for a container");
            } else {
                environment.put(name, value);
            }
        }
        if (!container.objects("environmentFiles").isEmpty()) {
            obstacles.add("its variables come from files in S3; name those in the task definition");
        }
    }

    private static boolean canStand(String name, String value) {
        boolean quotable = !value.contains("'") || !value.contains("\"");
        return VARIABLE.matcher(name).matches()
                && quotable
                && value.chars().noneMatch(Character::isISOControl);
    }

    private String readCommand() {
        List<String> words = container.texts("command");
        if (words.isEmpty()) {
            obstacles.add(
                    "it runs the image's own command, which farcron does not know; write it in"
                            + " place of "
                            + NO_COMMAND);
            return NO_COMMAND;
        }
        Optional<CommandText> text = CommandText.of(words);
        if (text.isEmpty()) {
            obstacles.add(
                    "its command has line breaks; put it into the image, and call that in place of "
                            + NO_COMMAND);
            return NO_COMMAND;
        }
        set("FARGATE_SHELL", text.get().shell().equals("/bin/sh") ? "" : text.get().shell());
        return text.get().line();
    }

    private void noteLost() {
        Document parameters = target.parameters();
        for (Lost lost : LOST) {
            String value = parameters.text(lost.field());
            if (!value.isEmpty() && !value.equals(lost.usual())) {
                notes.add("%s (%s)".formatted(lost.words(), value));
            }
        }
        int count = parameters.number("TaskCount").orElse(parameters.number("Count").orElse(1));
        if (count > 1) {
            notes.add("that it starts %d tasks at once: write as many lines".formatted(count));
        }
        if (container.has("cpu") || container.has("memory") || container.has("memoryReservation")) {
            notes.add("the container's share of cpu and memory; the task's own are cpu: and mem:");
        }
    }

    private void set(String variable, String value) {
        if (!value.isEmpty()) {
            settings.put(variable, value);
        }
    }
}
