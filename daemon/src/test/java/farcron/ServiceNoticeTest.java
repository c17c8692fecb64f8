package farcron;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Position;
import farcron.crontab.Problem;
import farcron.job.JobTable;
import farcron.job.SourceFile;
import farcron.job.StatusSnapshot;
import farcron.os.LogReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class ServiceNoticeTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:13:30Z");

    @TempDir Path folder;
    private final List<String> troubles = new ArrayList<>();

    private ServiceNotice notice(Path socket) {
        Map<String, String> environment = Map.of("NOTIFY_SOCKET", socket.toString());
        return ServiceNotice.of(environment, 42, troubles::add);
    }

    private static StatusSnapshot snapshot(JobTable table, String recordProblem) {
        return new StatusSnapshot(NOW, Duration.ZERO, table, Map.of(), List.of(), recordProblem);
    }

    @Test
    void the_manager_hears_of_the_beginning_and_the_end() {
        Path socket = folder.resolve("notify");
        try (LogReader manager = new LogReader(socket)) {
            notice(socket).ready(snapshot(JobTable.EMPTY, ""));
            assertThat(manager.next()).isEqualTo("READY=1\nSTATUS=0 jobs in 0 files, 0 running");
            notice(socket).stopping();
            assertThat(manager.next()).isEqualTo("STOPPING=1\nSTATUS=stopping; running jobs go on");
        }
        assertThat(troubles).isEmpty();
    }

    @Test
    void a_manager_that_is_gone_is_told_of_and_costs_no_more() {
        notice(folder.resolve("gone")).stopping();
        assertThat(troubles).singleElement().asString().contains(folder.resolve("gone").toString());
    }

    @Test
    void where_there_is_no_manager_nothing_is_said() {
        ServiceNotice.of(Map.of(), 42, troubles::add).stopping();
        assertThat(troubles).isEmpty();
    }

    @Test
    void the_status_is_one_line_with_what_is_wrong() {
        Problem problem = Problem.error(new Position(7, 3), "hour is 25", "write 0");
        JobTable table =
                new JobTable(
                        List.of(),
                        List.of(
                                SourceFile.of("/etc/crontab", "root", NOW, List.of()),
                                SourceFile.of("/etc/cron.d/x", "root", NOW, List.of(problem))));
        assertThat(ServiceNotice.status(snapshot(table, "the disk is full;\nfree some space")))
                .isEqualTo(
                        "0 jobs in 2 files, 0 running; errors in 1 of them: farcron status tells;"
                                + " nothing can be recorded: the disk is full; free some space");
    }
}
