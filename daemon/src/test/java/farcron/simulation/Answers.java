package farcron.simulation;

import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.StatusSnapshot;
import farcron.report.WhyProbe;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// `why` has an answer for whatever has happened, and for whatever was due.
final class Answers {

    private static final int SAMPLES = 12;

    private final World world;
    private final StatusSnapshot snapshot;
    private final List<RunRecord> rows;

    /// @param snapshot the last one of the story
    Answers(World world, StatusSnapshot snapshot, List<RunRecord> rows) {
        this.world = world;
        this.snapshot = snapshot;
        this.rows = rows;
    }

    void check() {
        try (WhyProbe why = new WhyProbe(world.disk.record(), world.zone)) {
            for (int i = 0; i < SAMPLES; i++) {
                RunRecord row = world.dice.of(rows);
                check(why, row.job(), row.due());
                JobKey job = world.dice.of(List.copyOf(world.table.jobs())).key();
                List<Instant> dues = List.copyOf(world.dues.of(job).keySet());
                if (!dues.isEmpty()) {
                    check(why, job, world.dice.of(dues));
                }
            }
        }
    }

    private void check(WhyProbe why, JobKey job, Instant at) {
        String answer = why.answer(snapshot, world.clock.wall(), job, at);
        world.tell("why %s %s: %s", job, at, answer);
        List<RunRecord> those = rows.stream().filter(row -> isDue(row, job, at)).toList();
        boolean told =
                rows.stream()
                        .filter(row -> those.stream().anyMatch(one -> isOrMends(row, one)))
                        .anyMatch(row -> answer.contains("run " + row.id()));
        if (answer.isBlank() || !those.isEmpty() && !told) {
            throw new Violation("why %s %s? \"%s\", but on record is %s", job, at, answer, those);
        }
    }

    /// What somebody has mended later, in the same wave, is told first.
    private static boolean isOrMends(RunRecord row, RunRecord one) {
        return row.job().equals(one.job()) && row.wave().equals(one.wave()) && row.id() >= one.id();
    }

    private static boolean isDue(RunRecord row, JobKey job, Instant at) {
        return row.job().equals(job)
                && row.due()
                        .truncatedTo(ChronoUnit.MINUTES)
                        .equals(at.truncatedTo(ChronoUnit.MINUTES));
    }
}
