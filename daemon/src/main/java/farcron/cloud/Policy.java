package farcron.cloud;

import farcron.job.TaskPlace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The IAM policy by which the daemon can run some lines, and nothing else.
public record Policy(List<Statement> statements) {

    public Policy {
        statements = List.copyOf(statements);
    }

    /// @param uses of at least one line
    /// @param queue URL of the one by which the daemon hears of its tasks
    public static Policy of(Collection<Use> uses, Optional<String> queue, Arns arns) {
        SortedMap<String, SortedSet<String>> definitions = new TreeMap<>();
        for (Use use : uses) {
            TaskPlace place = use.target().place();
            definitions
                    .computeIfAbsent(
                            arns.cluster(place.region(), place.cluster()), _ -> new TreeSet<>())
                    .add(arns.definition(place.region(), use.target().definition()));
        }
        List<Statement> all = new ArrayList<>(starting(definitions));
        List<String> tasks = definitions.keySet().stream().map(arns::tasks).toList();
        all.add(Statement.tagTasks(tasks));
        all.add(Statement.watchAndStopTasks(tasks));
        all.add(Statement.findTasks(definitions.keySet()));
        all.add(Statement.readTaskDefinitions());
        all.add(Statement.giveRolesToTasks(all(uses, Use::roles)));
        String region = uses.iterator().next().target().place().region();
        queue.ifPresent(url -> all.add(Statement.hearOfTasks(arns.queue(url, region))));
        all.add(Statement.readLogs(all(uses, Use::logs)));
        all.removeIf(statement -> statement.resources().isEmpty());
        return new Policy(all);
    }

    /// One for each cluster: a condition holds for all definitions of a statement.
    private static List<Statement> starting(Map<String, SortedSet<String>> definitions) {
        List<Statement> all = new ArrayList<>();
        definitions.forEach((cluster, some) -> {
            Statement start = Statement.startTasks(some, cluster);
            all.add(all.isEmpty() ? start : start.called(start.name() + (all.size() + 1)));
        });
        return all;
    }

    private interface Part {
        List<String> of(Use use);
    }

    private static SortedSet<String> all(Collection<Use> uses, Part part) {
        return uses.stream()
                .flatMap(use -> part.of(use).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// As IAM takes it.
    public String json() {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("Version", "2012-10-17");
        policy.put("Statement", statements.stream().map(Statement::shape).toList());
        return Json.page(policy);
    }
}
