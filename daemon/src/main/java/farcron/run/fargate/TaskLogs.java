package farcron.run.fargate;

import farcron.run.fargate.TaskDefinition.LogStream;

import java.util.List;
import java.util.Optional;

/// What tasks have written, in CloudWatch Logs.
public interface TaskLogs {

    /// @param text lines in order, each with a newline; possibly none although more follow
    /// @param next for the page after this one; equal to the one asked with if there is no more
    ///   now, though more may come
    record Page(List<String> text, String next) {

        public Page {
            text = List.copyOf(text);
        }
    }

    /// `GetLogEvents`, forward, of the region of a place unless the stream names another.
    ///
    /// @param from [Page#next] of the page before; absent for the first
    /// @return absent if there is no such stream, or not yet
    Optional<Page> read(String region, LogStream stream, Optional<String> from)
            throws CallException;
}
