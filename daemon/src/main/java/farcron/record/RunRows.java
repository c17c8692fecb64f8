package farcron.record;

import farcron.job.JobKey;
import farcron.job.Place;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.job.Upstream;
import farcron.job.Usage;
import farcron.job.Wave;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// A [RunRecord] as a row of `run`, and back.
final class RunRows {

    static final String COLUMNS =
            """
            id, scope, job, user, state, trigger, attempt, due_ms, not_before_ms, started_ms,
            ended_ms, exit_code, reason, target, wave_scope, wave_job, wave_due_ms, upstream,
            log_bytes, peak_memory_bytes, cpu_seconds, firings, alone, task_arn, setbacks
            """;

    static final String PUT =
            """
            INSERT OR REPLACE INTO run (%s)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
                    .formatted(COLUMNS);

    private RunRows() {}

    static void fill(PreparedStatement put, RunRecord run) throws SQLException {
        put.setLong(1, run.id());
        put.setString(2, run.job().scope());
        put.setString(3, run.job().name());
        put.setString(4, run.user());
        put.setString(5, run.state().word());
        put.setString(6, run.trigger().word());
        put.setInt(7, run.attempt());
        put.setLong(8, run.due().toEpochMilli());
        moment(put, 9, run.notBefore());
        moment(put, 10, run.started());
        moment(put, 11, run.ended());
        if (run.exitCode().isPresent()) {
            put.setInt(12, run.exitCode().getAsInt());
        } else {
            put.setNull(12, Types.INTEGER);
        }
        put.setString(13, run.reason());
        put.setString(14, run.place().target());
        put.setString(15, run.wave().root().scope());
        put.setString(16, run.wave().root().name());
        put.setLong(17, run.wave().due().toEpochMilli());
        put.setString(18, text(run.upstream()));
        put.setLong(19, run.usage().logBytes());
        if (run.usage().peakMemoryBytes().isPresent()) {
            put.setLong(20, run.usage().peakMemoryBytes().getAsLong());
        } else {
            put.setNull(20, Types.INTEGER);
        }
        if (run.usage().cpuSeconds().isPresent()) {
            put.setDouble(21, run.usage().cpuSeconds().getAsDouble());
        } else {
            put.setNull(21, Types.REAL);
        }
        put.setInt(22, run.firings());
        put.setBoolean(23, run.alone());
        put.setString(24, run.place().task().orElse(null));
        put.setInt(25, run.place().setbacks());
    }

    static RunRecord read(ResultSet row) throws SQLException {
        return new RunRecord(
                row.getLong(1),
                new JobKey(row.getString(2), row.getString(3)),
                row.getString(4),
                RunState.of(row.getString(5)),
                Trigger.of(row.getString(6)),
                row.getInt(7),
                Instant.ofEpochMilli(row.getLong(8)),
                moment(row, 9),
                moment(row, 10),
                moment(row, 11),
                row.getObject(12) == null ? OptionalInt.empty() : OptionalInt.of(row.getInt(12)),
                row.getString(13),
                place(row),
                new Wave(
                        new JobKey(row.getString(15), row.getString(16)),
                        Instant.ofEpochMilli(row.getLong(17))),
                upstream(row.getString(18)),
                new Usage(row.getLong(19), bytes(row), seconds(row)),
                row.getInt(22),
                row.getBoolean(23));
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(row.getString(14), Optional.ofNullable(row.getString(24)), row.getInt(25));
    }

    private static OptionalLong bytes(ResultSet row) throws SQLException {
        return row.getObject(20) == null ? OptionalLong.empty() : OptionalLong.of(row.getLong(20));
    }

    private static OptionalDouble seconds(ResultSet row) throws SQLException {
        return row.getObject(21) == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(row.getDouble(21));
    }

    static void moment(PreparedStatement put, int at, Optional<Instant> moment)
            throws SQLException {
        if (moment.isPresent()) {
            put.setLong(at, moment.get().toEpochMilli());
        } else {
            put.setNull(at, Types.INTEGER);
        }
    }

    static Optional<Instant> moment(ResultSet row, int at) throws SQLException {
        long ms = row.getLong(at);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ms));
    }

    /// A line for each: `run state scope name`, with tabs.
    private static String text(List<Upstream> upstream) {
        return upstream.stream()
                .map(end ->
                        String.join(
                                "\t",
                                Long.toString(end.run()),
                                end.state().word(),
                                end.job().scope(),
                                end.job().name()))
                .collect(Collectors.joining("\n"));
    }

    private static List<Upstream> upstream(String text) {
        return text.lines().map(RunRows::end).toList();
    }

    private static Upstream end(String line) {
        String[] fields = line.split("\t", -1);
        JobKey job = new JobKey(fields[2], fields[3]);
        return new Upstream(Long.parseLong(fields[0]), job, RunState.of(fields[1]));
    }
}
