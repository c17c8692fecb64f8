package farcron.load;

import farcron.crontab.Spelling;
import farcron.job.JobKey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the jobs that a line may mean by a name.
final class Names {

    /// A person mends the first ones and looks again.
    private static final int MOST_GUESSES = 10;

    /// Enough for any crontab of people; comparing with more would take too long.
    private static final int MOST_COMPARED = 2_000;

    private final Map<JobKey, Line> lines;
    private final Map<CrontabFile, Map<String, Line>> renamed;
    private final Map<String, List<Line>> common = new LinkedHashMap<>();
    private final Map<String, List<String>> inScope = new HashMap<>();
    private final Map<CrontabFile, Integer> guesses = new HashMap<>();

    /// @param renamed by their old names, the lines that are known by another one because the name
    ///   that was made up for them was taken
    Names(Map<JobKey, Line> lines, Map<CrontabFile, Map<String, Line>> renamed) {
        this.lines = lines;
        this.renamed = renamed;
        lines.forEach((key, line) -> {
            inScope.computeIfAbsent(key.scope(), _ -> new ArrayList<>()).add(key.name());
            if (line.file().isCommon()) {
                common.computeIfAbsent(key.name(), _ -> new ArrayList<>()).add(line);
            }
        });
    }

    /// Whether there is a crontab of that scope, with at least one job.
    boolean hasScope(String scope) {
        return inScope.containsKey(scope);
    }

    /// The line of exactly that name.
    List<Line> find(JobKey key) {
        return Optional.ofNullable(lines.get(key)).stream().toList();
    }

    /// The line of that name in the same file or scope; else all of the system that have it.
    List<Line> find(CrontabFile from, String name) {
        Line own = renamed.getOrDefault(from, Map.of()).get(name);
        if (own == null) {
            own = lines.get(new JobKey(from.scope(), name));
        }
        return own == null ? common.getOrDefault(name, List.of()) : List.of(own);
    }

    /// The name that somebody may have meant.
    Optional<String> near(CrontabFile from, AfterWord.Name name) {
        if (guesses.merge(from, 1, Integer::sum) > MOST_GUESSES) {
            return Optional.empty();
        }
        Stream<String> known =
                name.scope()
                        .map(scope -> qualified(from, scope))
                        .orElseGet(
                                () -> Stream.concat(names(from.scope()), common.keySet().stream()));
        return Spelling.near(name.text(), known.limit(MOST_COMPARED).toList());
    }

    private Stream<String> qualified(CrontabFile from, String scope) {
        return inScope.keySet().stream()
                .filter(from::maySee)
                .filter(other ->
                        other.equals(scope) || Spelling.near(scope, Set.of(other)).isPresent())
                .sorted()
                .flatMap(other -> names(other).map(name -> other + "/" + name));
    }

    private Stream<String> names(String scope) {
        return inScope.getOrDefault(scope, List.of()).stream();
    }
}
