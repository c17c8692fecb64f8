package farcron.run.fargate;

import farcron.job.Target;
import farcron.job.TaskPlace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Consumer;

/// What ECS knows under the names of task definitions. Many who want the same at the same minute
/// ask once; what runs wait for is asked before what is only looked through.
///
/// Belongs to the [Desk]'s thread.
final class Definitions implements Desk.Duty {

    /// A family may mean another revision after this; a revision is what it is, but for whether it
    /// is active.
    private static final Duration FRESH = Duration.ofSeconds(60);

    private static final int MOST = 1_000;

    /// AWS takes 20 in a second, and 50 at once, of all who share the account.
    private static final int PER_SECOND = 10;

    private static final int AT_ONCE = 20;

    /// What somebody wants to know a definition for.
    enum Sake {
        RUN,
        LINE
    }

    private record Name(String region, String name) {}

    private record Known(TaskDefinition definition, Instant since) {}

    private record Asker(
            TaskPlace place, Consumer<TaskDefinition> found, Consumer<CallException> failed) {}

    private final Desk desk;
    private final Service service;
    private final Map<Name, Known> known = new HashMap<>();
    private final Rate rate = new Rate(PER_SECOND, AT_ONCE);

    /// Who waits for an answer.
    private final Map<Name, List<Asker>> asked = new HashMap<>();

    /// What was not sent yet.
    private final SequencedSet<Name> forRuns = new LinkedHashSet<>();

    private final SequencedSet<Name> forLines = new LinkedHashSet<>();

    Definitions(Desk desk, Service service) {
        this.desk = desk;
        this.service = service;
    }

    /// The definition that a line names.
    void find(
            Sake sake,
            Target.Fargate target,
            Consumer<TaskDefinition> found,
            Consumer<CallException> failed) {
        Name name = new Name(target.place().region(), target.definition());
        Known fresh = known.get(name);
        if (fresh != null && isFresh(fresh)) {
            found.accept(fresh.definition());
            return;
        }
        List<Asker> askers = asked.computeIfAbsent(name, _ -> new ArrayList<>());
        boolean isNew = askers.isEmpty();
        askers.add(new Asker(target.place(), found, failed));
        switch (sake) {
            case RUN -> {
                if (forLines.remove(name) || isNew) {
                    forRuns.add(name);
                }
            }
            case LINE -> {
                if (isNew) {
                    forLines.add(name);
                }
            }
        }
    }

    private boolean isFresh(Known one) {
        Instant now = desk.now();
        return !now.isBefore(one.since()) && now.isBefore(one.since().plus(FRESH));
    }

    @Override
    public void see(Instant now) {
        while (isAsked() && rate.take(now)) {
            ask((forRuns.isEmpty() ? forLines : forRuns).removeFirst());
        }
    }

    @Override
    public Instant next(Instant now) {
        return rate.next(isAsked() ? now : Instant.MAX, now);
    }

    private boolean isAsked() {
        return !forRuns.isEmpty() || !forLines.isEmpty();
    }

    private void ask(Name name) {
        TaskPlace place = asked.get(name).getFirst().place();
        service.call(
                cloud -> cloud.ecs().definition(place, name.name()),
                definition -> answer(name, definition),
                trouble ->
                        asked.remove(name)
                                .forEach(one -> desk.post(() -> one.failed().accept(trouble))));
    }

    private void answer(Name name, TaskDefinition definition) {
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(name, new Known(definition, desk.now()));
        asked.remove(name).forEach(one -> desk.post(() -> one.found().accept(definition)));
    }
}
