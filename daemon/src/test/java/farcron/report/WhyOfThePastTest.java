package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;

/// Why a job did not run at a time when its line, the daemon or the record were not what they are.
class WhyOfThePastTest {

    private static final String BEGIN = "2026-11-01T00:00";

    @TempDir Path folder;
    private Past past;

    @BeforeEach
    void begin() {
        past = new Past(folder);
    }

    @AfterEach
    void end() {
        past.close();
    }

    @Test
    void a_line_that_said_something_else_is_quoted_as_it_was() {
        past.said(Past.parsed("0 3 * * * name:a true"), BEGIN);
        past.line("0 2 * * * name:a true", "2026-11-20T12:00");

        assertThat(past.why("a", "2026-11-20T02:00"))
                .startsWith(
                        """
                        a: it was not due at 2026-11-20 02:00, as its line was then
                          hour 2 is not in `3`
                          the line at /test/crontab:1 said `0 3 * * *`: at 03:00 every day
                        """);
        assertThat(past.why("a", "2026-11-21T02:00")).contains("`0 2 * * *`");
    }

    @Test
    void values_that_were_drawn_once_are_remembered() {
        Job drawn = Past.parsed("0~59 2 * * * name:a true");
        past.said(drawn, BEGIN);
        past.line("0 5 * * * name:a true", "2026-11-20T12:00");
        int minute =
                Nearby.after(Line.of(drawn), Past.at(BEGIN))
                        .orElseThrow()
                        .atZone(ZoneOffset.UTC)
                        .getMinute();
        String due = "2026-11-20T02:%02d".formatted(minute);

        assertThat(past.why("a", due)).contains("it was due at").contains("said `0~59 2 * * *`");
        assertThat(past.why("a", "2026-11-20T02:%02d".formatted((minute + 1) % 60)))
                .contains("is not in `0~59`, which is " + minute);
    }

    @Test
    void a_line_that_was_refused_then_tells_why_and_since_when() {
        Job good = Past.parsed("0 2 * * * name:a true");
        past.said(good, BEGIN);
        past.said(good.rejected("waits for b, which is not there"), "2026-11-19T10:00");
        past.line("0 2 * * * name:a true", "2026-11-20T12:00");

        assertThat(past.why("a", "2026-11-20T02:00"))
                .startsWith(
                        "a: it was due at 2026-11-20 02:00, but it did not run since 2026-11-19"
                                + " 10:00: waits for b, which is not there\n"
                                + "  the line was changed yesterday 12:00, to `0 2 * * *`\n");
    }

    @Test
    void a_line_that_is_gone_is_found_and_tells_where_it_has_gone_to() {
        Job job = past.line("0 2 * * * name:a true", BEGIN);
        RunRecord run = past.ended(past.run(job, "2026-11-19T02:00"), RunState.FAILED, 3, "exit 3");
        past.gone(job, "2026-11-19T12:00", Optional.empty());
        past.output(run, "no space\n");

        assertThat(past.why("a"))
                .startsWith(
                        "ann/a: its line is not there any more, since 2026-11-19 12:00: it"
                                + " was taken out of /test/crontab\n"
                                + "  its last run: it failed: exit 3 (run 1841,")
                .contains("  the line at /test/crontab:1 said `0 2 * * *`: at 02:00 every day\n")
                .contains("  | no space\n");
        assertThat(past.why("ann/a", "2026-11-20T02:00"))
                .startsWith(
                        "ann/a: at 2026-11-20 02:00 its line was not there, since 2026-11-19"
                                + " 12:00: it was taken out of /test/crontab\n");
        assertThat(past.why("a", "2026-11-19T02:00"))
                .startsWith("ann/a: at 2026-11-19 02:00: it f");
    }

    @Test
    void a_file_that_is_refused_tells_what_was_wrong_with_it_to_its_owner_only() {
        Job job = past.line("0 2 * * * name:a true", BEGIN);
        String why = "/test/crontab:1:1: error: its mode is 0666; chmod go-w /test/crontab";
        past.gone(job, "2026-11-20T01:00", Optional.of(why));

        assertThat(past.why("a", "2026-11-20T02:00")).contains("could not be taken: " + why);
        assertThat(past.why("a", "2026-11-20T02:00", new Caller.Known("ann", false)))
                .contains("could not be taken: " + why);
        assertThat(past.why("a", "2026-11-20T02:00", new Caller.Anonymous()))
                .contains("its file, or it itself, was not taken")
                .doesNotContain("0666");
        assertThatThrownBy(() -> past.why("a", "2026-11-20T02:00", new Caller.Known("bob", false)))
                .hasMessageStartingWith("no job is called `a`");
    }

    @Test
    void a_line_that_came_back_tells_when_it_was_away() {
        Job job = past.line("0 2 * * * name:a true", BEGIN);
        past.gone(job, "2026-11-19T12:00", Optional.empty());
        past.line("0 2 * * * name:a true", "2026-11-20T12:00");

        assertThat(past.why("a", "2026-11-20T02:00"))
                .startsWith("a: at 2026-11-20 02:00 its line was not there, since 2026-11-19")
                .contains("  the line was changed yesterday 12:00, to `0 2 * * *`\n");
        assertThat(past.why("a", "2026-11-18T02:00")).contains("its run is not on record");
    }

    @Test
    void a_line_that_was_not_there_yet_says_so() {
        past.line("0 2 * * * name:a true", "2026-11-20T12:00");
        assertThat(past.why("a", "2026-11-20T02:00"))
                .startsWith(
                        "a: it was due at 2026-11-20 02:00, but the line was not there yet: it was"
                                + " first seen yesterday 12:00\n");
    }

    @Test
    void a_line_that_was_changed_in_the_minute_it_was_due_tells_that() {
        past.said(Past.parsed("0 2 * * * name:a true"), BEGIN);
        past.line("0 3 * * * name:a true", "2026-11-20T02:01");
        assertThat(past.why("a", "2026-11-20T02:00"))
                .startsWith(
                        "a: it was due at 2026-11-20 02:00, but the line was changed yesterday"
                                + " 02:01, to `0 3 * * *`, before its turn came\n");
    }

    @Test
    void a_line_that_was_changed_while_the_daemon_was_away_tells_both() {
        past.up("2026-11-01T00:00", "2026-11-19T22:00");
        past.up("2026-11-20T08:00", "2026-11-21T09:13");
        past.said(Past.parsed("0 2 * * * name:a true"), BEGIN);
        past.line("0 3 * * * name:a true", "2026-11-20T08:00");

        assertThat(past.why("a", "2026-11-20T02:00"))
                .startsWith(
                        "a: it was due at 2026-11-20 02:00, but farcron was not running from"
                                + " 2026-11-19 22:00 until 2026-11-20 08:00\n"
                                + "  the line was changed yesterday 08:00, to `0 3 * * *`\n");
    }

    @Test
    void each_firing_of_a_long_pause_is_found_and_none_before_it() {
        Job job = past.line("*/5 * * * * name:a true", BEGIN);
        past.ended(past.run(job, "2026-11-20T01:55"), RunState.OK, 0, "");
        past.not(
                past.run(job, "2026-11-20T04:00").standingFor(25),
                RunState.SKIPPED,
                "paused by bob");

        for (String minute : new String[] {"02:00", "02:05", "03:55", "04:00"}) {
            assertThat(past.why("a", "2026-11-20T" + minute))
                    .startsWith("a: at 2026-11-20 " + minute + ": it was skipped: paused by bob")
                    .contains("the last of 25 firings");
        }
        assertThat(past.why("a", "2026-11-20T01:55")).contains("it ran well");
        assertThat(past.why("a", "2026-11-20T01:50")).contains("its run is not on record");
    }

    @Test
    void what_was_missed_is_found_also_where_counting_ended_early_and_between_runs() {
        Job job = past.line("* * * * * name:a true", BEGIN);
        past.up("2026-11-01T00:00", "2026-11-19T22:00");
        past.up("2026-11-20T08:00", "2026-11-21T09:13");
        past.put(
                past.run(job, "2026-11-19T22:30")
                        .standingFor(30)
                        .ended(
                                RunState.MISSED,
                                Past.at("2026-11-20T08:00"),
                                "the daemon was away"));
        past.ended(past.run(job, "2026-11-20T07:58"), RunState.OK, 0, "");

        assertThat(past.why("a", "2026-11-20T05:00"))
                .startsWith("a: at 2026-11-20 05:00: it was missed: the daemon was away (run 1841")
                .contains("farcron was not running from 2026-11-19 22:00 until 2026-11-20 08:00");
        assertThat(past.why("a", "2026-11-20T07:58")).contains("it ran well");
    }

    @Test
    void a_run_that_went_well_and_was_tidied_up_is_told_as_that() {
        Job job = past.line("0 2 * * * name:a true", BEGIN);
        past.ended(past.run(job, "2026-11-15T02:00"), RunState.OK, 0, "");
        assertThat(past.why("a", "2026-11-10T02:00"))
                .startsWith(
                        "a: it was due at 2026-11-10 02:00, and its run is not on record any more:"
                                + " of runs that went well the record goes back to 2026-11-15"
                                + " 02:00\n");
    }

    @Test
    void a_time_before_the_record_says_when_it_begins() {
        past.line("0 2 * * * name:a true", "2026-10-01T00:00");
        assertThat(past.why("a", "2026-10-10T02:00"))
                .startsWith(
                        "a: it was due at 2026-10-10 02:00, but that was before the record: it"
                                + " begins on 2026-11-01 at 00:00\n");
    }

    @Test
    void a_run_by_hand_does_not_stand_before_the_one_that_was_due() {
        Job job = past.line("0 2 * * * name:a true", BEGIN);
        past.ended(past.run(job, "2026-11-20T02:00"), RunState.FAILED, 3, "exit 3");
        RunRecord manual =
                RunRecord.queued(
                        99,
                        job,
                        Trigger.MANUAL,
                        Past.at("2026-11-20T02:00").plusSeconds(9),
                        Past.NOW);
        past.ended(manual.because("asked for by bob"), RunState.OK, 0, "asked for by bob");

        assertThat(past.why("a", "2026-11-20T02:00"))
                .startsWith("a: at 2026-11-20 02:00: it failed: exit 3 (run 1841,")
                .contains("  also: it ran well (run 99,");
    }

    @Test
    void a_time_at_which_an_earlier_run_still_went_on_tells_of_it() {
        Job job = past.line("0 2 * * * name:a true", BEGIN);
        past.ended(past.run(job, "2026-11-20T02:00"), RunState.OK, 0, "");
        assertThat(past.why("a", "2026-11-20T02:10"))
                .contains("an earlier run was not over then: it ran well (run 1841,");
        assertThat(past.why("a", "2026-11-20T02:30")).doesNotContain("an earlier run");
    }
}
