package farcron.load;

import farcron.crontab.Grammar;

import java.nio.file.Path;

/// A crontab to be read.
///
/// @param scope in which its job names are unique
/// @param user whose jobs they are, where the lines do not say, and whose file it is: `root` for a
///   file of the system; empty if nobody knows, as when a text is only checked
public record CrontabFile(Path path, Grammar.Format format, String scope, String user) {

    private static final String ROOT = "root";

    /// By hand, as a record's own would be put together at each start.
    @Override
    public boolean equals(Object other) {
        return other instanceof CrontabFile its
                && path.equals(its.path)
                && format == its.format
                && scope.equals(its.scope)
                && user.equals(its.user);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    boolean isSystem() {
        return format == Grammar.Format.SYSTEM;
    }

    boolean isRoots() {
        return user.equals(ROOT);
    }

    boolean isNobodys() {
        return user.isEmpty();
    }

    /// Whether lines of other scopes may name its jobs without its scope.
    boolean isCommon() {
        return isSystem() || isNobodys();
    }

    /// Whether its lines may name jobs of some scope, and learn what becomes of them. Those of the
    /// system are for all; what other users do is only root's business.
    boolean maySee(String other) {
        return isRoots() || isNobodys() || scope.equals(other) || isOfSystem(other);
    }

    /// No user's name has a slash; all of these do.
    private static boolean isOfSystem(String scope) {
        return scope.indexOf('/') >= 0;
    }
}
