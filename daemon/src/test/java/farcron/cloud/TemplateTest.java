package farcron.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The stack that newcomers create grants what the program does, and no more.
class TemplateTest {

    private static final Pattern ACTION = Pattern.compile("\\b(ecs|sqs|logs|iam):[A-Z]\\w+");
    private static final Pattern REFERENCE =
            Pattern.compile("!Ref ([A-Za-z]+)|!GetAtt ([A-Za-z]+)\\.|\\$\\{([A-Za-z]+)}");

    /// Actions that belong to a call without being its name.
    private static final Set<String> BESIDE_CALLS = Set.of("iam:PassRole", "ecs:TagResource");

    /// What only `farcron fargate doctor` asks, with the rights of whoever runs it.
    private static final Set<String> OF_THE_DOCTOR = Set.of("ecs:DescribeClusters");

    private static final Map<String, String> SERVICES =
            Map.of("EcsClient", "ecs:", "SqsClient", "sqs:", "CloudWatchLogsClient", "logs:");

    private List<String> lines = List.of();
    private String text = "";

    @BeforeEach
    void read() throws IOException {
        lines = Files.readAllLines(Path.of("../packaging/aws/farcron.yaml"));
        text = String.join("\n", lines);
    }

    private static Set<String> actions(String text) {
        return ACTION.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// What stands below a name, up to the next one at its depth.
    private String below(String name) {
        int start = text.indexOf("\n  " + name + ":\n");
        Matcher next = Pattern.compile("\n {0,2}\\S").matcher(text);
        assertThat(start).as(name).isPositive();
        return text.substring(start, next.find(start + 3) ? next.start() : text.length());
    }

    private static Set<String> granted() {
        Policy policy =
                Policy.of(
                        List.of(PolicyTest.use("eu-west-1", "c", "f")),
                        Optional.of("https://sqs.eu-west-1.amazonaws.com/123456789012/q"),
                        new Arns("123456789012"));
        return policy.statements().stream()
                .flatMap(statement -> statement.actions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void the_daemon_may_do_in_the_stack_what_the_policy_command_prints() {
        String policy =
                below("DaemonPolicy").replaceAll("ecs:CreateAction|iam:PassedToService", "");
        assertThat(actions(policy)).isEqualTo(granted());
    }

    @Test
    void what_the_program_calls_is_granted_and_nothing_else() {
        Set<String> called = new TreeSet<>(BESIDE_CALLS);
        new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("farcron.run.fargate.aws")
                        .stream()
                        .flatMap(one -> one.getMethodCallsFromSelf().stream())
                        .forEach(call -> action(call).ifPresent(called::add));
        called.removeAll(OF_THE_DOCTOR);
        assertThat(called).isEqualTo(granted());
    }

    /// IAM knows no batches, and the client's pages are calls.
    private static Optional<String> action(JavaMethodCall call) {
        String service = SERVICES.get(call.getTargetOwner().getSimpleName());
        String name = call.getName().replaceAll("(Batch|Paginator)$", "");
        boolean ofClient = Set.of("builder", "close", "create").contains(name);
        return service == null || ofClient
                ? Optional.empty()
                : Optional.of(service + name.substring(0, 1).toUpperCase() + name.substring(1));
    }

    @Test
    void it_holds_in_every_partition() {
        assertThat(lines).noneMatch(line -> line.contains("arn:aws"));
        assertThat(lines.stream().filter(line -> line.contains("\"arn:")))
                .isNotEmpty()
                .allMatch(line -> line.contains("!Sub \"arn:${AWS::Partition}:"));
    }

    @Test
    void it_is_yaml_that_cloudformation_reads() {
        assertThat(lines).noneMatch(line -> line.contains("\t"));
        assertThat(lines).noneMatch(line -> line.matches(".*[:-] [&*][A-Za-z].*"));
        assertThat(lines.stream().filter(line -> !line.isBlank()))
                .allMatch(line -> (line.length() - line.stripLeading().length()) % 2 == 0);
    }

    @Test
    void it_refers_only_to_what_is_there() {
        Set<String> names =
                Pattern.compile("\n  ([A-Za-z]+):\n")
                        .matcher(text)
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.toSet());
        assertThat(names).contains("Queue", "VpcId", "Hello");
        assertThat(
                        REFERENCE
                                .matcher(text)
                                .results()
                                .flatMap(match ->
                                        List.of(1, 2, 3).stream()
                                                .map(match::group)
                                                .filter(name ->
                                                        name != null && !name.equals("AWS"))))
                .isNotEmpty()
                .allMatch(names::contains);
    }

    @Test
    void its_events_are_those_of_farcrons_tasks() {
        assertThat(below("Rule"))
                .contains("source: [aws.ecs]")
                .contains("detail-type: [ECS Task State Change]")
                .contains("\"farcron/\"")
                .contains("lastStatus: [RUNNING, DEPROVISIONING, STOPPED]");
    }
}
