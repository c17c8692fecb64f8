package farcron.report;

import farcron.job.RunRecord;

import java.util.List;

/// What was found out about one minute of a job.
///
/// @param answer one sentence
/// @param because what led to it, one sentence each
/// @param runs those it is about, the one that counts first
record Finding(String answer, List<String> because, List<RunRecord> runs) {

    static Finding of(String answer, List<String> because) {
        return new Finding(answer, because, List.of());
    }

    static Finding of(String answer, List<String> because, RunRecord run) {
        return new Finding(answer, because, List.of(run));
    }
}
