package farcron.mail;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.job.RunRecord;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whose letter goes when.
class DeskTest {

    private final Desk desk = new Desk();
    private long now;

    private static RunRecord run(long id, String user) {
        RunRecord ours = Scene.running(id, Scene.job(Dialect.DEBIAN, "* * * * * job"));
        return new RunRecord(
                id,
                ours.job(),
                user,
                ours.state(),
                ours.trigger(),
                ours.attempt(),
                ours.due(),
                ours.notBefore(),
                ours.started(),
                ours.ended(),
                ours.exitCode(),
                ours.reason(),
                ours.place(),
                ours.wave(),
                ours.upstream(),
                ours.usage(),
                ours.firings(),
                false);
    }

    private List<Long> taken() {
        List<Long> ids = new ArrayList<>();
        Optional<RunRecord> run = desk.take(now);
        while (run.isPresent()) {
            ids.add(run.get().id());
            run = desk.take(now);
        }
        return ids;
    }

    @Test
    void the_oldest_go_first_two_of_a_user_and_four_in_all() {
        for (long id : new long[] {9, 8, 7}) {
            desk.add(run(id, "ann"));
        }
        for (long id : new long[] {1, 2, 3}) {
            desk.add(run(id, "bob"));
        }
        desk.add(run(4, "eve"));

        assertThat(taken()).containsExactly(1L, 2L, 4L, 9L);
        desk.done(run(4, "eve"));
        assertThat(taken()).as("in the order in which ann's runs ended").containsExactly(8L);
        desk.done(run(1, "bob"));
        assertThat(taken()).containsExactly(3L);
        assertThat(desk.anyWaits()).as("ann's 7 still does").isTrue();
    }

    @Test
    void mailers_that_hang_take_nobody_elses_turn_and_no_third_of_the_same_user() {
        for (String user : List.of("ann", "bob")) {
            for (int id = 0; id < 3; id++) {
                desk.add(run(user.charAt(0) * 10 + id, user));
            }
        }
        assertThat(taken()).hasSize(4);
        desk.add(run(1, "eve"));
        assertThat(taken()).as("four are underway").isEmpty();

        now = Duration.ofMinutes(2).toNanos();

        assertThat(taken()).as("the four hang, as it seems").containsExactly(1L);
        assertThat(desk.anyWaits()).as("ann's third and bob's").isTrue();
    }

    @Test
    void one_user_has_room_for_a_thousand() {
        for (int id = 0; id < 1000; id++) {
            assertThat(desk.add(run(id, "ann"))).isTrue();
        }
        assertThat(desk.add(run(1000, "ann"))).isFalse();
        assertThat(desk.knows(run(1000, "ann"))).isFalse();
        assertThat(desk.add(run(1001, "bob"))).isTrue();
    }

    @Test
    void a_run_is_known_until_its_letter_is_done() {
        desk.add(run(1, "ann"));
        assertThat(desk.knows(run(1, "ann"))).isTrue();
        assertThat(taken()).containsExactly(1L);
        assertThat(desk.knows(run(1, "ann"))).isTrue();
        desk.done(run(1, "ann"));
        assertThat(desk.knows(run(1, "ann"))).isFalse();
    }
}
