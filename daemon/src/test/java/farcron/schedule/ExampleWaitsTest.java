package farcron.schedule;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// What the status says while the examples run whose lines wait, are left out, or made up for.
class ExampleWaitsTest {

    @TempDir private Path folder;
    private Story story;

    @AfterEach
    void end() {
        story.close();
    }

    @Test
    void weekday_report_waits_for_train_until_it_is_too_late() throws Exception {
        story = new Story(folder, "weekday-report", "23 04:00:00");
        story.until("23 05:00:10");
        story.ends("extract", 0);
        story.until("23 07:45:00");
        story.shows(
                """
                farcron 0.1 on vm12   up 3h 45m   now 2026-11-23 07:45 UTC (+0000)
                1 running   1 queued   1 ok   1 never ran

                JOB     STATE   LAST RUN    TOOK   EXIT NEXT          WHERE LAST 10
                train   running today 05:00 2h44m> -    after extract local >
                report  queued  today 07:30 -      -    07:30+1       local q
                  queued: waits for train, at most until 09:30:00
                send    -       -           -      -    08:00         local
                extract ok      today 05:00 10s    0    05:00+1       local .
                """);
        story.ends("train", 0);
        story.until("23 08:00:00");
        story.shows(
                """
                farcron 0.1 on vm12   up 4h 0m   now 2026-11-23 08:00 UTC (+0000)
                1 running   1 queued   2 ok

                JOB     STATE   LAST RUN    TOOK   EXIT NEXT          WHERE LAST 10
                report  running today 07:45 15m00> -    07:30+1       local >
                send    queued  today 08:00 -      -    08:00+1       local q
                  queued: waits for report, until it is due again
                extract ok      today 05:00 10s    0    05:00+1       local .
                train   ok      today 05:00 2h44m  0    after extract local .
                """);
        story.ends("report", 0);
        story.ends("send", 0);
        story.until("24 05:00:10");
        story.ends("extract", 0);
        story.until("24 09:30:00");
        story.shows(
                """
                farcron 0.1 on vm12   up 1d 5h   now 2026-11-24 09:30 UTC (+0000)
                1 MISSED   1 running   1 queued   1 ok

                JOB     STATE   LAST RUN    TOOK   EXIT NEXT          WHERE LAST 10
                report  MISSED  today 07:30 -      -    07:30+1       local .m
                  missed: waited for train until 09:30:00. Look: farcron why report
                train   running today 05:00 4h29m> -    after extract local .>
                send    queued  today 08:00 -      -    08:00+1       local .q
                  queued: waits for report (missed last, #7), until it is due again
                extract ok      today 05:00 10s    0    05:00+1       local ..
                """);
    }

    @Test
    void weekday_report_does_not_come_on_a_sunday() throws Exception {
        story = new Story(folder, "weekday-report", "21 08:13:30");
        story.until("22 05:00:10");
        story.ends("extract", 0);
        story.until("22 05:10:00");
        story.ends("train", 0);
        story.until("22 09:30:00");
        story.shows(
                """
                farcron 0.1 on vm12   up 1d 1h   now 2026-11-22 09:30 UTC (+0000)
                2 ok   2 never ran

                JOB     STATE LAST RUN    TOOK EXIT NEXT          WHERE LAST 10
                extract ok    today 05:00 10s  0    05:00+1       local .
                report  -     -           -    -    07:30+1       local
                send    -     -           -    -    08:00+1       local
                train   ok    today 05:00 9m50 0    after extract local .
                """);
    }

    @Test
    void pools_hold_up_what_does_not_fit() throws Exception {
        story = new Story(folder, "pools", "22 00:59:30");
        story.until("22 01:00:00");
        story.answers("fetch", 1);
        story.until("22 01:00:15");
        story.shows(
                """
                farcron 0.1 on vm12   up 45s   now 2026-11-22 01:00 UTC (+0000)
                3 running   1 queued   1 skipped   4 never ran

                JOB        STATE   LAST RUN    TOOK EXIT NEXT    WHERE LAST 10
                import     running today 01:00 15s> -    01:05   local >
                rebuild    running today 01:00 15s> -    02:00   local >
                reindex    running today 01:00 15s> -    01:00+1 local >
                dump       queued  today 01:00 -    -    01:00+1 local q
                  queued: pool heavy is full (reindex #1)
                fetch      skipped today 01:00 -    -    01:10   local s
                  skipped: its when: test said no (exit 1)
                statistics -       -           -    -    01:15   local
                preview    -       -           -    -    01:30   local
                invoices   -       -           -    -    04:00   local
                greeting   -       -           -    -    06:00   local
                """);
        story.ends("reindex", 0);
        story.until("22 01:05:00");
        story.ends("dump", 0);
        story.shows(
                """
                farcron 0.1 on vm12   up 5m   now 2026-11-22 01:05 UTC (+0000)
                2 running   2 ok   1 skipped   4 never ran

                JOB        STATE   LAST RUN    TOOK  EXIT NEXT    WHERE LAST 10
                import     running today 01:00 5m00> -    01:10   local >s
                rebuild    running today 01:00 5m00> -    02:00   local >
                fetch      skipped today 01:00 -     -    01:10   local s
                  skipped: its when: test said no (exit 1)
                statistics -       -           -     -    01:15   local
                preview    -       -           -     -    01:30   local
                invoices   -       -           -     -    04:00   local
                greeting   -       -           -     -    06:00   local
                dump       ok      today 01:00 4m45  0    01:00+1 local .
                reindex    ok      today 01:00 15s   0    01:00+1 local .
                """);
    }

    @Test
    void pools_make_up_for_days_off_as_far_as_they_say() throws Exception {
        story = new Story(folder, "pools", "22 03:59:00");
        story.isCutOff("24 04:02:00");
        story.until("24 04:02:05");
        story.shows(
                """
                farcron 0.1 on vm12   up 5s   now 2026-11-24 04:02 UTC (+0000)
                4 MISSED   3 running   2 queued

                JOB        STATE   LAST RUN    TOOK EXIT NEXT    WHERE LAST 10
                preview    MISSED  today 03:30 -    -    04:30   local m
                  missed: the daemon was not running: it was last seen at 2026-11-22 03:59:00 and \
                back at 2026-11-24 04:02:00. Look: farcron why preview
                greeting   MISSED  yest. 06:00 -    -    06:00   local m
                  missed: the daemon was not running: it was last seen at 2026-11-22 03:59:00 and \
                back at 2026-11-24 04:02:00; its line says catchup:none. Look: farcron why greeting
                dump       MISSED  today 01:00 -    -    01:00+1 local m
                  missed: the daemon was not running: it was last seen at 2026-11-22 03:59:00 and \
                back at 2026-11-24 04:02:00. Look: farcron why dump
                reindex    MISSED  today 01:00 -    -    01:00+1 local m
                  missed: the daemon was not running: it was last seen at 2026-11-22 03:59:00 and \
                back at 2026-11-24 04:02:00. Look: farcron why reindex
                import     running today 04:02 5s>  -    04:05   local m>
                statistics running today 04:02 5s>  -    04:15   local m>
                rebuild    running today 04:02 5s>  -    05:00   local m>
                fetch      queued  today 04:00 -    -    04:10   local mq
                  queued: asks its when: test
                invoices   queued  today 04:00 -    -    04:00+1 local >qq
                  queued: invoices #9 goes first
                """);
    }
}
