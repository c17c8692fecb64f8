package farcron.load;

import farcron.crontab.Shown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many runs pools hold at once, as `FARCRON_POOLS` and the daemon's configuration say it:
/// `heavy=2,db=1`, with commas or blanks between them.
///
/// @param sizes of the pools whose entry is right
/// @param mistakes one for each other entry
public record PoolSizes(Map<String, Integer> sizes, List<Mistake> mistakes) {

    public record Mistake(String what, String remedy) {}

    private static final Pattern ENTRY =
            Pattern.compile("([A-Za-z0-9_.-]{1,64})=([1-9][0-9]{0,5})");

    public PoolSizes {
        sizes = Map.copyOf(sizes);
        mistakes = List.copyOf(mistakes);
    }

    public static PoolSizes of(String text) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        List<Mistake> mistakes = new ArrayList<>();
        for (String entry : text.split("[,\\s]+")) {
            Matcher matcher = ENTRY.matcher(entry);
            if (matcher.matches()) {
                int size = Integer.parseInt(matcher.group(2));
                if (sizes.putIfAbsent(matcher.group(1), size) != null) {
                    mistakes.add(
                            new Mistake(
                                    "pool " + matcher.group(1) + " has two sizes",
                                    "leave out one of them; until then the first one counts"));
                }
            } else if (!entry.isEmpty()) {
                mistakes.add(
                        new Mistake(
                                Shown.quoted(entry) + " is no pool with a size",
                                "write a name, `=` and a number from 1 on, without blanks, such as"
                                        + " heavy=2"));
            }
        }
        return new PoolSizes(sizes, mistakes);
    }
}
