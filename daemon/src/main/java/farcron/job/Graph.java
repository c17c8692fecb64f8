package farcron.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which jobs wait for which.
public final class Graph {

    private final Map<JobKey, List<Job>> dependents = new HashMap<>();
    private final Map<JobKey, After> followed = new HashMap<>();

    /// Of lines that follow others: where all their waves begin; empty if there are several places.
    private final Map<JobKey, Optional<JobKey>> onlyRoot = new HashMap<>();

    /// @param jobs without circles; what is rejected waits for nothing
    Graph(Collection<Job> jobs) {
        for (Job job : jobs) {
            job.rules().after().filter(_ -> job.runs()).ifPresent(after -> add(job, after));
        }
        followed.keySet().forEach(this::findRoot);
    }

    private void add(Job job, After after) {
        for (JobKey upstream : after.upstreams()) {
            dependents.computeIfAbsent(upstream, _ -> new ArrayList<>()).add(job);
        }
        if (job.isFollower()) {
            followed.put(job.key(), after);
        }
    }

    /// The jobs that wait for ends of this one, in the order of the table.
    public List<Job> dependents(JobKey upstream) {
        return dependents.getOrDefault(upstream, List.of());
    }

    /// Whether waves that come to a job begin in several places.
    public boolean hasSeveralRoots(JobKey job) {
        return onlyRoot(job).isEmpty();
    }

    private Optional<JobKey> onlyRoot(JobKey job) {
        return onlyRoot.getOrDefault(job, Optional.of(job));
    }

    /// A chain may be as long as a crontab, so this goes down it without recursion.
    private void findRoot(JobKey job) {
        Deque<JobKey> ahead = new ArrayDeque<>(List.of(job));
        while (!ahead.isEmpty()) {
            JobKey next = ahead.peek();
            List<JobKey> unknown = upstreams(next).stream().filter(it -> !isKnown(it)).toList();
            if (isKnown(next) || unknown.isEmpty()) {
                ahead.pop();
                onlyRoot.computeIfAbsent(next, this::commonRoot);
            } else {
                unknown.forEach(ahead::push);
            }
        }
    }

    private boolean isKnown(JobKey job) {
        return onlyRoot.containsKey(job) || !followed.containsKey(job);
    }

    private List<JobKey> upstreams(JobKey job) {
        return followed.containsKey(job) ? followed.get(job).upstreams() : List.of();
    }

    private Optional<JobKey> commonRoot(JobKey job) {
        Set<Optional<JobKey>> roots = new HashSet<>();
        upstreams(job).forEach(upstream -> roots.add(onlyRoot(upstream)));
        return roots.size() == 1 ? roots.iterator().next() : Optional.empty();
    }

    /// The lines with a time of their own that a job follows, through lines without one: where its
    /// waves begin. Itself, if it has a time of its own.
    public Set<JobKey> roots(JobKey job) {
        Set<JobKey> roots = new HashSet<>();
        Set<JobKey> seen = new HashSet<>();
        Deque<JobKey> ahead = new ArrayDeque<>(List.of(job));
        while (!ahead.isEmpty()) {
            JobKey next = ahead.pop();
            if (!followed.containsKey(next)) {
                roots.add(next);
            } else if (seen.add(next)) {
                upstreams(next).forEach(ahead::push);
            }
        }
        return roots;
    }

    /// The jobs that waves may come to which begin with this one: itself, and all that follow it
    /// through lines that have no time of their own.
    public Set<JobKey> reached(JobKey root) {
        Set<JobKey> reached = new HashSet<>(Set.of(root));
        Deque<JobKey> ahead = new ArrayDeque<>(List.of(root));
        while (!ahead.isEmpty()) {
            for (Job job : dependents(ahead.pop())) {
                if (job.isFollower() && reached.add(job.key())) {
                    ahead.push(job.key());
                }
            }
        }
        return reached;
    }
}
