package farcron.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Control.Answer;
import farcron.job.Firing;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What an operator may do to a run and to a job.
class PauseAndKillTest {

    private static final Instant NOW = Post.NOW;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir private Path folder;
    private Post post;

    @BeforeEach
    void begin() {
        post = new Post(folder).load("* * * * * name:a true", "* * * * * name:b jitter:10m true");
    }

    @AfterEach
    void end() {
        post.close();
    }

    private Answer kill(long run) {
        Answer answer = post.dispatcher().operator().kill(run, "bob", post.time.instant());
        post.commit();
        return answer;
    }

    private Answer pause(Optional<Duration> time) {
        Answer answer =
                post.dispatcher().operator().pause(Post.key("a"), time, "bob", post.time.instant());
        post.commit();
        return answer;
    }

    private void fireEachMinute(int count) {
        for (int i = 0; i < count; i++) {
            post.after(MINUTE).fire("a");
        }
    }

    @Test
    void a_run_that_waits_is_killed_at_once() {
        post.fire("b");

        assertThat(kill(1)).isEqualTo(new Answer.Accepted(post.onRecord(1)));
        assertThat(post.onRecord(1).state()).isEqualTo(RunState.KILLED);
        assertThat(post.onRecord(1).reason()).isEqualTo("stopped by bob");
        assertThat(post.witness.acts())
                .containsExactly("told that 1 of ann/b is killed: stopped by bob");
        assertThat(post.after(MINUTE.multipliedBy(11)).witness.acts()).isEmpty();
        assertThat(kill(1))
                .isEqualTo(
                        new Answer.Refused("run 1 does not run; `farcron status` shows what does"));
    }

    @Test
    void a_run_is_asked_to_end_and_forced_ten_seconds_later() {
        post.fire("a").witness.acts();

        assertThat(((Answer.Accepted) kill(1)).run().id()).isEqualTo(1);
        assertThat(post.witness.acts()).containsExactly("stop 1");
        assertThat(post.onRecord(1).state()).as("it has not ended yet").isEqualTo(RunState.RUNNING);
        assertThat(post.dispatcher().nextWake()).isEqualTo(NOW.plusSeconds(10));
        assertThat(post.after(Duration.ofMillis(9999)).witness.acts()).isEmpty();
        assertThat(post.after(Duration.ofMillis(1)).witness.acts()).containsExactly("force 1");
        assertThat(post.after(MINUTE).witness.acts()).as("once").isEmpty();
        assertThat(post.dispatcher().nextWake()).isEqualTo(Instant.MAX);

        post.exited(1, 137);
        assertThat(post.onRecord(1).state()).isEqualTo(RunState.KILLED);
        assertThat(post.onRecord(1).exitCode()).hasValue(137);
        assertThat(post.onRecord(1).reason()).isEqualTo("stopped by bob");
    }

    @Test
    void a_run_that_ends_when_asked_is_not_forced() {
        post.fire("a");
        kill(1);
        post.exited(1, 0).witness.acts();

        assertThat(post.onRecord(1).state())
                .as("also if it says that all is well")
                .isEqualTo(RunState.KILLED);
        assertThat(post.after(MINUTE).witness.acts()).isEmpty();
    }

    @Test
    void who_asks_again_does_not_put_off_the_force() {
        post.fire("a");
        kill(1);
        post.after(Duration.ofSeconds(9));
        post.dispatcher().operator().kill(1, "carol", post.time.instant());
        post.commit().witness.acts();

        assertThat(post.after(Duration.ofSeconds(1)).witness.acts()).containsExactly("force 1");
        post.exited(1, 137);
        assertThat(post.onRecord(1).reason()).isEqualTo("stopped by bob");
    }

    @Test
    void a_run_that_has_ended_or_never_was_cannot_be_killed() {
        post.fire("a").exited(1, 0).witness.acts();

        assertThat(kill(1))
                .isEqualTo(
                        new Answer.Refused("run 1 does not run; `farcron status` shows what does"));
        assertThat(kill(2))
                .isEqualTo(
                        new Answer.Refused("run 2 does not run; `farcron status` shows what does"));
        assertThat(post.witness.acts()).isEmpty();
        assertThat(post.onRecord(1).state()).isEqualTo(RunState.OK);
    }

    @Test
    void firings_of_a_paused_job_share_a_record() {
        post.fire("a").exited(1, 0);
        pause(Optional.empty());
        post.witness.acts();
        fireEachMinute(3);

        assertThat(post.witness.started()).hasSize(1);
        assertThat(post.onRecord()).hasSize(2);
        RunRecord skipped = post.onRecord(2);
        assertThat(skipped.state()).isEqualTo(RunState.SKIPPED);
        assertThat(skipped.reason()).isEqualTo("paused by bob");
        assertThat(skipped.firings()).isEqualTo(3);
        assertThat(skipped.due())
                .as("the last of them")
                .isEqualTo(NOW.plus(MINUTE.multipliedBy(3)));
        assertThat(post.witness.acts())
                .as("told once")
                .containsExactly("told that 2 of ann/a is skipped: paused by bob");
    }

    @Test
    void a_skipped_firing_that_stands_for_several_counts_for_as_many() {
        pause(Optional.empty());
        for (int i = 0; i < 2; i++) {
            Instant now = post.after(MINUTE).time.instant();
            post.dispatcher().fire(new Firing(post.job("a"), now, Trigger.SCHEDULE, 4), now);
            post.commit();
        }

        assertThat(post.onRecord(1).firings()).isEqualTo(8);
    }

    @Test
    void they_share_it_also_with_those_before_a_restart() {
        pause(Optional.empty());
        fireEachMinute(2);
        post.restart().load("* * * * * name:a true");
        fireEachMinute(2);

        assertThat(post.onRecord()).singleElement().extracting(RunRecord::firings).isEqualTo(4);
    }

    @Test
    void a_resumed_job_runs_and_its_next_pause_has_its_own_record() {
        pause(Optional.empty());
        fireEachMinute(2);
        assertThat(post.dispatcher().operator().resume(Post.key("a")))
                .isEqualTo(new Answer.Done("ann/a is resumed"));
        fireEachMinute(1);
        pause(Optional.empty());
        fireEachMinute(1);

        assertThat(post.onRecord())
                .extracting(run -> run.id() + " " + run.state().word() + " " + run.firings())
                .containsExactly("3 skipped 1", "2 running 1", "1 skipped 2");
    }

    @Test
    void a_bounded_pause_ends_by_itself() {
        Answer answer = pause(Optional.of(MINUTE.multipliedBy(2)));
        assertThat(answer).isEqualTo(new Answer.Done("ann/a is paused until 2026-11-21T08:16:00Z"));
        fireEachMinute(1);
        assertThat(post.witness.started()).isEmpty();
        assertThat(post.dispatcher().statuses(post.time.instant()).get(Post.key("a")).pause())
                .isPresent();

        fireEachMinute(1);
        assertThat(post.witness.started()).hasSize(1);
        assertThat(post.dispatcher().statuses(post.time.instant()).get(Post.key("a")).pause())
                .isEmpty();
    }

    @Test
    void a_pause_outlives_a_restart_until_somebody_resumes() {
        pause(Optional.empty());
        post.restart().load("* * * * * name:a true");
        fireEachMinute(1);
        assertThat(post.witness.started()).isEmpty();

        post.dispatcher().operator().resume(Post.key("a"));
        post.commit().restart().load("* * * * * name:a true");
        fireEachMinute(1);
        assertThat(post.witness.started()).hasSize(1);
    }

    @Test
    void a_pause_holds_for_a_job_that_was_away_meanwhile() {
        pause(Optional.empty());
        post.load("* * * * * name:b true").commit().load("* * * * * name:a true");
        fireEachMinute(1);
        assertThat(post.witness.started()).isEmpty();

        post.dispatcher().operator().resume(Post.key("a"));
        post.dispatcher()
                .operator()
                .pause(Post.key("a"), Optional.empty(), "bob", post.time.instant());
        post.load("* * * * * name:b true").load("* * * * * name:a true");
        fireEachMinute(1);
        assertThat(post.witness.started()).as("not even committed meanwhile").isEmpty();
    }

    @Test
    void a_job_that_is_away_is_resumed_all_the_same() {
        pause(Optional.empty());
        post.load("* * * * * name:b true");
        assertThat(post.dispatcher().operator().resume(Post.key("a")))
                .isEqualTo(new Answer.Done("ann/a is resumed"));
        post.commit().load("* * * * * name:a true");
        fireEachMinute(1);
        assertThat(post.witness.started()).hasSize(1);
    }

    @Test
    void a_person_may_run_a_paused_job() {
        pause(Optional.empty());
        post.dispatcher().operator().run(Post.key("a"), false, "bob", NOW);
        post.commit();

        assertThat(post.witness.started()).hasSize(1);
    }

    @Test
    void what_cannot_be_paused_or_resumed_is_refused() {
        assertThat(post.dispatcher().operator().pause(Post.key("x"), Optional.empty(), "bob", NOW))
                .isEqualTo(new Answer.Refused("there is no job ann/x; `farcron jobs` lists them"));
        assertThat(post.dispatcher().operator().resume(Post.key("a")))
                .isEqualTo(new Answer.Refused("ann/a is not paused"));
    }
}
