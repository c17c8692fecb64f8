package farcron.report;

import farcron.job.Target;
import farcron.job.TaskPlace;
import farcron.job.TaskSize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/// What a line for Fargate has started, and where. Its roles and tags are left out, as they are
/// with the environment.
final class TaskWords {

    private static final int UNITS = 1024;

    private TaskWords() {}

    static void rows(Columns columns, Target.Fargate target) {
        columns.row("task", Printable.line(task(target)));
        columns.row("size", size(target.size()));
        switch (target.place().spot()) {
            case NO -> {}
            case PREFER -> columns.row("spot", "first; on demand where that comes to nothing");
            case ONLY -> columns.row("spot", "only");
        }
    }

    /// `trainer:12 in cluster batch (eu-west-1), container app`
    private static String task(Target.Fargate target) {
        TaskPlace place = target.place();
        String region = place.region().isEmpty() ? "" : " (" + place.region() + ")";
        String container = target.container().map(name -> ", container " + name).orElse("");
        String shell =
                target.shell().isEmpty() ? ", given its words as they are, without a shell" : "";
        return target.definition() + " in cluster " + place.cluster() + region + container + shell;
    }

    private static String size(TaskSize size) {
        List<String> parts = new ArrayList<>();
        size.cpu().ifPresent(units -> parts.add("cpu " + units + " (" + cores(units) + " vCPU)"));
        size.memory().ifPresent(mib -> parts.add("memory " + mib + " MiB"));
        size.storage().ifPresent(gib -> parts.add("storage " + gib + " GiB"));
        return parts.isEmpty() ? "as the task definition says" : String.join(", ", parts);
    }

    private static String cores(int units) {
        return units % UNITS == 0
                ? Integer.toString(units / UNITS)
                : Double.toString(units / (double) UNITS);
    }

    static Map<String, Object> json(Target.Fargate target) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("definition", target.definition());
        json.put("container", target.container().orElse(null));
        json.put("shell", target.shell().orElse(null));
        json.put("region", Shapes.text(target.place().region()));
        json.put("cluster", target.place().cluster());
        json.put("cpu", number(target.size().cpu()));
        json.put("memory_mib", number(target.size().memory()));
        json.put("storage_gib", number(target.size().storage()));
        json.put("spot", target.place().spot().name().toLowerCase(Locale.ROOT));
        return json;
    }

    private static Object number(OptionalInt number) {
        return number.isPresent() ? (Object) number.getAsInt() : null;
    }
}
