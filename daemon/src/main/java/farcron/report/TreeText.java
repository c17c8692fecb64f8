package farcron.report;

import farcron.job.JobKey;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A chart for a terminal: below each job, indented, those that wait for it.
final class TreeText {

    /// Deeper ones are not indented further: a line must stay readable.
    private static final int DEEPEST = 20;

    private record Branch(JobKey job, int depth) {}

    private final Map<JobKey, Chart.Node> nodes = new HashMap<>();
    private final Map<JobKey, List<JobKey>> dependents = new HashMap<>();
    private final Set<JobKey> told = new HashSet<>();
    private final Columns columns = new Columns(2);

    private TreeText(Chart chart) {
        Set<JobKey> waiting = new HashSet<>();
        chart.nodes().forEach(node -> nodes.put(node.key(), node));
        for (Chart.Edge edge : chart.edges()) {
            dependents.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge.to());
            waiting.add(edge.to());
        }
        columns.row("JOB", "STATE", "STARTS");
        chart.nodes().stream()
                .filter(node -> !waiting.contains(node.key()))
                .forEach(root -> grow(root.key()));
        // What is left waits for itself in the end; such lines do not run, but they are there.
        chart.nodes().stream()
                .filter(node -> !told.contains(node.key()))
                .forEach(node -> grow(node.key()));
    }

    static String of(Chart chart) {
        return chart.nodes().isEmpty()
                ? "no job waits for another one\n"
                : new TreeText(chart).columns.toString();
    }

    private void grow(JobKey root) {
        Deque<Branch> ahead = new ArrayDeque<>(List.of(new Branch(root, 0)));
        while (!ahead.isEmpty()) {
            Branch branch = ahead.pop();
            boolean isNew = told.add(branch.job());
            row(branch, isNew);
            if (isNew) {
                dependents.getOrDefault(branch.job(), List.of()).reversed().stream()
                        .map(job -> new Branch(job, branch.depth() + 1))
                        .forEach(ahead::push);
            }
        }
    }

    private void row(Branch branch, boolean isNew) {
        Chart.Node node = nodes.get(branch.job());
        String words = node.words().isEmpty() ? "-" : node.words();
        columns.row(
                "  ".repeat(Math.min(DEEPEST, branch.depth())) + Printable.line(node.shown()),
                node.state().isEmpty() ? "-" : node.state(),
                isNew ? Printable.line(words) : "see above");
    }
}
