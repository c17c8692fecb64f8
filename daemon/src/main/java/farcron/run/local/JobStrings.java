package farcron.run.local;

import farcron.crontab.LosslessText;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The strings from which `farcron-session.c` executes a command; what they are is told at its
/// head. No name and no value means anything to it, so the command finds them as they stand in the
/// crontab.
final class JobStrings {

    private JobStrings() {}

    /// @return the label, then the strings, each with a NUL behind it
    static byte[] of(Execution execution) {
        Stream<String> rules =
                Stream.of(
                        execution.fallback(),
                        execution.home(),
                        execution.complaint(),
                        execution.findsWhatPamSets() ? "pam" : "",
                        execution.isLookedFor() ? "path" : "");
        Stream<String> environment =
                execution.environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue());
        String strings =
                Stream.of(rules, environment, Stream.of(""), execution.command().stream())
                        .flatMap(part -> part)
                        .map(string -> string + "\0")
                        .collect(Collectors.joining());
        return LosslessText.encode(execution.label() + strings);
    }
}
