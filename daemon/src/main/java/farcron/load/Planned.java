package farcron.load;

import farcron.job.Job;

import java.util.Optional;

/// A line that was understood by itself.
///
/// @param job waits for nothing yet
/// @param after what it shall wait for
record Planned(Job job, Optional<AfterWord> after) {}
