package farcron.report;

import static farcron.report.Past.on;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.After;
import farcron.job.After.Need;
import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// What became of a job in a wave that somebody meddled with: runs or lines were changed while it
/// went on, or after it.
class WhyOfMendedWavesTest {

    private static final String NIGHT = "2026-11-20T02:00";

    @TempDir Path folder;
    private Past past;
    private Job extract;
    private Job transform;

    /// extract at two, then transform.
    @BeforeEach
    void begin() {
        past = new Past(folder);
        extract = past.line("0 2 * * * name:extract true", "2026-11-01T00:00");
        transform = past.follower("transform", new After(false, List.of(on("extract", Need.OK))));
    }

    @AfterEach
    void end() {
        past.close();
    }

    @Test
    void what_was_mended_later_in_the_same_wave_is_told_before_what_it_was_at_first() {
        RunRecord failed = past.ended(past.run(extract, NIGHT), RunState.FAILED, 3, "exit 3");
        past.not(past.after(transform, failed), RunState.BLOCKED, "upstream extract failed");
        RunRecord asked =
                RunRecord.queued(
                                past.run(extract, NIGHT).id(),
                                extract,
                                Trigger.MANUAL,
                                Past.at("2026-11-20T08:00"),
                                Past.NOW)
                        .in(failed.wave());
        RunRecord mended = past.ended(asked, RunState.OK, 0, "");
        past.ended(past.after(transform, mended), RunState.OK, 0, "");

        String both = "it ran well (run 1844, due yesterday 08:14, took 14m00, by after)\n";
        String before = "  before that it was blocked: upstream extract failed";
        assertThat(past.why("transform", NIGHT))
                .as("by the due time of the wave")
                .startsWith(
                        "transform: in the wave that extract began at 2026-11-20 02:00: " + both)
                .contains(before);
        assertThat(past.why("transform", "2026-11-20T02:14"))
                .as("by its own time")
                .startsWith("transform: at 2026-11-20 02:14: " + both)
                .contains(before)
                .doesNotContain("also:");
        assertThat(past.why("extract", NIGHT))
                .as("the one that was run again")
                .startsWith("extract: at 2026-11-20 02:00: it ran well (run 1843,")
                .contains("  before that it failed: exit 3 (run 1841,");
    }

    @Test
    void a_line_that_was_refused_when_its_upstream_ended_tells_why_and_since_when() {
        past.ended(past.run(extract, NIGHT), RunState.OK, 0, "");
        String reason = "waits for extract, which is not there";
        past.said(transform.rejected(reason), "2026-11-20T02:05");
        past.said(transform, "2026-11-20T12:00");

        assertThat(past.why("transform", NIGHT))
                .startsWith(
                        "transform: it was not started: its line was refused then, since yesterday"
                                + " 02:05: "
                                + reason
                                + "\n  extract ended well (run 1841)\n")
                .contains("the line was changed yesterday 12:00");
        assertThat(past.why("transform", NIGHT, new Caller.Anonymous()))
                .contains("since yesterday 02:05: its line was refused when it was read")
                .doesNotContain(reason);
    }

    @Test
    void a_line_that_was_refused_after_its_upstream_had_ended_does_not_tell_that() {
        past.ended(past.run(extract, NIGHT), RunState.OK, 0, "");
        past.said(transform.rejected("waits for extract"), "2026-11-20T02:20");
        assertThat(past.why("transform", NIGHT))
                .contains("it was not started: it starts when extract has ended well");
    }
}
