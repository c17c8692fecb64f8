package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Outcome;
import farcron.job.RunFolder;
import farcron.job.RunState;
import farcron.job.Usage;
import farcron.os.ControlGroup;
import farcron.os.ProcessId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a supervisor has left in a folder, this one or one that an earlier version has started.
class ExitStatusTest {

    private static final String TIMES = "0m0.010s 0m0.020s\n1m0.250s 0m0.750s\n";
    private static final Instant STARTED = Instant.parse("2026-03-08T02:00:00Z");

    @TempDir private Path place;
    private RunFolder folder;

    @BeforeEach
    void folder() throws IOException {
        folder = new RunFolder(place);
        Files.writeString(folder.log(), "four");
    }

    private Sight.End end(String status) throws IOException {
        Files.writeString(folder.status(), status.replace("TIMES", TIMES).replace('|', '\n'));
        return ExitStatus.of(folder, STARTED).orElseThrow();
    }

    private Outcome outcome(String status) throws IOException {
        return ((Sight.Over) end(status)).outcome();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    status                                    ; code ; peak    ; cpu  ; why
                    `TIMES0|        `                         ; 0    ;         ; 61.0 ; without a group, and from an earlier version
                    `TIMES0|     peak 2048|`                  ; 0    ; 2097152 ; 61.0 ; farcron-session knows the largest process
                    `TIMESgroup 5000 2500000 max 0 0|3|   `   ; 3    ; 5000    ; 2.5  ; the group knows all of them
                    `TIMESgroup 5000 2500000 - 0 0|0|peak 9|` ; 0    ; 5000    ; 2.5  ; and it knows better
                    `TIMESgroup - 2500000 - - -|3|peak 2048|` ; 3    ; 2097152 ; 2.5  ; an old kernel, and no controllers
                    `TIMESgroup - - - - -|3|     `            ; 3    ;         ; 61.0 ; the group is gone
                    `TIMESgroup 1 1 4096 7 1|0| `             ; 0    ; 1       ; 1e-6 ; a job that got over the loss of a process
                    `TIMESgroup 1 1 4096 7 0|1| `             ; 1    ; 1       ; 1e-6 ; it was short of memory, and nobody was killed
                    """)
    void a_command_that_ended_by_itself(String status, int code, Long peak, double cpu, String why)
            throws IOException {
        assertThat(outcome(status))
                .as(why)
                .isInstanceOfSatisfying(
                        Outcome.Exited.class,
                        exit -> {
                            Usage usage = exit.usage();
                            assertThat(exit.code()).isEqualTo(code);
                            assertThat(exit.started()).isEqualTo(STARTED);
                            assertThat(usage.logBytes()).isEqualTo(4);
                            assertThat(usage.cpuSeconds()).hasValue(cpu);
                            assertThat(usage.peakMemoryBytes().stream().boxed().toList())
                                    .isEqualTo(peak == null ? List.of() : List.of(peak));
                        });
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    status                            ; code ; reason
                    `group 9 1 67108864 4 3|137|`     ; 137  ; it wanted more than its mem:64M (all its processes were killed)
                    `group 9 1 8589934592 1 1|137|`   ; 137  ; it wanted more than its mem:8G (
                    `group 9 1 1610612736 1 1|137|`   ; 137  ; it wanted more than its mem:1536M (
                    `group 9 1 67108864 0 2|137|`     ; 137  ; the machine had none left
                    `group 9 1 max 0 1|1|`            ; 1    ; the machine had none left
                    """)
    void a_command_that_was_killed_for_want_of_memory(String status, int code, String reason)
            throws IOException {
        assertThat(outcome("TIMES" + status))
                .isInstanceOfSatisfying(
                        Outcome.Judged.class,
                        end -> {
                            assertThat(end.state()).isEqualTo(RunState.FAILED);
                            assertThat(end.code()).hasValue(code);
                            assertThat(end.reason()).startsWith("out of memory: " + reason);
                            assertThat(end.retrial()).isEqualTo(Outcome.Retrial.AS_THE_LINE_SAYS);
                            assertThat(end.started()).hasValue(STARTED);
                            assertThat(end.usage().peakMemoryBytes()).hasValue(9);
                        });
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    status                    ; why
                    `        `                ; the command runs
                    `TIMES`                   ; what the group has counted is to come
                    `TIMESgroup 1 1 - 0 0|`   ; the exit status is to come
                    `TIMESgroup 1 1 - 0 0|13` ; perhaps not all of it is there
                    """)
    void what_is_not_all_there_is_not_believed(String status, String why) throws IOException {
        Files.writeString(folder.status(), status.replace("TIMES", TIMES).replace('|', '\n'));
        assertThat(ExitStatus.of(folder, STARTED)).as(why).isEmpty();
    }

    @Test
    void a_refusal_is_none_of_the_commands_ends() throws IOException {
        assertThat(end("TIMESgroup 1 1 - 0 0|1|   refused group No such file or directory|peak 9|"))
                .isInstanceOfSatisfying(
                        Sight.Refused.class,
                        refused ->
                                assertThat(refused.refusal().reason("ann"))
                                        .contains("control group")
                                        .contains("No such file"));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    behind the supervisor | group | why
                    BOOT                  |       | of an earlier version, and where there are no groups
                    BOOT /sys/fs/cgroup/a | /sys/fs/cgroup/a | where there are
                    """)
    void a_claim_tells_who_and_where(String rest, String group, String why) throws IOException {
        String boot = "0b2a2a0e-5c3f-4cf2-8a35-1d0f5a5c8f01";
        String stat = "17 (sh) S 1 5 5 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 4711 2 1 18446 1 1 0";
        Files.writeString(folder.claim(), stat + " " + rest.replace("BOOT", boot) + "\n");
        assertThat(Claim.of(folder))
                .as(why)
                .isInstanceOfSatisfying(
                        Claim.Held.class,
                        held -> {
                            assertThat(held.supervisor().id()).isEqualTo(new ProcessId(17, 4711));
                            assertThat(held.boot()).isEqualTo(boot);
                            assertThat(held.group().map(ControlGroup::path).map(Path::toString))
                                    .isEqualTo(Optional.ofNullable(group));
                        });
    }
}
