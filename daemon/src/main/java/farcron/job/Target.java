package farcron.job;

/// Where a job runs.
public sealed interface Target {

    /// A process on this machine.
    ///
    /// @param shell absolute path of the program that is given `-c COMMAND`
    record Local(String shell) implements Target {}

    /// As it is written in records and answers.
    default String word() {
        return switch (this) {
            case Local _ -> "local";
        };
    }
}
