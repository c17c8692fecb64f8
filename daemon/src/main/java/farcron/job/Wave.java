package farcron.job;

import java.time.Instant;

/// One firing of a job and all runs that follow from it.
///
/// @param root the job that fired
/// @param due its due time, or the moment an operator asked for it
public record Wave(JobKey root, Instant due) {

    /// As it is given to jobs and written in answers: `scope/name@2026-03-08T02:00:00Z`.
    @Override
    public String toString() {
        return root + "@" + due;
    }
}
