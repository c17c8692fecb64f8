package farcron.simulation;

import farcron.job.After;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.Limits;
import farcron.job.Pool;
import farcron.job.Rules;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The crontab of a story, which somebody edits now and then.
final class Crontab {

    private final Dice dice;
    private final Words words;
    private final List<ZoneId> zones;
    private final Map<String, Integer> pools = new TreeMap<>();
    private final List<Line> lines = new ArrayList<>();
    private int named;

    /// @param zones of its lines; the first is the most frequent one
    Crontab(Dice dice, boolean dense, List<ZoneId> zones) {
        this.dice = dice;
        this.words = new Words(dice, dense);
        this.zones = zones;
        pools.put("db", dice.from(1, 3));
        pools.put("heavy", dice.from(1, 2));
        int count = dice.from(3, 7);
        for (int i = 0; i < count; i++) {
            add();
        }
    }

    JobTable table() {
        return new JobTable(lines.stream().map(Line::job).toList(), List.of());
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    /// Changes something.
    ///
    /// @return what
    String edit() {
        return switch (dice.below(10)) {
            case 0 -> add();
            case 1 -> remove();
            case 2, 3 -> rename();
            case 4 -> reschedule();
            case 5, 6 -> change();
            case 7 -> depend();
            case 8 -> limit();
            default -> resize();
        };
    }

    private String add() {
        int rank = named++;
        boolean follows = rank > 1 && dice.oneIn(2);
        boolean waits = rank > 1 && !follows && dice.oneIn(4);
        Optional<After> after = follows || waits ? words.after(below(rank)) : Optional.empty();
        boolean scheduled = !follows || after.isEmpty();
        ZoneId zone = dice.oneIn(4) ? dice.of(zones) : zones.getFirst();
        Rules rules = words.rules(after, scheduled, pools);
        String schedule = scheduled ? words.schedule() : "";
        lines.add(
                new Line("j" + rank, rank, schedule, zone, words.jitter(), rules, words.limits()));
        return "adds " + lines.getLast();
    }

    private List<JobKey> below(int rank) {
        return lines.stream().filter(line -> line.rank() < rank).map(Line::key).toList();
    }

    private String remove() {
        if (lines.size() < 3) {
            return add();
        }
        Line gone = lines.remove(dice.below(lines.size()));
        lines.replaceAll(line -> line.with(without(gone.key(), line.rules())));
        lines.removeIf(line -> line.isFollower() && line.rules().after().isEmpty());
        return "removes " + gone.name() + (lines.isEmpty() ? " and " + add() : "");
    }

    private static Rules without(JobKey gone, Rules rules) {
        List<After.Condition> left =
                rules.after().stream()
                        .flatMap(after -> after.conditions().stream())
                        .filter(condition -> !condition.upstream().equals(gone))
                        .toList();
        return rules.after(
                left.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new After(rules.after().get().any(), left)));
    }

    private String rename() {
        Line old = dice.of(lines);
        String name = "r" + named++;
        lines.replaceAll(line -> line.equals(old) ? line.named(name) : line);
        lines.replaceAll(line -> line.renaming(old.key(), Line.key(name)));
        return "renames " + old.name() + " to " + name;
    }

    private String reschedule() {
        Line old = dice.of(lines);
        if (old.isFollower()) {
            return change();
        }
        String schedule = words.schedule();
        lines.replaceAll(line -> line.equals(old) ? line.due(schedule) : line);
        return "makes " + old.name() + " due at " + schedule;
    }

    private String change() {
        Line old = dice.of(lines);
        Rules rules = words.rules(old.rules().after(), !old.isFollower(), pools);
        lines.replaceAll(line -> line.equals(old) ? line.with(rules) : line);
        return "changes the words of " + old.name() + " to " + rules;
    }

    private String limit() {
        Line old = dice.of(lines);
        Limits limits = words.limits();
        lines.replaceAll(line -> line.equals(old) ? line.within(limits) : line);
        return "lets " + old.name() + " have " + limits;
    }

    private String depend() {
        Line old = dice.of(lines);
        Optional<After> after = words.after(below(old.rank()));
        if (after.isEmpty()) {
            return change();
        }
        Rules rules = old.rules().after(after);
        lines.replaceAll(line -> line.equals(old) ? line.with(rules) : line);
        return "makes " + old.name() + " wait for " + after.get();
    }

    private String resize() {
        String name = dice.of(List.copyOf(pools.keySet()));
        int size = dice.from(1, 3);
        pools.put(name, size);
        lines.replaceAll(line -> line.with(resized(line.rules(), name, size)));
        return "gives pool " + name + " a size of " + size;
    }

    private static Rules resized(Rules rules, String name, int size) {
        Optional<Pool> pool =
                rules.pool()
                        .map(old ->
                                old.name().equals(name) ? new Pool(old.owner(), name, size) : old);
        return new Rules(
                rules.after(),
                rules.patience(),
                rules.timeout(),
                rules.retry(),
                rules.overlap(),
                rules.makeUp(),
                pool,
                rules.when());
    }

    /// Lets all lines be due no more, so that everything may come to its end.
    void calm() {
        lines.replaceAll(line -> line.isFollower() ? line : line.due(Line.NEVER));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Job job : table().jobs()) {
            text.append("\n  ").append(job.key().name()).append(": ").append(job.scheduleText());
            text.append(' ').append(job.zone()).append(' ').append(job.delay().toSeconds());
            text.append("s ").append(job.rules()).append(' ').append(job.target());
        }
        return text.toString();
    }
}
