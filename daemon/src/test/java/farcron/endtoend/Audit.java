package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.After;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Upstream;
import farcron.job.Wave;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Holds the record against what the jobs wrote down themselves, and against what their lines say.
///
/// @param runs all that is on record, the oldest first
record Audit(List<RunRecord> runs, Diary diary) {

    /// A line without time fields.
    ///
    /// @param needs by upstream
    record Follower(String name, Map<String, After.Need> needs) {

        /// @param conditions such as `extract@ok`
        static Follower of(String name, String... conditions) {
            Map<String, After.Need> needs = new TreeMap<>();
            for (String condition : conditions) {
                String[] parts = condition.split("@");
                needs.put(parts[0], After.Need.valueOf(parts[1].toUpperCase(Locale.ROOT)));
            }
            return new Follower(name, needs);
        }

        String line(String command) {
            String after =
                    needs.entrySet().stream()
                            .map(need -> need.getKey() + "@" + need.getValue().word())
                            .collect(Collectors.joining(","));
            return "after:" + after + " name:" + name + " " + command;
        }
    }

    private List<RunRecord> of(String job) {
        return runs.stream().filter(run -> run.job().name().equals(job)).toList();
    }

    void eachAttemptIsOnRecordOnce() {
        Set<Diary.Attempt> recorded = new TreeSet<>();
        for (RunRecord run : runs) {
            assertThat(run.state().open()).as("%s goes on", run).isFalse();
            if (run.started().isPresent()) {
                IntStream.rangeClosed(1, run.attempt())
                        .forEach(number -> recorded.add(new Diary.Attempt(run.id(), number)));
            }
        }
        Set<Diary.Attempt> written = diary.attempts().keySet();
        assertThat(without(recorded, written)).as("on record, and left no line").isEmpty();
        assertThat(without(written, recorded)).as("left a line, and not on record").isEmpty();
        for (RunRecord run : began()) {
            Diary.Entry entry = diary.entry(run.id(), run.attempt());
            assertThat(entry.job()).as("%s", run).isEqualTo(run.job().name());
            assertThat(entry.wave()).as("%s", run).isEqualTo(run.wave().toString());
        }
    }

    private static Set<Diary.Attempt> without(Set<Diary.Attempt> all, Set<Diary.Attempt> others) {
        Set<Diary.Attempt> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    private List<RunRecord> began() {
        return runs.stream().filter(run -> run.started().isPresent()).toList();
    }

    void eachEndIsTrue() {
        for (RunRecord run : began()) {
            int status = diary.entry(run.id(), run.attempt()).end().orElseThrow().status();
            assertThat(run.exitCode()).as("%s", run).hasValue(status);
            assertThat(run.state())
                    .as("%s", run)
                    .isEqualTo(status == 0 ? RunState.OK : RunState.FAILED);
            for (int attempt = 1; attempt < run.attempt(); attempt++) {
                Diary.Entry failed = diary.entry(run.id(), attempt);
                assertThat(failed.end().orElseThrow().status())
                        .as("%s is tried again", run)
                        .isNotZero();
                assertThat(diary.entry(run.id(), attempt + 1).begin()).isAfter(failed.ended());
            }
        }
    }

    /// @param attempts how many a run that fails has had
    void failsOnlyWhere(String job, Predicate<RunRecord> fails, int attempts) {
        for (RunRecord run : of(job)) {
            boolean failed = run.state() == RunState.FAILED;
            assertThat(failed || run.state() == RunState.OK || run.state() == RunState.MISSED)
                    .as("%s", run)
                    .isTrue();
            if (run.started().isPresent()) {
                assertThat(failed).as("%s", run).isEqualTo(fails.test(run));
                assertThat(failed && run.attempt() < attempts).as("%s gave up", run).isFalse();
            }
        }
    }

    /// @param period of seconds
    void eachFiringHasOneFate(String job, long period) {
        List<RunRecord> fates =
                of(job).stream().sorted(Comparator.comparing(RunRecord::due)).toList();
        assertThat(fates).extracting(RunRecord::due).doesNotHaveDuplicates();
        Duration span = Duration.between(fates.getFirst().due(), fates.getLast().due());
        assertThat(fates.stream().skip(1).mapToLong(RunRecord::firings).sum())
                .as("firings of %s: %s", job, fates)
                .isEqualTo(span.toSeconds() / period);
    }

    /// In a wave of one root: there is one record of it for each, which says what the ends of its
    /// upstreams there make of it, and it begins after these.
    void runsOnceInEachWaveThatLetsItGo(Follower follower) {
        Map<Wave, List<RunRecord>> own =
                of(follower.name()).stream().collect(Collectors.groupingBy(RunRecord::wave));
        Set<Wave> begun = new HashSet<>();
        for (String upstream : follower.needs().keySet()) {
            of(upstream).stream().filter(Audit::isOneRun).map(RunRecord::wave).forEach(begun::add);
        }
        assertThat(own.keySet()).as("waves of %s", follower).isEqualTo(begun);
        own.forEach((wave, found) -> {
            assertThat(found).as("%s in %s", follower, wave).hasSize(1);
            RunRecord run = found.getFirst();
            assertThat(run.state() != RunState.BLOCKED)
                    .as("%s may start", run)
                    .isEqualTo(areMet(follower, wave));
            assertThat(run.started().isPresent())
                    .as("%s has started", run)
                    .isEqualTo(run.state() != RunState.BLOCKED);
            if (run.started().isPresent()) {
                assertThat(names(run)).isEqualTo(follower.needs().keySet());
                beganAfterItsUpstreams(run, wave);
            }
        });
    }

    /// What never became a run of its own begins no wave.
    private static boolean isOneRun(RunRecord run) {
        return run.started().isPresent() || run.state() == RunState.BLOCKED;
    }

    private boolean areMet(Follower follower, Wave wave) {
        return follower.needs().entrySet().stream()
                .allMatch(need ->
                        of(need.getKey()).stream()
                                .filter(run -> run.wave().equals(wave))
                                .allMatch(run -> need.getValue().isMetBy(run.state())));
    }

    private static Set<String> names(RunRecord run) {
        return run.upstream().stream().map(end -> end.job().name()).collect(Collectors.toSet());
    }

    private void beganAfterItsUpstreams(RunRecord run, Wave wave) {
        Instant begin = diary.entry(run.id(), 1).begin();
        for (Upstream end : run.upstream()) {
            RunRecord upstream = record(end.run());
            assertThat(upstream.state()).as("%s of %s", end, run).isEqualTo(end.state());
            assertThat(upstream.wave()).as("%s of %s", end, run).isEqualTo(wave);
            assertThat(diary.entry(end.run(), upstream.attempt()).ended())
                    .as("%s ended before %s", end, run)
                    .isBefore(begin);
        }
    }

    private RunRecord record(long id) {
        return runs.stream().filter(run -> run.id() == id).findFirst().orElseThrow();
    }

    /// Of several roots: it runs when each has ended since it last started.
    void followsEachEndOnce(Follower follower) {
        Set<Long> ends = new HashSet<>();
        for (RunRecord run : of(follower.name())) {
            assertThat(run.state()).isEqualTo(RunState.OK);
            assertThat(names(run)).isEqualTo(follower.needs().keySet());
            for (Upstream end : run.upstream()) {
                assertThat(ends.add(end.run())).as("%s counts once: %s", end, run).isTrue();
                RunRecord upstream = record(end.run());
                assertThat(upstream.state()).isEqualTo(RunState.OK);
                assertThat(diary.entry(end.run(), upstream.attempt()).ended())
                        .as("%s ended before %s", end, run)
                        .isBefore(diary.entry(run.id(), 1).begin());
            }
        }
        long left = follower.needs().keySet().stream().filter(job -> isLeft(job, ends)).count();
        assertThat(left).as("ends that %s has not followed yet", follower).isLessThan(2);
        assertThat(follower.needs().keySet())
                .as("each run of %s follows the last ends, so half of the rarer ones at least")
                .anyMatch(job -> of(follower.name()).size() * 2 >= of(job).size());
    }

    private boolean isLeft(String job, Set<Long> followed) {
        return of(job).stream()
                .filter(run -> run.state() == RunState.OK)
                .max(Comparator.comparing(run -> run.ended().orElseThrow()))
                .filter(run -> !followed.contains(run.id()))
                .isPresent();
    }

    void neverOverlap(String... jobs) {
        assertThat(diary.overlaps(List.of(jobs))).as(Arrays.toString(jobs)).isEmpty();
    }

    /// How many runs there are of each state.
    String summary() {
        return runs.stream()
                .collect(
                        Collectors.groupingBy(
                                run -> run.state().word(), TreeMap::new, Collectors.counting()))
                .toString();
    }
}
