package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.clock.Recording;
import farcron.clock.WallClock;
import farcron.job.Firing;
import farcron.job.JobTable;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The running agenda does what the real cron did, also when somebody sets the clock.
///
/// The test plays the loop: it waits in elapsed time, as the loop does, so that a stepped clock is
/// noticed when the wait is over.
class RecordedStepsTest {

    static Stream<Recording> all() {
        return Stream.concat(Recording.cases(), Recording.steps());
    }

    @ParameterizedTest
    @MethodSource("all")
    void each_recorded_start_happens_and_no_other(Recording recording) {
        Agenda agenda = new Agenda(recording.from(), Map.of());
        agenda.load(new JobTable(recording.jobs(), List.of()), recording.from());
        WallClock wall = new WallClock(recording.zone());
        List<Recording.Start> starts = new ArrayList<>();
        Instant now = recording.from();
        boolean stepped = false;
        while (now.isBefore(recording.until().plus(recording.step()))) {
            Instant wake = agenda.nextLook();
            if (!stepped && !wake.isBefore(recording.stepAt())) {
                wake = wake.plus(recording.step());
                stepped = true;
            }
            now = wake;
            for (Firing firing : agenda.due(now)) {
                long minute = wall.minute(firing.due());
                starts.add(new Recording.Start(now, minute, firing.job().key().name()));
            }
        }

        assertThat(recording.withMinutesAsMeant().differences(starts)).isEmpty();
    }
}
