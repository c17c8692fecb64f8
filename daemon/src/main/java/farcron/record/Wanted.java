package farcron.record;

import com.fasterxml.jackson.jr.ob.JSON;

import farcron.job.JobKey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/// The jobs that a question is about, as its one parameter: to ask for each job by itself takes
/// longer than to find the answers.
final class Wanted {

    /// Each as a row, joined in this order so that each is a look into an index.
    static final String JOBS =
            """
             FROM (SELECT value ->> 0 AS wanted_scope, value ->> 1 AS wanted_name FROM json_each(?))
             CROSS JOIN\
            """;

    private Wanted() {}

    static String of(Collection<JobKey> jobs) {
        try {
            return JSON.std.asString(
                    jobs.stream().map(job -> List.of(job.scope(), job.name())).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be written as JSON", e);
        }
    }
}
