package farcron.run.fargate;

import farcron.job.TaskOverrides;
import farcron.job.TaskPlace;
import farcron.job.TaskRoles;
import farcron.job.TaskSize;

import java.util.Map;
import java.util.TreeMap;

/// All that is told to ECS when a task is to be run. Written down before it is sent; whatever is
/// sent again under the same token is equal to it, byte for byte.
///
/// @param token `clientToken`: at most 64 characters from `!` to `~`; ECS answers the same one with
///   the task that it has started for it
/// @param definition `family:revision`; never without a revision, which may mean another one when
///   the request is sent again
/// @param container the one that the overrides are for
/// @param startedBy at most 128 letters, digits, `-`, `/` and `_`
/// @param onSpot whether this one is for Spot capacity
/// @param tags on the task
public record TaskRequest(
        String token,
        String definition,
        String container,
        String startedBy,
        TaskOverrides overrides,
        TaskSize size,
        TaskPlace place,
        TaskRoles roles,
        boolean onSpot,
        Map<String, String> tags) {

    public TaskRequest {
        tags = new TreeMap<>(tags);
    }

    /// The same task under another token, and perhaps on other capacity.
    TaskRequest again(String other, boolean spot) {
        return new TaskRequest(
                other, definition, container, startedBy, overrides, size, place, roles, spot, tags);
    }
}
