package farcron.run.fargate;

import farcron.job.RunFolder;
import farcron.job.RunRecord;
import farcron.os.PrivateFiles;
import farcron.run.fargate.TaskDefinition.LogStream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where attempts are put down.
///
/// @param runs the folder with the runs' folders; on a disk that survives the machine's restart
record Folders(Path runs) {

    private static final int KINDS = 100;

    EntryFile file(long run, int attempt) {
        return new EntryFile(RunFolder.of(runs, run).attempt(attempt));
    }

    /// Puts what nobody understands to a place where somebody may look at it: the same text to the
    /// same file, and of some kinds of text not all.
    Path keep(String body) throws IOException {
        int kind = Math.floorMod(body.hashCode(), KINDS);
        Path file = runs.resolveSibling("event-not-understood-" + kind);
        Files.deleteIfExists(file);
        PrivateFiles.create(file, body.getBytes(StandardCharsets.UTF_8));
        return file;
    }

    /// Where a run's output is, for people.
    Optional<String> stream(RunRecord run) {
        try {
            return file(run.id(), run.attempt()).read().flatMap(Entry::stream).map(Folders::words);
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    private static String words(LogStream log) {
        return "%s, stream %s%s"
                .formatted(
                        log.group(),
                        log.stream(),
                        log.region().isEmpty() ? "" : ", in " + log.region());
    }

    Optional<Entry> entry(TaskSight.Marker marker) {
        try {
            return file(marker.run(), marker.attempt()).read();
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    /// What is on our books of a task, as that of its own run.
    Optional<Entry> ofAnotherRun(TaskSight task) {
        return task.marker()
                .flatMap(this::entry)
                .filter(entry -> entry.arn().filter(task.arn()::equals).isPresent());
    }
}
