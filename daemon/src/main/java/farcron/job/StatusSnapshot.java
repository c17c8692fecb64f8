package farcron.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Everything that readers may know, at one moment. The scheduler makes a new one after each step;
/// whoever reads one never touches the scheduler.
///
/// @param lastTick the last moment for which all due firings were looked at
/// @param lag how late that was done
/// @param jobs in the order of the table
/// @param open queued and running runs, oldest first
/// @param recordProblem why nothing can be recorded at present; empty when all is well
public record StatusSnapshot(
        Instant lastTick,
        Duration lag,
        JobTable table,
        Map<JobKey, JobStatus> jobs,
        List<RunRecord> open,
        String recordProblem) {}
