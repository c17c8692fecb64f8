package farcron.shadow;

import farcron.job.Firing;
import farcron.job.JobTable;
import farcron.load.Reading;
import farcron.schedule.Agenda;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The crontabs as they are, and what they would have run. Belongs to one thread.
final class Foresight {

    private final Reading reading;
    private final boolean whole;
    private final Agenda agenda;
    private OldReading lines;

    /// @param tick nothing that was due up to then is told
    Foresight(Scene scene, JobTable table, Instant tick) {
        this.reading = scene.reading();
        this.whole = scene.whole();
        this.agenda = new Agenda(tick, Map.of());
        load(table, tick);
    }

    /// From now on these crontabs count.
    Fact load(JobTable table, Instant now) {
        lines = new OldReading(table, reading);
        agenda.load(table, now);
        return new Fact.Lines(now, lines.all(), whole);
    }

    /// What has become due since the last call.
    List<Fact> due(Instant now) {
        List<Fact> would = new ArrayList<>();
        for (Firing firing : agenda.due(now)) {
            would.add(new Fact.Would(firing.due(), lines.of(firing.job())));
        }
        return would;
    }

    Instant nextLook() {
        return agenda.nextLook();
    }

    Fact lines(Instant at) {
        return new Fact.Lines(at, lines.all(), whole);
    }
}
