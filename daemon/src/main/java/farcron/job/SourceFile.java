package farcron.job;

import farcron.crontab.Problem;

import java.time.Instant;
import java.util.List;

/// A crontab file as it was last read.
///
/// @param ok whether each of its lines is in force
/// @param loadedAt when the text now in force was read
/// @param problems in the order of the file; a file that cannot be read has one at 1:1
public record SourceFile(String path, boolean ok, Instant loadedAt, List<Problem> problems) {

    public SourceFile {
        problems = List.copyOf(problems);
    }
}
