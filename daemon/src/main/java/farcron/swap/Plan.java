package farcron.swap;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// Steps in their order. All are carried out, or none: where one fails, it and those before it are
/// undone, the last one first.
///
/// @param backAgain what then holds again, for people: `cron runs as before`
public record Plan(List<Step> steps, String backAgain) {

    public Plan {
        steps = List.copyOf(steps);
    }

    /// A line for each step.
    public List<String> lines() {
        return steps.stream()
                .map(step -> "  " + (steps.indexOf(step) + 1) + ". " + step.says())
                .toList();
    }

    /// @param tell is told each step before it is taken, and all that goes wrong
    /// @return whether all was done
    public boolean carryOut(Consumer<String> tell) {
        Deque<Step> taken = new ArrayDeque<>();
        for (Step step : steps) {
            tell.accept(step.says());
            taken.push(step);
            try {
                step.act().carryOut();
            } catch (IOException | RuntimeException failure) {
                tell.accept("this failed: " + failure.getMessage());
                undo(taken, tell);
                return false;
            }
        }
        return true;
    }

    private void undo(Deque<Step> taken, Consumer<String> tell) {
        boolean whole = true;
        for (Step step : taken) {
            try {
                step.undo().carryOut();
            } catch (IOException | RuntimeException failure) {
                whole = false;
                tell.accept(
                        "and could not be undone: %s: %s"
                                .formatted(step.says(), failure.getMessage()));
            }
        }
        tell.accept(whole ? "all is undone; " + backAgain : "put that right by hand");
    }
}
