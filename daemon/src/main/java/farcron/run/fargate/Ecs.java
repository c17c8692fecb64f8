package farcron.run.fargate;

import farcron.job.TaskPlace;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is asked of ECS. Calls block and may come from any thread; each repeats by itself what is
/// harmless to repeat, for some seconds, before it gives up with a [CallException].
public interface Ecs {

    /// So many tasks are described in one call at most.
    int AT_ONCE = 100;

    /// A task that was just made may not be seen before this has passed.
    Duration VISIBLE = Duration.ofMinutes(2);

    /// What became of a request that ECS has taken.
    sealed interface Answer {
        /// There is a task, be it that this request or an earlier one under its token started it.
        record Started(TaskSight task) implements Answer {}

        /// HTTP 200 with `failures` and no task. Under the same token ECS would answer the same.
        ///
        /// @param reason in its words: `Capacity is unavailable at this time...`
        record Failed(String reason) implements Answer {}
    }

    /// `RunTask`, for one task.
    Answer run(TaskRequest request) throws CallException;

    /// `DescribeTasks`.
    ///
    /// @param arns at most [#AT_ONCE]
    /// @return by ARN; empty for those that ECS does not know: not yet, or not any more
    Map<String, Optional<TaskSight>> describe(TaskPlace place, List<String> arns)
            throws CallException;

    /// `ListTasks`, all pages: ARNs of what runs, and of what has stopped or is told to.
    List<String> list(TaskPlace place, String startedBy) throws CallException;

    /// `StopTask`. One that has stopped already is left as it is.
    ///
    /// @param reason shown as its `stoppedReason`; at most 255 characters
    void stop(TaskPlace place, String arn, String reason) throws CallException;

    /// `DescribeClusters`, for the place's.
    ///
    /// @return its capacity providers
    Set<String> providers(TaskPlace place) throws CallException;

    /// `DescribeTaskDefinition`.
    ///
    /// @param name `family` or `family:revision`
    TaskDefinition definition(TaskPlace place, String name) throws CallException;
}
