package farcron.job;

import java.util.Optional;

/// Where a run goes on.
///
/// @param target `local` or `fargate`
/// @param task ARN of the newest task that was started for it
/// @param setbacks how many of its attempts came to nothing there through no fault of the command
public record Place(String target, Optional<String> task, int setbacks) {

    public static Place of(Target target) {
        return of(target.word());
    }

    public static Place of(String target) {
        return new Place(target, Optional.empty(), 0);
    }

    /// Where the next attempt goes on: the line may have been changed since the last one.
    public Place on(Target other) {
        return target.equals(other.word())
                ? this
                : new Place(other.word(), Optional.empty(), setbacks);
    }

    public boolean isLocal() {
        return target.equals("local");
    }

    public Place as(String arn) {
        return new Place(target, Optional.of(arn), setbacks);
    }

    public Place afterSetback() {
        return new Place(target, task, setbacks + 1);
    }
}
