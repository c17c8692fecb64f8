package farcron.report;

import farcron.job.StatusSnapshot;

import java.time.Instant;
import java.time.ZoneId;

/// The first page as root reads it, without a server.
public final class StatusProbe {

    private StatusProbe() {}

    /// @param started when the daemon began
    public static String text(StatusSnapshot snapshot, Instant started, Instant now, ZoneId zone) {
        Times times = new Times(now, zone);
        View view = new View(snapshot, new Caller.Known("root", true), new Timetable(zone), times);
        Program program = new Program("vm12", zone, "0.1", 4711, started);
        return new StatusText(view, program, Health.of(snapshot, times), true).text();
    }
}
