package farcron.crontab;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first thing that a crontab holds, in the form of the recordings: `JOB m=0 h=0-23 dom=1-31
/// mon=1-12 dow=0-7 flags=HR* cmd=[c]`, `ENV [A=b]`, `ERR`, or `EOF`.
final class Rendered {

    private static final String PROBE = "probe";
    private static final Pattern RECORDED_COMMAND = Pattern.compile("cmd=\\[(.*)]", Pattern.DOTALL);

    private Rendered() {}

    static String recorded(String parsed) {
        if (parsed.startsWith("ERR")) {
            return "ERR";
        }
        if (parsed.contains("flags=REBOOT")) {
            return "REBOOT " + parsed.substring(parsed.indexOf("cmd="));
        }
        Matcher command = RECORDED_COMMAND.matcher(parsed);
        if (!command.find()) {
            return parsed;
        }
        String[] parts = command.group(1).split("(?<!\\\\)%", 2);
        String stdin = parts.length == 1 ? "" : " stdin=[" + stdin(parts[1]) + "]";
        return parsed.substring(0, command.start()).replaceAll(" +$", "")
                + " cmd=["
                + parts[0].replace("\\%", "%")
                + "]"
                + stdin;
    }

    private static String stdin(String raw) {
        String text = raw.replaceAll("(?<!\\\\)%", "\n").replace("\\%", "%");
        return text.isEmpty() ? "" : text + "\n";
    }

    /// A job is put after the input, to see the settings by.
    static String first(String input) {
        Crontab alone = parse(input);
        boolean ended = input.isEmpty() || input.endsWith("\n");
        Crontab probed = parse(input + (ended ? "" : "\n") + "* * * * * " + PROBE + "\n");
        int error =
                alone.problems().stream()
                        .filter(Problem::isError)
                        .mapToInt(problem -> problem.position().line())
                        .min()
                        .orElse(Integer.MAX_VALUE);
        Map<String, Setting> settings = probed.jobs().getLast().environment();
        if (!settings.isEmpty()) {
            Setting setting = settings.values().iterator().next();
            return "ENV [" + setting.name() + "=" + setting.value() + "]";
        }
        if (!alone.jobs().isEmpty() && alone.jobs().getFirst().position().line() < error) {
            return job(alone.jobs().getFirst());
        }
        return error < Integer.MAX_VALUE ? "ERR" : "EOF leftover=[]";
    }

    private static Crontab parse(String text) {
        return Crontab.parse("crontab", LosslessText.encode(text), Reading.USER);
    }

    private static String job(CrontabJob job) {
        String command =
                " cmd=["
                        + job.command().shell()
                        + "]"
                        + job.command().stdin().map(stdin -> " stdin=[" + stdin + "]").orElse("");
        return switch (job.schedule()) {
            case Schedule.Boot boot -> "REBOOT" + command;
            case Schedule.Every every -> "EVERY " + every.period() + command;
            case Schedule.Unscheduled none -> "AFTER" + command;
            case Schedule.Calendar calendar -> calendar(calendar.fields(), job) + command;
        };
    }

    private static String calendar(CalendarSchedule fields, CrontabJob job) {
        String flags =
                (fields.minutes().star() ? "MIN* " : "")
                        + (fields.hours().star() ? "HR* " : "")
                        + (fields.daysOfMonth().star() ? "DOM* " : "")
                        + (fields.daysOfWeek().star() ? "DOW* " : "")
                        + (job.flags().contains(Flag.NO_LOG) ? "NOLOG " : "");
        return "JOB m="
                + set(fields.minutes())
                + " h="
                + set(fields.hours())
                + " dom="
                + set(fields.daysOfMonth())
                + " mon="
                + set(fields.months())
                + " dow="
                + set(fields.daysOfWeek())
                + " flags="
                + flags.strip();
    }

    private static String set(FieldSet set) {
        StringBuilder text = new StringBuilder();
        for (int value = 0; value < 64; value++) {
            int first = value;
            while (set.has(value)) {
                value++;
            }
            if (value > first) {
                String range = value - 1 == first ? "" + first : first + "-" + (value - 1);
                text.append(text.isEmpty() ? "" : ",").append(range);
            }
        }
        return text.isEmpty() ? "NONE" : text.toString();
    }
}
