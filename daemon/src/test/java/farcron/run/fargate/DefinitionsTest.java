package farcron.run.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.aws.Account;
import farcron.aws.EcsModel;
import farcron.aws.Faults;
import farcron.aws.ModelEcs;
import farcron.aws.ModelLogs;
import farcron.aws.SampleDefinition;
import farcron.aws.TaskBody;
import farcron.job.Target;
import farcron.job.TaskPlace;
import farcron.run.fargate.Definitions.Sake;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is asked about task definitions, and how fast.
class DefinitionsTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-11-21T00:00:00Z");
    private static final int FAMILIES = 500;

    private final StoryClock clock = new StoryClock(MIDNIGHT);
    private final EcsModel ecs = new EcsModel(Account.NEW, clock, TaskBody.endless());
    private final Desk desk = new Desk(clock, Runnable::run, _ -> {});
    private final List<String> found = new ArrayList<>();
    private final List<CallException> refusals = new ArrayList<>();
    private Definitions definitions;
    private int calls;

    @BeforeEach
    void begin() {
        for (int i = 0; i < FAMILIES; i++) {
            ecs.register(SampleDefinition.of("family-" + i, "main"));
        }
        ecs.faults(_ -> {
            calls++;
            return Faults.NONE;
        });
        Cloud cloud =
                new Cloud(new ModelEcs(ecs, 1), Optional.empty(), new ModelLogs(ecs), () -> {});
        definitions = new Definitions(desk, new Service(desk, () -> cloud, _ -> {}));
        desk.takes(definitions);
    }

    private void find(Sake sake, int family) {
        Target.Fargate target = Tasks.target("family-" + family, TaskPlace.Spot.NO);
        definitions.find(sake, target, definition -> found.add(definition.family()), refusals::add);
    }

    private void live() {
        for (Instant next = desk.step(); next.isBefore(Instant.MAX); next = desk.step()) {
            clock.passTo(next);
        }
    }

    @Test
    void five_hundred_families_at_midnight_are_asked_for_without_a_refusal() {
        for (int i = 0; i < FAMILIES; i++) {
            find(Sake.RUN, i);
        }
        live();

        assertThat(refusals).isEmpty();
        assertThat(found).hasSize(FAMILIES);
        assertThat(Duration.between(MIDNIGHT, clock.instant())).isLessThan(Duration.ofSeconds(50));
    }

    @Test
    void what_runs_wait_for_comes_before_what_is_only_looked_through() {
        for (int i = 0; i < FAMILIES; i++) {
            find(Sake.LINE, i);
        }
        find(Sake.RUN, 499);
        find(Sake.RUN, 250);
        live();

        assertThat(found)
                .hasSize(FAMILIES + 2)
                .startsWith("family-499", "family-499", "family-250");
        assertThat(calls).as("one for each, whoever asks").isEqualTo(FAMILIES);
    }

    @Test
    void what_is_known_already_is_not_asked_for_again() {
        find(Sake.LINE, 1);
        live();
        find(Sake.RUN, 1);

        assertThat(found).containsExactly("family-1", "family-1");
        assertThat(calls).isEqualTo(1);
    }
}
