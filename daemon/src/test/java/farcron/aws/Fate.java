package farcron.aws;

import java.time.Duration;

/// What becomes of a task besides what its command does.
public sealed interface Fate {

    /// Nothing but what its command does.
    record Runs() implements Fate {}

    /// It ends as `TaskFailedToStart`.
    ///
    /// @param in how far it comes
    /// @param reason its `stoppedReason`
    /// @param ofContainer the `reason` of its container
    /// @param placed whether it has containers at all
    record NeverStarts(Phase in, String reason, String ofContainer, boolean placed)
            implements Fate {}

    /// It happens while it runs, unless its command has ended before.
    sealed interface Befalls extends Fate {

        /// From the start of its command.
        Duration after();
    }

    /// AWS takes the Spot capacity back. The command gets a SIGTERM and may end with 0.
    record SpotTakenBack(Duration after) implements Befalls {}

    /// The container uses more memory than it may.
    record OutOfMemory(Duration after) implements Befalls {}

    /// Another essential container ends first.
    record SidecarEnds(Duration after) implements Befalls {}

    /// The host goes away, and nobody knows how the command fared.
    record HostIsLost(Duration after) implements Befalls {}

    /// Somebody at a console stops it.
    record StoppedByHand(Duration after, String reason) implements Befalls {}

    Fate RUNS = new Runs();

    static Fate cannotPull(String why) {
        return unplaced(Phase.PENDING, "CannotPullContainerError: " + why);
    }

    static Fate noSuchImage() {
        return cannotPull(
                "pull image manifest has been retried 1 time(s): failed to resolve ref"
                        + " docker.io/acme/trainer:9: docker.io/acme/trainer:9: not found");
    }

    static Fate imageRefused() {
        return cannotPull(
                "pull access denied, repository does not exist or may require authorization");
    }

    static Fate pullTimesOut() {
        return cannotPull(
                "dial tcp 10.0.3.7:443: i/o timeout: pull image manifest has been retried 5"
                        + " time(s)");
    }

    static Fate tooManyPulls() {
        return cannotPull(
                "httpReadSeeker: failed open: unexpected status code 429 Too Many Requests");
    }

    static Fate secretsOutOfReach() {
        return unplaced(
                Phase.PENDING,
                "ResourceInitializationError: unable to pull secrets or registry auth: execution"
                        + " resource retrieval failed: context deadline exceeded");
    }

    static Fate noLogGroup() {
        return unplaced(
                Phase.PENDING,
                "ResourceInitializationError: failed to validate logger args: create stream has"
                        + " been retried 1 times: ResourceNotFoundException: The specified log"
                        + " group does not exist.: exit status 1");
    }

    static Fate noNetworkInterface() {
        return unplaced(
                Phase.PROVISIONING,
                "Timeout waiting for network interface provisioning to complete.");
    }

    static Fate noStorage() {
        return unplaced(
                Phase.PROVISIONING,
                "Timeout waiting for EphemeralStorage provisioning to complete.");
    }

    static Fate noSuchProgram(String program) {
        String why =
                "CannotStartContainerError: ResourceInitializationError: failed to create new"
                        + " container runtime task: exec: \"%s\": executable file not found in"
                        + " $PATH: unknown";
        return new NeverStarts(
                Phase.ACTIVATING, why.formatted(program), why.formatted(program), true);
    }

    /// It never got as far as to have containers.
    static Fate neverPlaced() {
        return new NeverStarts(
                Phase.PROVISIONING, "Unexpected EC2 error while attempting to place it", "", false);
    }

    private static Fate unplaced(Phase in, String reason) {
        return new NeverStarts(in, reason, "", true);
    }
}
