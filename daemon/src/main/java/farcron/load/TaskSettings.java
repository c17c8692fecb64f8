package farcron.load;

import farcron.crontab.Problem;
import farcron.job.TaskPlace;
import farcron.job.TaskRoles;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What holds for the tasks of some lines, but for their words.
///
/// @param container absent if it is the only one
/// @param shell absent if the command is not for one
/// @param storage in GiB
/// @param error what is wrong with the variables that say so, so that these lines do not run
record TaskSettings(
        Optional<String> container,
        Optional<String> shell,
        OptionalInt storage,
        TaskPlace place,
        TaskRoles roles,
        Map<String, String> tags,
        Optional<Problem> error) {}
