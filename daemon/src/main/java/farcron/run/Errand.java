package farcron.run;

import java.util.List;
import java.util.SortedMap;

/// A command that is run on behalf of a run after its end, as the run's user and under the same
/// supervision: how its mail leaves the machine.
///
/// @param name of its folder within the run's; it is claimed there, so it is never run twice
/// @param command a program and its arguments; all of it may be seen by everybody on the machine
/// @param environment exactly what the command finds; its `HOME` is where it starts
/// @param stdin what it reads
public record Errand(
        String name,
        String user,
        List<String> command,
        SortedMap<String, String> environment,
        byte[] stdin) {

    public Errand {
        command = List.copyOf(command);
    }
}
