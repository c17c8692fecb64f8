package farcron.report;

import static farcron.report.Scene.at;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Upstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

class StatusTextTest {

    @TempDir Path folder;
    private Scene scene;

    @BeforeEach
    void set_the_scene() {
        scene = new Scene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private String text(Caller caller, boolean all) {
        View view = scene.view(caller);
        return new StatusText(view, Scene.program(), Health.of(view.snapshot(), view.times()), all)
                .text();
    }

    private String text() {
        return text(new Caller.Known("root", true), false);
    }

    @Test
    void problems_stand_first_then_what_runs_then_what_comes_next() {
        scene.file(
                "/etc/crontab",
                "0 0 * * * root name:rotate /bin/rotate",
                "0 2 * * * etl name:extract /opt/extract",
                "0 3 * * 3 root name:backup /opt/backup",
                "0 * * * * root name:report /opt/report",
                "0 5 * * * root name:idle /opt/idle",
                "5 9 * * * root name:fresh /opt/fresh",
                "99 * * * * root name:broken /opt/broken");
        scene.ran("rotate", RunState.OK, at("2026-11-21T00:00"), 0, "");
        scene.ran("extract", RunState.OK, at("2026-11-20T02:00"), 0, "");
        scene.ran("extract", RunState.FAILED, at("2026-11-21T02:00"), 3, "");
        scene.waiting("backup", at("2026-11-18T03:00"), "pool heavy is full (2/2: reindex, dump)");
        scene.running("report", at("2026-11-21T09:00"));
        scene.pause("idle", Optional.of(at("2026-11-22T12:00")));

        assertThat(text())
                .isEqualTo(
                        """
                        farcron 0.1 on vm12   up 12d 4h   now 2026-11-21 09:14 Europe/Madrid (+0100)
                        1 FAILED   1 late   1 running   1 ok   1 paused   1 never ran   1 file with errors

                        JOB     STATE   LAST RUN    TOOK   EXIT NEXT      WHERE LAST 10
                        extract FAILED  today 02:00 14m02  3    02:00+1   local .x
                          exit 3. Look: farcron log 3
                        backup  LATE    Wed 03:00   -      -    OVERDUE   local q
                          due Wed 03:00, not started: pool heavy is full (2/2: reindex, dump)
                        report  running today 09:00 14m00> -    10:00     local >
                        rotate  ok      today 00:00 14m02  0    00:00+1   local .
                        fresh   -       -           -      -    09:05+1   local
                        idle    paused  -           -      -    Mon 05:00 local
                          paused by ann since 2026-11-20 10:00 until 2026-11-22 12:00

                        REJECTED /etc/crontab:7:1 minute is 99, but minutes run 0-59; write 0 for the full hour

                        More: /?all=1 /jobs/NAME /runs /runs/ID/log /why/NAME?at=02:00 /health /check
                        """);
    }

    /// An ETL chain in the night in which its first step failed, and what else waits or waited.
    @Test
    void what_waits_or_could_not_start_tells_for_what() {
        scene.file(
                "/etc/crontab",
                "0 2 * * * root name:extract /opt/extract",
                "0 0 * * * root name:train /opt/train",
                "0 0 * * * root name:page /opt/page",
                "0 0 * * * root name:calm /opt/calm",
                "0 9 * * * root name:reindex /opt/reindex",
                "0 9 * * * root name:sync /opt/sync",
                "0 4 * * * root name:old /opt/old");
        scene.line(Lines.follower(scene.job("train"), "extract"));
        scene.line(Lines.follower(scene.job("page"), "extract@failed", "train@done"));
        scene.line(Lines.follower(scene.job("calm"), "old@failed"));
        scene.running("old", at("2026-11-21T09:00"));
        scene.without("old");
        RunRecord failed =
                scene.ran("extract", RunState.FAILED, at("2026-11-21T02:00"), 3, "exit 3");
        String why = "upstream extract failed (run 2, exit 3)";
        RunRecord blocked = scene.not("train", RunState.BLOCKED, at("2026-11-21T02:14"), 1, why);
        scene.put(blocked.upon(List.of(Upstream.of(failed))));
        RunRecord calm =
                scene.not("calm", RunState.BLOCKED, at("2026-11-21T04:00"), 1, "old ended well");
        scene.put(calm.upon(List.of(new Upstream(99, scene.job("sync").key(), RunState.OK))));
        scene.waiting("reindex", at("2026-11-21T09:00"), "pool heavy is full (dump #13)");
        scene.not("sync", RunState.SKIPPED, at("2026-11-21T09:00"), 1, "run 12 still goes");

        assertThat(text())
                .isEqualTo(
                        """
                        farcron 0.1 on vm12   up 12d 4h   now 2026-11-21 09:14 Europe/Madrid (+0100)
                        1 FAILED   2 blocked   1 queued   1 skipped   1 never ran

                        JOB     STATE   LAST RUN    TOOK   EXIT NEXT             WHERE LAST 10
                        extract FAILED  today 02:00 14m02  3    02:00+1          local x
                          exit 3. Look: farcron log 2
                        train   blocked today 02:14 -      -    after extract    local b
                          blocked: upstream extract failed (run 2, exit 3). Look: farcron why train
                        reindex queued  today 09:00 -      -    09:00+1          local q
                          queued: pool heavy is full (dump #13)
                        sync    skipped today 09:00 -      -    09:00+1          local s
                          skipped: run 12 still goes
                        calm    blocked today 04:00 -      -    after old@failed local b
                          blocked: old ended well
                        page    -       -           -      -    after 2 jobs     local
                        old     running today 09:00 14m00> -    -                local
                          its line is gone. Look: farcron log 1

                        More: /?all=1 /jobs/NAME /runs /runs/ID/log /why/NAME?at=02:00 /health /check
                        Chains: /graph or farcron graph
                        """);
    }

    /// Whoever has failed is told already; and what handles failures is blocked on each good day.
    @Test
    void what_is_blocked_is_no_alarm_of_its_own() {
        scene.file("/etc/crontab", "0 2 * * * root name:train /opt/train");
        scene.not("train", RunState.BLOCKED, Scene.NOW, 1, "upstream extract failed (run 1)");
        assertThat(check()).isEqualTo(200);
        scene.ran("train", RunState.FAILED, at("2026-11-21T02:00"), 3, "exit 3");
        assertThat(check()).isEqualTo(503);
    }

    private int check() {
        View view = scene.view(new Caller.Known("root", true));
        return new CheckText(view, Health.of(view.snapshot(), view.times())).check(true).status();
    }

    @Test
    void many_jobs_leave_the_problems_on_the_first_screen() {
        String[] lines =
                IntStream.range(0, 300)
                        .mapToObj(i -> "0 4 * * * root name:job" + i + " /bin/true")
                        .toArray(String[]::new);
        scene.file("/etc/crontab", lines);
        scene.ran("job299", RunState.FAILED, at("2026-11-21T04:00"), 1, "");

        String first = text();
        assertThat(first.lines()).hasSizeLessThan(50);
        assertThat(first.lines().skip(4).findFirst().orElseThrow()).startsWith("job299 FAILED");
        assertThat(first).contains("... and 260 more: /?all=1 or farcron status --all");
        assertThat(text(new Caller.Known("root", true), true).lines()).hasSizeGreaterThan(300);
    }

    @Test
    void a_record_that_cannot_be_written_is_told_loudly() {
        scene.recordProblem = "the record /x cannot be written: the disk is full; free some space";
        assertThat(text())
                .contains(
                        "\n"
                            + "!! NOTHING IS RECORDED: the record /x cannot be written: the disk is"
                            + " full");
    }

    @Test
    void a_scheduler_that_is_stuck_is_told_loudly_and_its_jobs_are_late() {
        scene.file("/etc/crontab", "*/5 * * * * root name:often /bin/true");
        scene.lastTick = at("2026-11-21T09:02");
        assertThat(text())
                .contains(
                        "!! NOT WORKING: the scheduler last looked at today 09:02, 12m ago; jobs do"
                                + " not start")
                .contains("often LATE")
                .contains("  due today 09:05, but the scheduler last looked at today 09:02");
    }

    @Test
    void a_machine_without_jobs_says_so() {
        assertThat(text()).contains("No jobs: the crontabs that were read have no active line.");
    }

    @Test
    void a_user_sees_own_jobs_only() {
        scene.file("/etc/crontab", "0 4 * * * root name:secret /x", "0 4 * * * ann name:mine /x");
        String own = text(new Caller.Known("ann", false), true);
        assertThat(own).contains("mine").doesNotContain("secret").doesNotContain("REJECTED");
        assertThat(text(new Caller.Known("bob", false), true)).contains("No jobs of yours");
    }

    @Test
    void names_in_two_scopes_are_shown_with_their_scope() {
        scene.file("/etc/cron.d/a", "0 4 * * * root name:backup /x");
        scene.file("/etc/cron.d/b", "0 4 * * * root name:backup /x");
        assertThat(text()).contains("a/backup -").contains("b/backup -");
    }

    @Test
    void nothing_in_a_reason_acts_on_a_terminal() {
        scene.file("/etc/crontab", "0 4 * * * root name:job /x");
        scene.ran(
                "job",
                RunState.FAILED,
                at("2026-11-21T04:00"),
                1,
                "\u001b[31mred\u001b[0m\nsecond\u0007\u009b2J");
        assertThat(text())
                .contains("  red second. Look:")
                .doesNotContain("\u001b")
                .doesNotContain("\u009b");
    }
}
