package farcron.cloud;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A crontab made of the schedules of EventBridge.
///
/// What a crontab sets holds for all lines below, and nothing takes a variable away again. So lines
/// without variables of their own come first, and where some are still seen that were not before,
/// it says so.
public final class ImportedCrontab {

    /// What a setting is without being said.
    private static final Map<String, String> USUAL =
            Map.of(
                    "FARGATE_ASSIGN_PUBLIC_IP", "DISABLED",
                    "FARGATE_SHELL", "/bin/sh",
                    "FARGATE_SPOT", "no",
                    "FARGATE_PLATFORM_VERSION", "LATEST");

    private static final int LONGEST_NAME = 64;

    private final List<ImportedLine> lines;
    private final List<String> remarks;
    private final List<String> text = new ArrayList<>();
    private final Map<String, String> set = new TreeMap<>();

    private ImportedCrontab(List<ImportedLine> lines, List<String> remarks) {
        this.lines = lines;
        this.remarks = remarks;
        write();
    }

    /// @param texts what the AWS CLI has printed
    public static ImportedCrontab of(List<String> texts, Instant now) throws UnknownDocument {
        List<Document> documents = new ArrayList<>();
        for (String text : texts) {
            documents.addAll(Document.all(text));
        }
        AwsSchedules schedules = new AwsSchedules(documents);
        Set<String> names = new HashSet<>();
        List<ImportedLine> lines =
                schedules.all().stream()
                        .map(one -> Conversion.of(one, name(one, names), now))
                        .sorted(
                                Comparator.<ImportedLine>comparingInt(it -> it.environment().size())
                                        .thenComparing(it -> it.settings().toString()))
                        .toList();
        return new ImportedCrontab(lines, schedules.remarks());
    }

    /// Names of schedules are names of lines, but unique only in their group.
    private static String name(AwsSchedule schedule, Set<String> taken) {
        String plain = schedule.name().replaceAll("[^A-Za-z0-9_.-]", "-");
        String name = cut(plain, LONGEST_NAME);
        for (int i = 2; !taken.add(name); i++) {
            String end = "-" + i;
            name = cut(plain, LONGEST_NAME - end.length()) + end;
        }
        return name;
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(text.length(), length));
    }

    public List<String> text() {
        return List.copyOf(text);
    }

    /// How many lines run as they stand, and how many things do not.
    public String summary() {
        long running = lines.stream().filter(ImportedLine::runs).count();
        long others = lines.size() - running + remarks.size();
        return "%d of %d schedules run as they stand".formatted(running, running + others);
    }

    /// Whether all of it runs as it did.
    public boolean isComplete() {
        return remarks.isEmpty()
                && lines.stream().allMatch(line -> line.runs() && line.notes().isEmpty());
    }

    private void write() {
        remark("Made from schedules of EventBridge. Read it, and disable those schedules before a");
        remark("daemon runs it: otherwise each job is started twice.");
        remark("A period counts from 1970 on, in UTC, and not from when its schedule was made. A");
        remark("time that a change of clocks leaves out is made up for; the Scheduler skips it.");
        remarks.forEach(it -> {
            text.add("");
            remark(it + ".");
        });
        lines.forEach(this::write);
    }

    private void write(ImportedLine line) {
        if (line.runs()) {
            write(line.settings(), line.environment());
        }
        text.add("");
        remark(line.title());
        line.notes().forEach(note -> remark("not carried over: " + note));
        line.obstacles().forEach(why -> remark("does not run here: " + why));
        if (line.runs()) {
            text.add(line.text());
            return;
        }
        line.settings().forEach((name, value) -> remark(assignment(name, value)));
        line.environment().forEach((name, value) -> remark(assignment(name, value)));
        if (!line.text().isEmpty()) {
            remark(line.text());
        }
    }

    private void write(Map<String, String> settings, Map<String, String> environment) {
        Map<String, String> wanted = new LinkedHashMap<>(settings);
        wanted.putAll(environment);
        SortedSet<String> left = new TreeSet<>(set.keySet());
        left.removeAll(wanted.keySet());
        for (String name : left) {
            if (name.startsWith("FARGATE_")) {
                wanted.put(name, USUAL.getOrDefault(name, ""));
            }
        }
        List<String> changed =
                wanted.keySet().stream()
                        .filter(name -> !wanted.get(name).equals(set.get(name)))
                        .toList();
        if (!changed.isEmpty()) {
            text.add("");
        }
        changed.forEach(name -> text.add(assignment(name, wanted.get(name))));
        set.putAll(wanted);
        left.removeIf(name -> name.startsWith("FARGATE_"));
        if (!left.isEmpty()) {
            text.add("");
            remark(
                    "The next line also sees what is set above: "
                            + String.join(", ", left)
                            + ". If it");
            remark("minds, move it to a crontab of its own.");
        }
    }

    private static String assignment(String name, String value) {
        boolean plain = value.matches("[A-Za-z0-9_./:@,=+-]+");
        char quote = value.contains("\"") ? '\'' : '"';
        return name + "=" + (plain ? value : quote + value + quote);
    }

    private void remark(String words) {
        text.add("# " + words.replaceAll("\\p{Cntrl}+", " "));
    }
}
