package farcron.load;

import farcron.crontab.Position;
import farcron.job.After;
import farcron.job.After.Condition;
import farcron.job.JobKey;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds out for each line which jobs it waits for. A line that waits for what there is not, for
/// itself, or for a line that does not run, does not run either: it would wait for ever.
///
/// Costs little more than reading the lines, whatever they name: a user's crontab is read by root.
final class References {

    /// Of the lines that a name may mean.
    private static final int MOST_LISTED = 4;

    private final Names names;
    private final Elsewhere elsewhere;

    private References(Names names, Elsewhere elsewhere) {
        this.names = names;
        this.elsewhere = elsewhere;
    }

    /// Settles what each of the lines waits for, and whether it runs.
    static void settle(Collection<Line> lines, Names names, Elsewhere elsewhere) {
        References references = new References(names, elsewhere);
        lines.forEach(line -> line.after().ifPresent(word -> references.resolve(line, word)));
        refuseWhatEcsWould(lines);
        Circles.among(lines).forEach(Circle::refuse);
        InVain.refuse(lines);
    }

    /// The names of those that a line waits for are told to its task, too.
    private static void refuseWhatEcsWould(Collection<Line> lines) {
        String longestKey =
                lines.stream()
                        .map(line -> line.job().key().toString())
                        .max(Comparator.comparingInt(String::length))
                        .orElse("");
        OverridesLength overrides = new OverridesLength(longestKey);
        for (Line line : lines) {
            if (!overrides.fits(line.job())) {
                line.refuse(
                        new Position(line.job().line(), 1),
                        "command and variables of the line may come to more than the %d characters"
                                        .formatted(OverridesLength.MOST)
                                + " that ECS takes",
                        "put the command into the image, or have it read its values from a file");
            }
        }
    }

    private void resolve(Line line, AfterWord word) {
        Set<JobKey> seen = new HashSet<>();
        List<Condition> conditions = new ArrayList<>();
        for (AfterWord.Name name : word.names(_ -> {})) {
            List<Line> found = find(line, name);
            JobKey upstream = found.size() == 1 ? found.getFirst().job().key() : guess(line, name);
            if (seen.add(upstream)) {
                conditions.add(new Condition(upstream, name.need()));
                follow(line, name, found);
            } else {
                line.refuse(
                        name.position(),
                        "line waits for " + name.text() + " twice",
                        "leave out one of the two");
            }
        }
        if (!conditions.isEmpty()) {
            line.waitFor(new After(word.any(), conditions));
        }
    }

    private void follow(Line line, AfterWord.Name name, List<Line> found) {
        switch (found.size()) {
            case 0 -> unknown(line, name);
            case 1 -> line.follow(found.getFirst(), name.position());
            default -> ambiguous(line, name, found);
        }
    }

    private List<Line> find(Line line, AfterWord.Name name) {
        CrontabFile file = line.file();
        return name.scope()
                .map(scope ->
                        file.maySee(scope)
                                ? names.find(new JobKey(scope, name.job()))
                                : List.<Line>of())
                .orElseGet(() -> names.find(file, name.job()));
    }

    /// What the name says, although there is no such job here.
    private static JobKey guess(Line line, AfterWord.Name name) {
        return new JobKey(name.scope().orElse(line.file().scope()), name.job());
    }

    /// Whether another user has such a job is not told.
    private void unknown(Line line, AfterWord.Name name) {
        String what = "line waits for " + name.text();
        if (name.scope().filter(scope -> !line.file().maySee(scope)).isPresent()) {
            line.refuse(
                    name.position(),
                    what
                            + ", but lines of a user may wait for own jobs and for those of the"
                            + " system only",
                    "take it away, or ask root for a line of the system that does");
        } else if (mayBeElsewhere(name)) {
            line.warn(
                    name.position(),
                    what + ", which is not here and cannot be checked",
                    remedy(line, name) + ", unless another crontab has it");
        } else {
            line.refuse(
                    name.position(),
                    what + ", but no line that could be read is called so",
                    remedy(line, name));
        }
    }

    private String remedy(Line line, AfterWord.Name name) {
        return names.near(line.file(), name)
                .filter(near -> !near.equals(line.job().key().name()))
                .map(near -> "write " + near)
                .orElse(
                        "correct the name, or write name:%s on the line that is meant"
                                .formatted(name.job()));
    }

    private boolean mayBeElsewhere(AfterWord.Name name) {
        return switch (elsewhere) {
            case NOTHING -> false;
            case SCOPES -> name.scope().filter(scope -> !names.hasScope(scope)).isPresent();
            case ANYTHING -> name.scope().filter(names::hasScope).isEmpty();
        };
    }

    private static void ambiguous(Line line, AfterWord.Name name, List<Line> found) {
        String all =
                found.stream()
                        .limit(MOST_LISTED)
                        .map(it -> it.job().key().toString())
                        .collect(Collectors.joining(", "));
        int more = found.size() - MOST_LISTED;
        line.refuse(
                name.position(),
                "line waits for "
                        + name.text()
                        + ", which may be "
                        + all
                        + (more > 0 ? " or one of " + more + " more" : ""),
                "write the one that is meant, with its scope");
    }
}
