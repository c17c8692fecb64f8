package farcron.shadow;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The lines of the crontabs, to be found by what stands in cron's log.
final class Book {

    private final List<Line> lines;
    private final boolean whole;
    private final Map<Fact.Ran, Optional<Line>> found = new HashMap<>();
    private final Map<String, Map<String, Line>> exact = new LinkedHashMap<>();

    /// @param whole whether there are no others on the machine
    Book(List<Line> lines, boolean whole) {
        this.lines = lines;
        this.whole = whole;
        for (Line line : lines) {
            exact.computeIfAbsent(line.user(), _ -> new HashMap<>())
                    .merge(line.logged(), line, Book::surer);
        }
    }

    /// Of two lines with the same command, the one about which more can be said.
    private static Line surer(Line one, Line other) {
        return one.standing() instanceof Standing.Compared ? one : other;
    }

    /// Whether it should be about one of the lines: of users whose crontabs nobody has named,
    /// nothing is known.
    boolean concerns(Fact.Ran ran) {
        return whole || exact.containsKey(ran.user());
    }

    /// The line that cron speaks of.
    Optional<Line> line(Fact.Ran ran) {
        Line same = exact.getOrDefault(ran.user(), Map.of()).get(ran.text());
        if (same != null && ran.whole()) {
            return Optional.of(same);
        }
        Fact.Ran timeless = new Fact.Ran(Instant.EPOCH, ran.user(), ran.text(), ran.whole());
        return found.computeIfAbsent(timeless, this::search);
    }

    private Optional<Line> search(Fact.Ran ran) {
        return lines.stream()
                .filter(line -> line.user().equals(ran.user()))
                .filter(line -> line.isLoggedAs(ran.text(), ran.whole()))
                .findFirst()
                .map(line -> exact.get(line.user()).get(line.logged()));
    }

    List<Line> atBoot() {
        return lines.stream().filter(line -> line.standing() instanceof Standing.AtBoot).toList();
    }
}
