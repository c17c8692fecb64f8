package farcron.clock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class VirtualClockTest {

    private static final long DONE = 1000;

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    wall | wildcard  | fixed     | then | why
                    1001 | 1001-1001 | 1001-1001 | 1001 | a minute has passed
                    1002 | 1001-1002 | 1001-1002 | 1002 | late: both minutes, both kinds
                    1005 | 1001-1005 | 1001-1005 | 1005 | the last of the late ones
                    1006 | 1006-1006 | 1001-1006 | 1006 | the first that counts as a clock change
                    1060 | 1060-1060 | 1001-1060 | 1060 | summer time begins
                    1180 | 1180-1180 | 1001-1180 | 1180 | three hours are still made up for
                    1181 | 1181-1181 | 1181-1181 | 1181 | more are not
                    1000 | 1000-1000 | 0--1      | 1000 | level: fixed jobs of this minute have run
                     940 | 940-940   | 0--1      | 1000 | summer time ends
                     821 | 821-821   | 0--1      | 1000 | 179 minutes back is the last of those
                     820 | 820-820   | 820-820   |  820 | 180 back is a new life
                    """)
    void a_wake_up_makes_due(long wall, String wildcard, String fixed, long then, String why) {
        VirtualClock clock = new VirtualClock(DONE);

        Due due = clock.wake(wall);

        assertThat(due.wildcard().first() + "-" + due.wildcard().last()).isEqualTo(wildcard);
        assertThat(due.fixed().first() + "-" + due.fixed().last()).isEqualTo(fixed);
        assertThat(clock.minute()).isEqualTo(then);
    }

    @Test
    void coasting_is_the_same_as_waking_at_each_minute() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            long wall = DONE + random.nextInt(-400, 400);
            long last = wall + random.nextInt(0, 400);
            VirtualClock waking = new VirtualClock(DONE);
            waking.wake(wall);
            long before = waking.minute();
            List<Long> fixed = new ArrayList<>();
            for (long minute = wall + 1; minute <= last; minute++) {
                Due due = waking.wake(minute);
                assertThat(due.wildcard()).isEqualTo(new Minutes(minute, minute));
                for (long m = due.fixed().first(); m <= due.fixed().last(); m++) {
                    fixed.add(m);
                }
            }
            VirtualClock coasting = new VirtualClock(DONE);
            coasting.wake(wall);
            coasting.coast(last);

            assertThat(coasting.minute()).isEqualTo(waking.minute());
            assertThat(fixed).allMatch(minute -> minute > before && minute <= last);
            assertThat(fixed).hasSize((int) Math.max(0, last - Math.max(before, wall)));
        }
    }
}
