package farcron.report;

import farcron.record.RunHistory;
import farcron.record.Session;

import java.time.Instant;
import java.util.Optional;

/// A time in which the daemon was not there.
///
/// @param from the last moment that it looked at before; absent if there was none
/// @param until when it was started again; absent if it was not
record Away(Optional<Instant> from, Optional<Instant> until) {

    /// Absent if it was up at that moment.
    ///
    /// @param lastTick of the daemon that is up now, which need not be on record yet
    static Optional<Away> at(Instant moment, RunHistory history, Instant lastTick) {
        Optional<Session> before = history.sessionAt(moment);
        Optional<Session> after = history.sessionAfter(moment);
        boolean isPresentOne = before.isPresent() && after.isEmpty() && !moment.isAfter(lastTick);
        if (isPresentOne || before.filter(up -> !up.lastTick().isBefore(moment)).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Away(before.map(Session::lastTick), after.map(Session::started)));
    }

    /// Whether nothing is known of that time at all.
    boolean isBeforeTheRecord() {
        return from.isEmpty();
    }

    String words(Times times) {
        return "farcron was not running"
                + from.map(at -> " from " + times.whole(at)).orElse("")
                + until.map(at -> " until " + times.whole(at)).orElse("");
    }
}
