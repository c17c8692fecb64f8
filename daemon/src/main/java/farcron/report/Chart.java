package farcron.report;

import farcron.job.After;
import farcron.job.After.Need;
import farcron.job.Job;
import farcron.job.JobKey;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which jobs wait for which, as far as one caller may see it: his jobs, and of other people's jobs
/// that these wait for the name and the state, which are no secret to them.
///
/// @param nodes in the order of the table; what the caller does not own stands behind it
record Chart(List<Node> nodes, List<Edge> edges) {

    /// @param shown its name, for people
    /// @param state as in [JobView]
    /// @param bad whether it is shown as a problem
    /// @param follower whether it has no time of its own
    /// @param schedule as written; empty for what the caller does not own
    /// @param words when it starts, in English; empty for what the caller does not own
    record Node(
            JobKey key,
            String shown,
            String target,
            String state,
            boolean bad,
            boolean follower,
            String schedule,
            String words) {

        private static Node of(JobView view, boolean own) {
            Job job = view.job();
            return new Node(
                    job.key(),
                    view.shown(),
                    job.target().word(),
                    view.state(),
                    view.isProblem(),
                    job.isFollower(),
                    own ? job.scheduleText() : "",
                    own ? view.words() : "");
        }
    }

    /// @param from the upstream
    /// @param to the job that waits for it
    /// @param any whether another one of its upstreams may do as well
    record Edge(JobKey from, JobKey to, Need need, boolean any) {}

    /// Everything that a caller may see.
    static Chart of(View view) {
        Map<JobKey, Node> nodes = new LinkedHashMap<>();
        List<JobView> own = view.jobs();
        own.forEach(job -> nodes.put(job.job().key(), Node.of(job, true)));
        List<Edge> edges = new ArrayList<>();
        for (JobView job : own) {
            for (Edge edge : edges(job.job())) {
                // A line may be refused because it names what its owner must not know.
                if (!nodes.containsKey(edge.from()) && job.job().runs()) {
                    view.outcome(edge.from())
                            .ifPresent(
                                    upstream -> nodes.put(edge.from(), Node.of(upstream, false)));
                }
                if (nodes.containsKey(edge.from())) {
                    edges.add(edge);
                }
            }
        }
        return new Chart(List.copyOf(nodes.values()), List.copyOf(edges));
    }

    private static List<Edge> edges(Job job) {
        return job.rules().after().stream()
                .flatMap(after -> after.conditions().stream().map(on -> edge(job, after, on)))
                .toList();
    }

    private static Edge edge(Job job, After after, After.Condition on) {
        boolean any = after.any() && after.conditions().size() > 1;
        return new Edge(on.upstream(), job.key(), on.need(), any);
    }

    /// Only the jobs that wait for others or are waited for.
    Chart chains() {
        Set<JobKey> linked = new HashSet<>();
        edges.forEach(edge -> linked.addAll(List.of(edge.from(), edge.to())));
        return of(linked);
    }

    /// Only what hangs together with one job.
    Chart around(JobKey job) {
        Map<JobKey, List<JobKey>> beside = new HashMap<>();
        for (Edge edge : edges) {
            beside.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge.to());
            beside.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(edge.from());
        }
        Set<JobKey> found = new HashSet<>();
        Deque<JobKey> ahead = new ArrayDeque<>(List.of(job));
        while (!ahead.isEmpty()) {
            JobKey next = ahead.pop();
            if (found.add(next)) {
                beside.getOrDefault(next, List.of()).forEach(ahead::push);
            }
        }
        return of(found);
    }

    private Chart of(Set<JobKey> jobs) {
        return new Chart(
                nodes.stream().filter(node -> jobs.contains(node.key())).toList(),
                edges.stream().filter(edge -> jobs.contains(edge.to())).toList());
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("jobs", Shapes.each(nodes, Chart::json));
        json.put("edges", Shapes.each(edges, Chart::json));
        return json;
    }

    private static Map<String, Object> json(Node node) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", node.key().name());
        json.put("scope", node.key().scope());
        json.put("shown", node.shown());
        json.put("target", node.target());
        json.put("state", Shapes.text(node.state()));
        json.put("schedule", Shapes.text(node.schedule()));
        json.put("schedule_text", Shapes.text(node.words()));
        json.put("follower", node.follower());
        return json;
    }

    private static Map<String, Object> json(Edge edge) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", edge.from().toString());
        json.put("to", edge.to().toString());
        json.put("need", edge.need().word());
        json.put("any", edge.any());
        return json;
    }
}
