package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What jobs wrote down themselves: each attempt of each run leaves a line when it begins and one
/// when it ends, in a file of its job. Nobody but the jobs writes there, so the record can be held
/// against it.
///
/// @param attempts those that began
record Diary(Map<Attempt, Entry> attempts) {

    /// A job is a line that runs `$PLACE/work SECONDS STATUS`: it takes so long and ends like this.
    private static final String WORK =
            """
            write() {
                echo "$1 $FARCRON_RUN_ID $FARCRON_ATTEMPT $FARCRON_WAVE $(date +%s.%N) $2" \\
                    >>"$PLACE/diary/${FARCRON_JOB##*/}"
            }
            write begins
            sleep "$1"
            write ends "$2"
            exit "$2"
            """;

    record Attempt(long run, int number) implements Comparable<Attempt> {
        @Override
        public int compareTo(Attempt other) {
            return run == other.run
                    ? Integer.compare(number, other.number)
                    : Long.compare(run, other.run);
        }
    }

    /// @param end absent for one that was cut off
    record Entry(String job, String wave, Instant begin, Optional<End> end) {

        Instant ended() {
            return end.orElseThrow(() -> new AssertionError("it never came to its end: " + this))
                    .at();
        }
    }

    record End(Instant at, int status) {}

    /// Puts down what the jobs of a place need.
    static void lay(Place place) throws IOException {
        Files.writeString(place.folder().resolve("work"), WORK);
        Files.createDirectory(folder(place));
    }

    /// The command of a job.
    static String work(String seconds, String status) {
        return "sh $PLACE/work " + seconds + " " + status;
    }

    private static Path folder(Place place) {
        return place.folder().resolve("diary");
    }

    /// Fails where an attempt began twice, or ended twice, or ended and never began.
    static Diary of(Place place) throws IOException {
        Map<Attempt, Entry> attempts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder(place))) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    take(attempts, file.getFileName().toString(), line.split(" "));
                }
            }
        }
        return new Diary(attempts);
    }

    private static void take(Map<Attempt, Entry> attempts, String job, String[] words) {
        Attempt attempt = new Attempt(Long.parseLong(words[1]), Integer.parseInt(words[2]));
        String wave = words[3];
        Instant at = moment(words[4]);
        Entry known = attempts.get(attempt);
        if (words[0].equals("begins")) {
            assertThat(known).as("%s of %s began already", attempt, job).isNull();
            attempts.put(attempt, new Entry(job, wave, at, Optional.empty()));
        } else {
            assertThat(known).as("%s of %s began, and has not ended", attempt, job).isNotNull();
            assertThat(known.end()).as("%s of %s has not ended", attempt, job).isEmpty();
            assertThat(known.wave()).isEqualTo(wave);
            End end = new End(at, Integer.parseInt(words[5]));
            attempts.put(attempt, new Entry(job, wave, known.begin(), Optional.of(end)));
        }
    }

    private static Instant moment(String seconds) {
        String[] parts = seconds.split("\\.");
        return Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    Entry entry(long run, int attempt) {
        Entry entry = attempts.get(new Attempt(run, attempt));
        assertThat(entry).as("attempt %d of run %d left its line", attempt, run).isNotNull();
        return entry;
    }

    /// The attempts of some jobs, in the order in which they began.
    List<Entry> of(List<String> jobs) {
        return attempts.values().stream()
                .filter(entry -> jobs.contains(entry.job()))
                .sorted((a, b) -> a.begin().compareTo(b.begin()))
                .toList();
    }

    /// What no two of these jobs may do: go on at the same time.
    List<String> overlaps(List<String> jobs) {
        List<String> found = new ArrayList<>();
        Instant free = Instant.MIN;
        for (Entry entry : of(jobs)) {
            if (entry.begin().isBefore(free)) {
                long early = entry.begin().until(free, ChronoUnit.MILLIS);
                found.add("%s began %d ms too early".formatted(entry, early));
            }
            free = entry.ended();
        }
        return found;
    }
}
