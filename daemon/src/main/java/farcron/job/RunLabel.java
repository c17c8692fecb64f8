package farcron.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// What is written on a run's folder, so that a record that could not be written, or was lost, can
/// be made up from the folders alone. One line, a comment for the shell.
public final class RunLabel {

    private static final String MARK = "#farcron-run";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int FIELDS = 13;
    private static final String ALONE = "alone";

    private RunLabel() {}

    /// Ends with a newline.
    public static String text(RunRecord run) {
        return String.join(
                        "\t",
                        MARK,
                        Long.toString(run.id()),
                        plain(run.job().scope()),
                        plain(run.job().name()),
                        plain(run.user()),
                        run.trigger().word(),
                        Integer.toString(run.attempt()),
                        Long.toString(run.due().toEpochMilli()),
                        run.place().target(),
                        plain(run.wave().root().scope()),
                        plain(run.wave().root().name()),
                        Long.toString(run.wave().due().toEpochMilli()),
                        run.alone() ? ALONE : "chain")
                + "\n";
    }

    private static String plain(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }

    /// The run that a folder with this first line belongs to, as one that was started.
    ///
    /// @param started when a supervisor claimed the folder
    public static Optional<RunRecord> parse(String line, Instant started) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS || !fields[0].equals(MARK)) {
            return Optional.empty();
        }
        try {
            Wave wave = new Wave(new JobKey(fields[9], fields[10]), moment(fields[11]));
            return Optional.of(
                    new RunRecord(
                            Long.parseLong(fields[1]),
                            new JobKey(fields[2], fields[3]),
                            fields[4],
                            RunState.RUNNING,
                            Trigger.of(fields[5]),
                            Integer.parseInt(fields[6]),
                            moment(fields[7]),
                            Optional.empty(),
                            Optional.of(started),
                            Optional.empty(),
                            OptionalInt.empty(),
                            "",
                            Place.of(fields[8]),
                            wave,
                            List.of(),
                            Usage.NONE,
                            1,
                            fields[12].equals(ALONE)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Instant moment(String milliseconds) {
        return Instant.ofEpochMilli(Long.parseLong(milliseconds));
    }
}
