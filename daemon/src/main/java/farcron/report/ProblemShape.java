package farcron.report;

import farcron.crontab.Fault;
import farcron.crontab.Position;
import farcron.crontab.Problem;

import java.util.LinkedHashMap;
import java.util.Map;

/// A problem of a new crontab, as JSON and back.
final class ProblemShape {

    private ProblemShape() {}

    /// `word` is what cron itself would print, or `null`.
    static Map<String, Object> of(Problem problem) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("line", problem.position().line());
        fields.put("column", problem.position().column());
        fields.put("severity", problem.severity().word());
        fields.put("fault", problem.fault().name());
        fields.put("word", problem.fault().words().isEmpty() ? null : problem.fault().words());
        fields.put("what", problem.what());
        fields.put("remedy", problem.remedy());
        return fields;
    }

    /// @throws IllegalArgumentException if it is none
    static Problem read(Object json) {
        if (json instanceof Map<?, ?> fields
                && fields.get("line") instanceof Integer line
                && fields.get("column") instanceof Integer column
                && fields.get("fault") instanceof String fault
                && fields.get("what") instanceof String what
                && fields.get("remedy") instanceof String remedy) {
            return Problem.error(new Position(line, column), Fault.valueOf(fault), what, remedy);
        }
        throw new IllegalArgumentException("no problem of a crontab: " + json);
    }
}
