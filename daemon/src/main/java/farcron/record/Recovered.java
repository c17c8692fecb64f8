package farcron.record;

import farcron.job.RunRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an earlier daemon left in the record, but for what is asked for with each table:
/// [RunStore#jobs], [RunStore#pauses] and [RunStore#newest].
///
/// @param nextRun the first run id that is free
/// @param open runs that were queued or running, oldest first
/// @param lost whether there was a record that could not be read, so that its silence about
///   something does not mean that it did not happen
public record Recovered(
        long nextRun,
        Optional<Cursor> cursor,
        List<RunRecord> open,
        Map<String, String> facts,
        boolean lost) {

    /// @param madeUp started runs that are not on record
    Recovered with(List<RunRecord> madeUp, long next) {
        List<RunRecord> all = new ArrayList<>(open);
        all.addAll(madeUp);
        return new Recovered(next, cursor, all, facts, lost);
    }

    Recovered asLost() {
        return new Recovered(nextRun, cursor, open, facts, true);
    }
}
