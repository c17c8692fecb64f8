package farcron.load;

import farcron.crontab.Period;
import farcron.job.MakeUp;
import farcron.job.MakeUp.Extent;

import java.time.Duration;
import java.util.Optional;

/// The value of `catchup:`, which is `none`, `last`, `all`, or one of the latter with a window:
/// `last/2h`.
final class CatchUpWord {

    private CatchUpWord() {}

    static MakeUp parse(String value) throws BadValue {
        int slash = value.indexOf('/');
        Extent extent = extent(slash < 0 ? value : value.substring(0, slash));
        if (slash < 0) {
            return new MakeUp(extent, Optional.empty());
        }
        if (extent == Extent.NONE) {
            throw new BadValue(
                    "has a window for what is never made up", "write catchup:none, or last or all");
        }
        Duration window =
                Period.parse(value.substring(slash + 1))
                        .orElseThrow(() ->
                                new BadValue(
                                        "has a window that is no duration",
                                        "write a number and a unit, such as catchup:last/2h"));
        return new MakeUp(extent, Optional.of(window));
    }

    private static Extent extent(String word) throws BadValue {
        return switch (word) {
            case "none" -> Extent.NONE;
            case "last" -> Extent.LAST;
            case "all" -> Extent.ALL;
            default ->
                    throw new BadValue(
                            "is neither none nor last nor all",
                            "write one of them, such as catchup:last or catchup:last/2h");
        };
    }
}
