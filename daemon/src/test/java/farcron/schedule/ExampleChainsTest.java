package farcron.schedule;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// What the status says while the examples of chains run.
class ExampleChainsTest {

    @TempDir private Path folder;
    private Story story;

    @AfterEach
    void end() {
        story.close();
    }

    @Test
    void etl_diamond_half_way_and_at_its_end() throws Exception {
        story = new Story(folder, "etl-diamond", "21 08:13:30");
        story.until("22 02:02:00");
        story.ends("extract", 0);
        story.until("22 02:03:00");
        story.ends("transform-customers", 0);
        story.shows(
                """
                farcron 0.1 on vm12   up 17h 49m   now 2026-11-22 02:03 UTC (+0000)
                1 running   2 ok   1 never ran

                JOB                 STATE   LAST RUN    TOOK  EXIT NEXT          WHERE LAST 10
                transform-orders    running today 02:02 1m00> -    after extract local >
                extract             ok      today 02:00 2m00  0    02:00+1       local .
                load                -       -           -     -    after 2 jobs  local
                transform-customers ok      today 02:02 1m00  0    after extract local .
                """);
        story.until("22 02:05:00");
        story.ends("transform-orders", 0);
        story.until("22 02:06:00");
        story.ends("load", 0);
        story.shows(
                """
                farcron 0.1 on vm12   up 17h 52m   now 2026-11-22 02:06 UTC (+0000)
                4 ok

                JOB                 STATE LAST RUN    TOOK EXIT NEXT          WHERE LAST 10
                extract             ok    today 02:00 2m00 0    02:00+1       local .
                load                ok    today 02:05 1m00 0    after 2 jobs  local .
                transform-customers ok    today 02:02 1m00 0    after extract local .
                transform-orders    ok    today 02:02 3m00 0    after extract local .
                """);
    }

    @Test
    void etl_diamond_when_extract_fails_and_is_run_again_in_the_morning() throws Exception {
        story = new Story(folder, "etl-diamond", "21 08:13:30");
        story.until("22 02:00:10");
        story.ends("extract", 1);
        story.shows(
                """
                farcron 0.1 on vm12   up 17h 46m   now 2026-11-22 02:00 UTC (+0000)
                1 queued   3 never ran

                JOB                 STATE  LAST RUN    TOOK EXIT NEXT          WHERE LAST 10
                extract             queued today 02:00 -    1    02:00+1       local q
                  queued: attempt 1 of 3 failed (exit 1); the next one starts at 02:00:27
                load                -      -           -    -    after 2 jobs  local
                transform-customers -      -           -    -    after extract local
                transform-orders    -      -           -    -    after extract local
                """);
        story.until("22 02:01:00");
        story.ends("extract", 1);
        story.until("22 02:03:00");
        story.ends("extract", 1);
        story.shows(
                """
                farcron 0.1 on vm12   up 17h 49m   now 2026-11-22 02:03 UTC (+0000)
                1 FAILED   3 blocked

                JOB                 STATE   LAST RUN    TOOK EXIT NEXT          WHERE LAST 10
                extract             FAILED  today 02:01 1m15 1    02:00+1       local x
                  exit 1. Look: farcron log 1
                load                blocked today 02:03 -    -    after 2 jobs  local b
                  blocked: upstream transform-orders was blocked (run 2); upstream \
                transform-customers was blocked (run 3). Look: farcron why load
                transform-customers blocked today 02:03 -    -    after extract local b
                  blocked: upstream extract failed (run 1, exit 1). Look: farcron why \
                transform-customers
                transform-orders    blocked today 02:03 -    -    after extract local b
                  blocked: upstream extract failed (run 1, exit 1). Look: farcron why \
                transform-orders
                """);
        story.until("22 09:00:00");
        story.runAgain("extract", "22 02:00:00");
        story.until("22 09:01:00");
        story.ends("extract", 0);
        story.ends("transform-orders", 0);
        story.shows(
                """
                farcron 0.1 on vm12   up 1d 0h   now 2026-11-22 09:01 UTC (+0000)
                1 blocked   1 running   2 ok

                JOB                 STATE   LAST RUN    TOOK EXIT NEXT          WHERE LAST 10
                load                blocked today 02:03 -    -    after 2 jobs  local b
                  blocked: upstream transform-orders was blocked (run 2); upstream \
                transform-customers was blocked (run 3). Look: farcron why load
                transform-customers running today 09:01 0s>  -    after extract local b>
                extract             ok      today 09:00 1m00 0    02:00+1       local x.
                transform-orders    ok      today 09:01 0s   0    after extract local b.
                """);
        story.ends("transform-customers", 0);
        story.until("22 09:02:00");
        story.ends("load", 0);
        story.shows(
                """
                farcron 0.1 on vm12   up 1d 0h   now 2026-11-22 09:02 UTC (+0000)
                4 ok

                JOB                 STATE LAST RUN    TOOK EXIT NEXT          WHERE LAST 10
                extract             ok    today 09:00 1m00 0    02:00+1       local x.
                load                ok    today 09:01 1m00 0    after 2 jobs  local b.
                transform-customers ok    today 09:01 0s   0    after extract local b.
                transform-orders    ok    today 09:01 0s   0    after extract local b.
                """);
    }

    @Test
    void fan_in_waits_for_the_second_root() throws Exception {
        story = new Story(folder, "fan-in", "21 08:13:30");
        story.until("22 01:00:20");
        story.ends("orders", 0);
        story.until("22 01:00:50");
        story.ends("check-orders", 0);
        story.ends("count-orders", 0);
        story.ends("first-look", 0);
        story.shows(
                """
                farcron 0.1 on vm12   up 16h 47m   now 2026-11-22 01:00 UTC (+0000)
                4 ok   2 never ran

                JOB          STATE LAST RUN    TOOK EXIT NEXT         WHERE LAST 10
                prices       -     -           -    -    01:30        local
                orders       ok    today 01:00 20s  0    01:00+1      local .
                check-orders ok    today 01:00 30s  0    after orders local .
                count-orders ok    today 01:00 30s  0    after orders local .
                first-look   ok    today 01:00 0s   0    after 2 jobs local .
                invoice      -     -           -    -    after 3 jobs local
                """);
        story.until("22 01:30:20");
        story.ends("prices", 0);
        story.shows(
                """
                farcron 0.1 on vm12   up 17h 16m   now 2026-11-22 01:30 UTC (+0000)
                1 running   5 ok

                JOB          STATE   LAST RUN    TOOK EXIT NEXT         WHERE LAST 10
                invoice      running today 01:30 0s>  -    after 3 jobs local >
                orders       ok      today 01:00 20s  0    01:00+1      local .
                prices       ok      today 01:30 20s  0    01:30+1      local .
                check-orders ok      today 01:00 30s  0    after orders local .
                count-orders ok      today 01:00 30s  0    after orders local .
                first-look   ok      today 01:00 0s   0    after 2 jobs local .
                """);
    }

    @Test
    void on_failure_it_is_tried_again_and_then_others_deal_with_it() throws Exception {
        story = new Story(folder, "on-failure", "21 08:13:30");
        story.until("22 03:00:01");
        story.ends("backup", 1);
        story.shows(
                """
                farcron 0.1 on vm12   up 18h 46m   now 2026-11-22 03:00 UTC (+0000)
                1 queued   5 never ran

                JOB       STATE  LAST RUN    TOOK EXIT NEXT                WHERE LAST 10
                backup    queued today 03:00 -    1    03:00+1             local q
                  queued: attempt 1 of 3 failed (exit 1); the next one starts at 03:00:04
                sync      -      -           -    -    04:00               local
                page      -      -           -    -    after backup@failed local
                prune     -      -           -    -    after backup        local
                sync-page -      -           -    -    after sync@failed   local
                unmount   -      -           -    -    after backup@done   local
                """);
        story.until("22 03:00:06");
        story.ends("backup", 1);
        story.until("22 03:00:30");
        story.ends("backup", 1);
        story.ends("page", 0);
        story.ends("unmount", 0);
        story.until("22 04:00:10");
        story.ends("sync", 128 + 15);
        story.shows(
                """
                farcron 0.1 on vm12   up 19h 46m   now 2026-11-22 04:00 UTC (+0000)
                1 FAILED   1 TIMEOUT   1 blocked   1 running   2 ok

                JOB       STATE   LAST RUN    TOOK EXIT NEXT                WHERE LAST 10
                backup    FAILED  today 03:00 14s  1    03:00+1             local x
                  exit 1. Look: farcron log 1
                sync      TIMEOUT today 04:00 10s  143  04:00+1             local !
                  it took longer than 10s. Look: farcron log 5
                prune     blocked today 03:00 -    -    after backup        local b
                  blocked: upstream backup failed (run 1, exit 1). Look: farcron why prune
                sync-page running today 04:00 0s>  -    after sync@failed   local >
                page      ok      today 03:00 0s   0    after backup@failed local .
                unmount   ok      today 03:00 0s   0    after backup@done   local .
                """);
    }
}
