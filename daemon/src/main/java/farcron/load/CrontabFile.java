package farcron.load;

import farcron.crontab.Grammar;

import java.nio.file.Path;

/// A crontab to be read.
///
/// @param scope in which its job names are unique
/// @param user whose jobs they are, where the lines do not say, and whose file it is: `root` for a
///   file of the system
public record CrontabFile(Path path, Grammar.Format format, String scope, String user) {

    boolean isSystem() {
        return format == Grammar.Format.SYSTEM;
    }
}
