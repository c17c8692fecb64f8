package farcron.cloud;

import farcron.job.Target;

import java.util.List;
import java.util.stream.Stream;

/// What a line takes of an account.
///
/// @param roles ARNs of those that its tasks are given
/// @param logs ARNs of the streams in which its output can be read
public record Use(Target.Fargate target, List<String> roles, List<String> logs) {

    private static final String UNKNOWN = "REPLACE-BY-%s-OF-%s";

    public Use {
        roles = List.copyOf(roles);
        logs = List.copyOf(logs);
    }

    /// @param roles ARNs of those in the task definition
    /// @param log group to which it writes; empty if none that can be read
    public static Use of(Target.Fargate target, List<String> roles, LogGroup log, Arns arns) {
        List<String> streams =
                log.name().isEmpty() ? List.of() : List.of(arns.logs(log.region(), log.name()));
        return new Use(target, Stream.concat(roles.stream(), own(target)).toList(), streams);
    }

    /// Where nobody was asked what its task definition says: with names in place of what is not
    /// known.
    public static Use unknown(Target.Fargate target, Arns arns) {
        String region = target.place().region();
        boolean saysBoth = own(target).count() == 2;
        String role = UNKNOWN.formatted("THE-ROLES", target.family());
        Stream<String> defined = saysBoth ? Stream.of() : Stream.of(arns.role(region, role));
        String log = UNKNOWN.formatted("THE-LOG-GROUP", target.family());
        return new Use(
                target,
                Stream.concat(defined, own(target)).toList(),
                List.of(arns.logs(region, log)));
    }

    /// Those that the line names itself.
    private static Stream<String> own(Target.Fargate target) {
        return Stream.concat(target.roles().task().stream(), target.roles().execution().stream());
    }

    public record LogGroup(String region, String name) {}
}
