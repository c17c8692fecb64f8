package farcron.shadow;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Facts as lines of text, their parts behind tabs. A line of a crontab is written out once in each
/// table, with a number, and then only called by that.
final class FactText {

    private static final String TAB = "\t";
    private static final String ALL = "all";
    private static final String SOME = "some";

    private FactText() {}

    /// Writes facts; remembers the numbers of the lines.
    static final class Writer {
        private final Map<Line, Integer> numbers = new HashMap<>();

        String text(Fact fact) {
            return switch (fact) {
                case Fact.Begun(Instant at) -> line("begun", at);
                case Fact.Lines lines -> table(lines);
                case Fact.Would(Instant at, Line it) ->
                        line("would", at, numbers.getOrDefault(it, -1).toString());
                case Fact.Ran(Instant at, String user, String text, boolean whole) ->
                        line(whole ? "ran" : "ran-cut", at, user, text);
                case Fact.CronStarted(Instant at, boolean boot) ->
                        line(boot ? "cron-boot" : "cron-start", at);
                case Fact.Ended(Instant at) -> line("ended", at);
            };
        }

        private String table(Fact.Lines table) {
            numbers.clear();
            StringBuilder text =
                    new StringBuilder(line("table", table.at(), table.whole() ? ALL : SOME));
            for (Line it : table.lines()) {
                int number = numbers.size();
                numbers.put(it, number);
                text.append(
                        line(
                                "line",
                                table.at(),
                                Integer.toString(number),
                                it.user(),
                                it.logged(),
                                it.job(),
                                it.place(),
                                standing(it.standing())));
            }
            return text.toString();
        }

        private static String standing(Standing standing) {
            return switch (standing) {
                case Standing.Compared(Duration delay, String remark) ->
                        "compared " + delay.toSeconds() + " " + remark;
                case Standing.AtBoot _ -> "boot";
                case Standing.Unjudged(String why) -> "unjudged " + why;
                case Standing.Ignored(String why) -> "ignored " + why;
                case Standing.Rejected(String why) -> "rejected " + why;
            };
        }

        private static String line(String kind, Instant at, String... parts) {
            StringBuilder line = new StringBuilder(kind).append(TAB).append(at);
            for (String part : parts) {
                line.append(TAB).append(part.replaceAll("[\\x00-\\x1f\\x7f]", "?"));
            }
            return line.append('\n').toString();
        }
    }

    /// Reads what a [Writer] has written; of a line that was cut off when the machine went down,
    /// nothing.
    static final class Reader {
        private final Consumer<Fact> facts;
        private final List<Line> lines = new ArrayList<>();
        private Optional<Fact.Lines> table = Optional.empty();

        Reader(Consumer<Fact> facts) {
            this.facts = facts;
        }

        void read(String text) {
            Optional<Fact> fact = Optional.empty();
            String[] parts = text.split(TAB, -1);
            try {
                fact = fact(parts, Instant.parse(parts[1]));
            } catch (DateTimeException | IndexOutOfBoundsException | IllegalArgumentException _) {
                return;
            }
            if (fact.isPresent()) {
                table.ifPresent(it -> facts.accept(new Fact.Lines(it.at(), lines, it.whole())));
                table = Optional.empty();
                facts.accept(fact.get());
            }
        }

        private Optional<Fact> fact(String[] parts, Instant at) {
            return switch (parts[0]) {
                case "begun" -> Optional.of(new Fact.Begun(at));
                case "table" -> {
                    lines.clear();
                    table = Optional.of(new Fact.Lines(at, List.of(), parts[2].equals(ALL)));
                    yield Optional.empty();
                }
                case "line" -> {
                    Standing standing = standing(parts[7]);
                    lines.add(new Line(parts[3], parts[4], parts[5], parts[6], standing));
                    yield Optional.empty();
                }
                case "would" ->
                        Optional.of(new Fact.Would(at, lines.get(Integer.parseInt(parts[2]))));
                case "ran" -> Optional.of(new Fact.Ran(at, parts[2], parts[3], true));
                case "ran-cut" -> Optional.of(new Fact.Ran(at, parts[2], parts[3], false));
                case "cron-start" -> Optional.of(new Fact.CronStarted(at, false));
                case "cron-boot" -> Optional.of(new Fact.CronStarted(at, true));
                case "ended" -> Optional.of(new Fact.Ended(at));
                default -> Optional.empty();
            };
        }

        private static Standing standing(String text) {
            String[] parts = text.split(" ", 2);
            String rest = parts.length > 1 ? parts[1] : "";
            return switch (parts[0]) {
                case "compared" -> {
                    String[] delay = rest.split(" ", 2);
                    Duration longest = Duration.ofSeconds(Long.parseLong(delay[0]));
                    yield new Standing.Compared(longest, delay[1]);
                }
                case "boot" -> new Standing.AtBoot();
                case "unjudged" -> new Standing.Unjudged(rest);
                case "ignored" -> new Standing.Ignored(rest);
                case "rejected" -> new Standing.Rejected(rest);
                default -> throw new IllegalArgumentException(text);
            };
        }
    }
}
