package farcron.schedule;

import farcron.record.Recovered;

/// A start of the machine, for which `@reboot` lines run once, however often the daemon starts.
///
/// @param id tells it from others
public record Boot(String id, Marker marker) {

    /// What is known of it outside the record.
    public enum Marker {
        /// Nothing: the record alone can tell whether the lines have run.
        NONE,
        /// They have not run, says somebody who would know.
        UNSET,
        /// They have run, be it by another cron.
        SET
    }

    /// The name under which the record keeps the boot that the lines have run for.
    static final String FACT = "boot_id";

    /// Whether the record knows that the lines have run.
    boolean isOn(Recovered record) {
        return id.equals(record.facts().get(FACT));
    }

    /// Whether the machine has started since the record was written.
    boolean isLaterThan(Recovered record) {
        return record.facts().containsKey(FACT) && !isOn(record);
    }

    /// Whether nobody knows that the lines have run.
    boolean isNew(Recovered record) {
        return !isOn(record) && marker != Marker.SET;
    }

    /// Whether they may have run, and what knew of it is lost.
    boolean isDoubtful(Recovered record) {
        return record.lost() && marker == Marker.NONE;
    }
}
