package farcron.report;

import static farcron.report.Past.on;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.After;
import farcron.job.After.Need;
import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Usage;
import farcron.job.Wave;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Why a job did not run that waits for others.
class WhyOfChainsTest {

    private static final String BEGIN = "2026-11-01T00:00";
    private static final String NIGHT = "2026-11-20T02:00";

    @TempDir Path folder;
    private Past past;
    private Job extract;
    private Job transform;
    private Job load;

    /// extract at two, then transform, then load.
    @BeforeEach
    void begin() {
        past = new Past(folder);
        extract = past.line("0 2 * * * name:extract true", BEGIN);
        transform = past.follower("transform", new After(false, List.of(on("extract", Need.OK))));
        load = past.follower("load", new After(false, List.of(on("transform", Need.OK))));
    }

    @AfterEach
    void end() {
        past.close();
    }

    @Test
    void a_blocked_run_tells_the_whole_chain_down_to_the_output_of_the_one_that_failed() {
        RunRecord failed = past.ended(past.run(extract, NIGHT), RunState.FAILED, 3, "exit 3");
        past.output(failed, "connecting\nno route to host\n");
        RunRecord blocked =
                past.not(
                        past.after(transform, failed),
                        RunState.BLOCKED,
                        "upstream extract failed (run 1841, exit 3)");
        past.not(
                past.after(load, blocked),
                RunState.BLOCKED,
                "upstream transform was blocked (run 1842)");

        String chain =
                "it was blocked: upstream transform was blocked (run 1842): upstream extract failed"
                        + " (run 1841, exit 3) (run 1843, due yesterday 02:14, by after)\n";
        assertThat(past.why("load"))
                .isEqualTo(
                        "load: "
                                + chain
                                + """
                                  the line at /test/crontab:1 says `after:ann/transform@ok`
                                  it starts when transform has ended well

                                last lines of its output:
                                  | connecting
                                  | no route to host
                                """);
        assertThat(past.why("load", NIGHT))
                .as("by the due time of the wave")
                .startsWith("load: in the wave that extract began at 2026-11-20 02:00: " + chain);
        assertThat(past.why("load", "2026-11-20T02:14"))
                .as("by its own time")
                .startsWith("load: at 2026-11-20 02:14: " + chain)
                .endsWith("| no route to host\n");
        assertThat(past.why("load", NIGHT, new Caller.Anonymous())).doesNotContain("no route");
    }

    @Test
    void a_reason_that_is_no_exit_status_is_told_at_the_end_of_the_chain() {
        RunRecord slow =
                past.ended(
                        past.run(extract, NIGHT), RunState.TIMEOUT, 143, "it took longer than 30m");
        past.not(
                past.after(transform, slow),
                RunState.BLOCKED,
                "upstream extract took too long (run 1841, exit 143)");
        assertThat(past.why("transform", NIGHT))
                .contains(
                        "it was blocked: upstream extract took too long (run 1841, exit 143): it"
                                + " took longer than 30m (run 1842");
    }

    @Test
    void of_another_user_s_run_no_more_is_told_than_how_it_ended() {
        Job theirs = past.line("0 2 * * * name:extract true", BEGIN);
        RunRecord failed =
                past.put(
                        past.run(theirs, NIGHT)
                                .running(Past.at(NIGHT))
                                .exited(3, Past.at(NIGHT), Usage.NONE)
                                .ended(RunState.KILLED, Past.at(NIGHT), "stopped by bob"));
        RunRecord asRoot = asRoot(failed);
        past.put(asRoot);
        past.output(asRoot, "secret\n");
        past.not(
                past.after(transform, asRoot),
                RunState.BLOCKED,
                "upstream extract was killed (run 1841, exit 3)");

        assertThat(past.why("transform", NIGHT, new Caller.Known("ann", false)))
                .contains(
                        "it was blocked: upstream extract was killed (run 1841, exit 3) (run 1842")
                .doesNotContain("bob")
                .doesNotContain("secret");
    }

    private static RunRecord asRoot(RunRecord run) {
        return new RunRecord(
                run.id(),
                run.job(),
                "root",
                run.state(),
                run.trigger(),
                run.attempt(),
                run.due(),
                run.notBefore(),
                run.started(),
                run.ended(),
                run.exitCode(),
                run.reason(),
                run.place(),
                run.wave(),
                run.upstream(),
                run.usage(),
                run.firings(),
                run.alone());
    }

    @Test
    void what_waits_tells_the_fresh_reason_and_who_holds_the_pool_since_when() {
        RunRecord dump =
                past.put(
                        past.run(extract, "2026-11-21T09:00").running(Past.at("2026-11-21T09:00")));
        RunRecord waits = past.put(past.run(transform, "2026-11-21T09:13").because("at first"));
        past.fresh(waits, "pool heavy is full (extract #" + dump.id() + ")");

        assertThat(past.why("transform"))
                .startsWith(
                        "transform: it waits for its start: pool heavy is full (extract #1841) (run"
                                + " 1842, due today 09:13, by schedule)\n"
                                + "  extract: it is running, for 14m00 (run 1841, due today 09:00,"
                                + " by schedule)\n");
        assertThat(past.why("transform", "2026-11-21T09:13")).contains("pool heavy is full");
    }

    @Test
    void what_was_skipped_for_an_earlier_run_tells_how_long_that_took() {
        past.ended(past.run(extract, NIGHT), RunState.OK, 0, "");
        past.not(past.run(extract, "2026-11-20T02:05"), RunState.SKIPPED, "run 1841 still goes");
        assertThat(past.why("extract", "2026-11-20T02:05"))
                .contains("it was skipped: run 1841 still goes")
                .contains("extract: it ran well (run 1841, due yesterday 02:00, took 14m00");
    }

    @Test
    void a_run_that_was_tried_again_tells_why_it_failed_before() {
        RunRecord first = past.run(extract, NIGHT).running(Past.at(NIGHT));
        past.put(first);
        past.put(
                first.again(
                        Past.at(NIGHT).plusSeconds(40),
                        "attempt 1 of 4 failed (exit 3); the next one starts at 02:00:40"));
        past.put(first.again(Past.at(NIGHT), "pool heavy is full (dump #12)"));
        RunRecord second = first.again(Past.at(NIGHT), "").running(Past.at(NIGHT).plusSeconds(40));
        past.put(second.ended(RunState.OK, Past.at(NIGHT).plusSeconds(50), ""));

        assertThat(past.why("extract", NIGHT))
                .contains("it ran well (run 1841, due yesterday 02:00,")
                .contains("attempt 2, by schedule)\n  attempt 1 of 4 failed (exit 3)\n");
    }

    @Test
    void a_wave_that_never_began_tells_what_became_of_its_root() {
        past.put(
                past.run(extract, NIGHT)
                        .standingFor(2)
                        .ended(RunState.MISSED, Past.NOW, "the daemon was away"));
        assertThat(past.why("load", NIGHT))
                .startsWith(
                        "load: it was not started: its root extract: at 2026-11-20 02:00: it was"
                                + " missed: the daemon was away (run 1841, due yesterday 02:00, the"
                                + " last of 2 firings, by schedule)\n");
        assertThat(past.why("load", "2026-11-19T02:00"))
                .as("one of the same record")
                .contains("the last of 2 firings");
    }

    @Test
    void a_wave_that_has_not_come_to_it_tells_how_far_it_has_come() {
        past.put(past.run(extract, "2026-11-21T02:00").running(Past.at("2026-11-21T02:00")));
        assertThat(past.why("transform", "2026-11-21T02:00"))
                .startsWith(
                        """
                        transform: it was not started: it starts when extract has ended well
                          extract is running (run 1841), and has not ended
                          its root extract: at 2026-11-21 02:00: it is running, for 7h14m (run 1841, due today 02:00, by schedule)
                        """);
        assertThat(past.why("load", "2026-11-21T02:00"))
                .contains("  transform has no run in that wave\n");
    }

    @Test
    void a_run_by_itself_tells_that_nothing_follows_it() {
        past.ended(past.run(extract, NIGHT).onlyItself(), RunState.OK, 0, "");
        assertThat(past.why("transform", NIGHT))
                .contains("nothing follows a run that was asked for by itself");
    }

    @Test
    void with_several_roots_it_tells_which_ends_have_come() {
        Job count = past.line("0 3 * * * name:count true", BEGIN);
        Job report =
                past.follower(
                        "report",
                        new After(false, List.of(on("extract", Need.OK), on("count", Need.DONE))));
        RunRecord ok = past.ended(past.run(extract, NIGHT), RunState.OK, 0, "");
        past.end(report, ok);

        assertThat(past.why("report"))
                .contains(
                        "it starts when extract has ended well and count has ended, well or not\n")
                .contains("  extract ended well (run 1841)\n")
                .contains("  count has not ended since this job last started\n");
        assertThat(past.why("report", NIGHT))
                .startsWith("report: it was not started: it starts when extract has ended well and")
                .contains("  extract ended well (run 1841)\n")
                .contains("  count has not ended since this job last started\n");
        assertThat(count.isFollower()).isFalse();
    }

    @Test
    void a_time_at_which_no_wave_began_tells_when_its_roots_are_due() {
        assertThat(past.why("load", "2026-11-20T05:00"))
                .startsWith(
                        """
                        load: it has no time of its own, and no wave that comes to it began at 2026-11-20 05:00
                          it starts when transform has ended well
                          extract begins its waves: the line at /test/crontab:1 says `0 2 * * *`: at 02:00 every day
                        """);
    }

    @Test
    void waves_are_told_by_the_chain_as_it_was_then() {
        past.said(Past.parsed("0 5 * * * name:load true"), "2026-11-20T12:00");
        past.ended(past.run(extract, NIGHT), RunState.OK, 0, "");
        assertThat(past.why("load", NIGHT)).contains("it starts when transform has ended well");
    }

    @Test
    void a_wave_s_run_is_found_although_its_time_was_moved_out_of_the_way_of_another() {
        RunRecord first = past.ended(past.run(extract, NIGHT), RunState.OK, 0, "");
        Wave second = new Wave(extract.key(), first.due().plus(Duration.ofMillis(1)));
        past.ended(past.after(transform, first).in(second), RunState.OK, 0, "");
        assertThat(past.why("transform", NIGHT)).contains("it ran well (run 1842");
    }

    @Test
    void a_wave_that_somebody_began_in_the_middle_is_found_by_its_moment() {
        RunRecord middle = past.ended(past.run(transform, "2026-11-20T11:00"), RunState.OK, 0, "");
        past.ended(past.after(load, middle), RunState.OK, 0, "");
        assertThat(past.why("load", "2026-11-20T11:00"))
                .startsWith(
                        "load: in the wave that transform began at 2026-11-20 11:00: it ran well");
    }

    @Test
    void a_wave_to_come_tells_when_its_root_is_due() {
        assertThat(past.why("load", "2026-11-22T02:00"))
                .startsWith(
                        "load: its time has not come: its root extract: it will be due at"
                                + " 2026-11-22 02:00, in 16h 46m\n");
    }
}
