package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A restart disturbs no job, whether the daemon was asked to stop or killed.
class RestartIT {

    private static final int JOBS = 20;

    /// Those up to this one end while there is no daemon; the others after the restart.
    private static final int EARLY = 10;

    private static final int KILLS = 4;
    private static final int LINES = 8;

    /// By how much the time of a file may be behind that of the clock.
    private static final Duration STAMPS = Duration.ofMillis(20);

    /// The last of what a supervisor writes when its command has ended, but for its memory.
    private static final Pattern CODE = Pattern.compile("(?m)^\\d+\n");

    @RegisterExtension private final Place place = new Place();

    @Test
    void of_twenty_jobs_under_a_killed_daemon_each_is_recorded_as_it_was() throws Exception {
        place.write(twentyJobs());
        RunningDaemon first = place.start();
        TreeMap<Integer, Long> runs = new TreeMap<>();
        for (int job = 1; job <= JOBS; job++) {
            runs.put(job, first.run("job-" + job));
        }
        Deadline.until("all have begun", () -> place.lines("begun").size() == JOBS);

        first.kill();
        place.open("early");
        Deadline.until(
                "half of them end with no daemon", () -> ended(runs.headMap(EARLY, true).values()));
        Instant gone = Instant.now();
        Deadline.until("the others run", () -> runningJobs().size() == JOBS - EARLY);
        RunningDaemon second = place.start();
        Deadline.until(
                "these are taken up, and the ends of the others are known",
                () -> running(second).equals(Set.copyOf(names(EARLY + 1, JOBS))));
        place.open("late");

        for (int job = 1; job <= JOBS; job++) {
            Json run = second.awaitEnd(runs.get(job));
            assertThat(run.text("state")).isEqualTo("failed");
            assertThat(run.number("exit_code")).isEqualTo(job);
            assertThat(run.text("trigger")).isEqualTo("manual");
            Instant end = ends().get(job);
            assertThat(run.time("ended_at"))
                    .isBetween(end.minus(STAMPS), job <= EARLY ? gone : Instant.now());
            assertThat(second.log(runs.get(job)))
                    .isEqualTo("first words of " + job + "\nlast words of " + job + "\n");
        }
        assertThat(place.lines("begun"))
                .as("none ran twice")
                .containsExactlyInAnyOrderElementsOf(
                        runs.entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .toList());
        for (String name : names(1, JOBS)) {
            assertThat(second.runs(name)).as("nor is on record twice").hasSize(1);
        }
    }

    @Test
    void a_firing_that_fell_into_the_gap_is_made_up_for_at_once() throws Exception {
        place.write("@every 3s name:often echo $FARCRON_RUN_ID >> $PLACE/often");
        RunningDaemon first = place.start();
        first.awaitEnds("often", 1);
        first.kill();
        Instant killed = Instant.now();
        long last = killed.getEpochSecond() / 3;
        Deadline.until(
                "a firing fell into the gap", () -> Instant.now().getEpochSecond() / 3 > last);
        Instant started = Instant.now();
        RunningDaemon second = place.start();

        List<Json> madeUp =
                second.runs("often").stream()
                        .filter(run -> run.text("trigger").equals("catchup"))
                        .toList();
        Instant asked = Instant.now();
        assertThat(madeUp).hasSize(1);
        assertThat(madeUp.getFirst().time("scheduled_at"))
                .isAfter(killed.minusSeconds(1))
                .isBefore(asked);
        assertThat(madeUp.getFirst().time("started_at")).isBetween(started.minus(STAMPS), asked);
        second.awaitEnds("often", 3);
        second.post("/jobs/often/pause");
        Deadline.until("nothing runs", () -> running(second).isEmpty());
        List<Json> all = second.runs("often");
        assertThat(all.stream().filter(run -> run.text("state").equals("ok")))
                .as("one run for each line that the job wrote")
                .extracting(run -> run.text("id"))
                .containsExactlyInAnyOrderElementsOf(place.lines("often"));
        assertThat(all).extracting(run -> run.text("scheduled_at")).doesNotHaveDuplicates();
    }

    @Test
    void killed_again_and_again_it_gives_each_firing_one_fate() throws Exception {
        List<String> lines = new ArrayList<>();
        for (String name : names(1, LINES)) {
            lines.add("@every 2s name:" + name + " echo $FARCRON_RUN_ID >> $PLACE/" + name);
        }
        place.write(lines.toArray(String[]::new));
        Random random = new Random(7);
        for (int round = 0; round < KILLS; round++) {
            RunningDaemon victim = place.start();
            int before = written();
            int more = 1 + random.nextInt(2 * LINES);
            Deadline.until(more + " more have run", () -> written() >= before + more);
            victim.kill();
        }
        RunningDaemon daemon = place.start();
        for (String name : names(1, LINES)) {
            daemon.post("/jobs/" + name + "/pause");
        }
        Deadline.until("nothing runs", () -> running(daemon).isEmpty());

        for (String name : names(1, LINES)) {
            assertOneFateEach(daemon, name);
        }
    }

    private int written() throws IOException {
        int written = 0;
        for (String name : names(1, LINES)) {
            written += place.lines(name).size();
        }
        return written;
    }

    private void assertOneFateEach(RunningDaemon daemon, String job) throws IOException {
        List<Json> fates =
                daemon.runs(job).stream()
                        .filter(run -> !run.text("state").equals("skipped"))
                        .sorted(Comparator.comparing(run -> run.time("scheduled_at")))
                        .toList();
        assertThat(fates.stream().filter(run -> run.text("state").equals("ok")))
                .extracting(run -> run.text("id"))
                .containsExactlyInAnyOrderElementsOf(place.lines(job));
        assertThat(fates).extracting(run -> run.text("state")).isSubsetOf(List.of("ok", "missed"));
        Instant first = fates.getFirst().time("scheduled_at");
        Instant last = fates.getLast().time("scheduled_at");
        assertThat(fates).extracting(run -> run.time("scheduled_at")).doesNotHaveDuplicates();
        assertThat(fates).allMatch(run -> run.number("firings") >= 1);
        assertThat(fates.stream().skip(1).mapToLong(run -> run.number("firings")).sum())
                .as("firings after the first run, which may stand for several, in " + fates)
                .isEqualTo(Duration.between(first, last).toSeconds() / 2);
    }

    @Test
    void sigterm_leaves_jobs_running_and_the_next_start_takes_them_up() throws Exception {
        place.write(
                Place.NEVER
                        + " name:long echo one; "
                        + Place.await("gate")
                        + "; echo two; echo x >> $PLACE/ran; exit 7");
        RunningDaemon first = place.start();
        long run = first.run("long");
        Deadline.until("it runs", () -> first.log(run).equals("one\n"));

        assertThat(first.stop()).as("it waits for no job").isLessThan(Duration.ofSeconds(20));
        Deadline.until("it runs on", () -> runningJobs().size() == 1);
        RunningDaemon second = place.start();
        assertThat(second.get("/runs/" + run).text("state")).isEqualTo("running");
        assertThat(second.job("long").text("state")).isEqualTo("running");
        place.open("gate");

        Json end = second.awaitEnd(run);
        assertThat(end.text("state")).isEqualTo("failed");
        assertThat(end.number("exit_code")).isEqualTo(7);
        assertThat(second.log(run)).isEqualTo("one\ntwo\n");
        assertThat(place.lines("ran")).hasSize(1);
    }

    private static Set<String> running(RunningDaemon daemon) throws IOException {
        return daemon.get("/runs?state=running").list("runs").stream()
                .map(run -> run.text("job"))
                .collect(Collectors.toSet());
    }

    private String[] twentyJobs() {
        List<String> lines = new ArrayList<>();
        for (int job = 1; job <= JOBS; job++) {
            lines.add(
                    ("%s name:job-%d echo \"%d $FARCRON_RUN_ID\" >> $PLACE/begun;"
                                    + " echo first words of %d; %s; echo last words of %d;"
                                    + " echo %d $(date +\\%%s.\\%%N) >> $PLACE/ends; exit %d")
                            .formatted(
                                    Place.NEVER,
                                    job,
                                    job,
                                    job,
                                    Place.await(job <= EARLY ? "early" : "late"),
                                    job,
                                    job,
                                    job));
        }
        return lines.toArray(String[]::new);
    }

    private static List<String> names(int from, int to) {
        List<String> names = new ArrayList<>();
        for (int job = from; job <= to; job++) {
            names.add("job-" + job);
        }
        return names;
    }

    /// When each job was about to exit, by its own clock.
    private TreeMap<Integer, Instant> ends() throws IOException {
        TreeMap<Integer, Instant> ends = new TreeMap<>();
        for (String line : place.lines("ends")) {
            String[] words = line.split(" ");
            BigDecimal seconds = new BigDecimal(words[1]);
            ends.put(
                    Integer.valueOf(words[0]),
                    Instant.ofEpochMilli(seconds.movePointRight(3).longValue()));
        }
        return ends;
    }

    /// Whether their supervisors have it in writing.
    private boolean ended(Collection<Long> runs) throws IOException {
        for (long run : runs) {
            Path status = place.state().resolve("runs/" + run + "/status");
            if (!CODE.matcher(Files.readString(status)).find()) {
                return false;
            }
        }
        return true;
    }

    /// Processes that wait for a gate, apart from what they start.
    private List<ProcessHandle> runningJobs() {
        return ProcessHandle.allProcesses()
                .filter(process -> command(process).contains(" -e $PLACE/"))
                .filter(process -> place.owns(process))
                .toList();
    }

    private static String command(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }
}
