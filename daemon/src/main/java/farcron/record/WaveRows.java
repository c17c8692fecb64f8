package farcron.record;

import farcron.job.JobKey;

import java.time.Instant;
import java.util.List;

/// The question for all runs of a wave, newest first: one more than an answer shows, which so can
/// say that there are more.
///
/// Only runs that follow others, or that somebody asked for, are found by their wave: there is an
/// index of those alone, which SQLite takes only where their triggers are named. The root, and that
/// is most runs of most machines, is found by its job and due time; where a wave of that time went
/// already, it began its own some milliseconds later.
final class WaveRows {

    static final String OF =
            """
            SELECT %1$s FROM run
            WHERE wave_scope = ?1 AND wave_job = ?2 AND wave_due_ms >= ?3 AND wave_due_ms < ?4
                AND trigger IN ('after', 'manual')
            UNION ALL
            SELECT %1$s FROM run
            WHERE scope = ?1 AND job = ?2 AND due_ms > ?3 - 1000 AND due_ms < ?4
                AND wave_scope = ?1 AND wave_job = ?2 AND wave_due_ms >= ?3 AND wave_due_ms < ?4
                AND trigger NOT IN ('after', 'manual')
            ORDER BY id DESC
            LIMIT 1001
            """
                    .formatted(RunRows.COLUMNS);

    private WaveRows() {}

    /// @param from when the wave began, or a span in which waves did
    /// @param until exclusive
    static List<?> values(JobKey root, Instant from, Instant until) {
        return List.of(root.scope(), root.name(), from.toEpochMilli(), until.toEpochMilli());
    }
}
