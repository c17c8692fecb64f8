package farcron.job;

import java.util.Optional;

/// What a task may do on AWS, where the line says otherwise than the task definition.
///
/// @param task ARN of the role of the command itself
/// @param execution ARN of the role by which ECS pulls the image, reads secrets and writes logs
public record TaskRoles(Optional<String> task, Optional<String> execution) {

    public static final TaskRoles AS_DEFINED = new TaskRoles(Optional.empty(), Optional.empty());
}
