package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

class HardwareTest {

    @TempDir private Path root;

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    online   | processors | why
                    0        | 1          | one
                    0-3      | 4          | four
                    0-3,8-11 | 8          | some are switched off
                    0,2      | 2          | each second one
                    """)
    void it_counts_the_processors_that_are_switched_on(String online, int processors, String why)
            throws IOException {
        write("sys/devices/system/cpu/online", online + "\n");

        assertThat(Hardware.of(root).processors()).hasValue(processors);
    }

    @Test
    void it_has_all_the_memory_and_not_only_what_is_free() throws IOException {
        write("proc/meminfo", "MemTotal:       32803032 kB\nMemFree:         1016 kB\n");

        assertThat(Hardware.of(root).memory()).hasValue(32_803_032L * 1024);
    }

    @Test
    void what_the_kernel_does_not_tell_is_not_guessed() {
        assertThat(Hardware.of(root))
                .isEqualTo(new Hardware(OptionalLong.empty(), OptionalInt.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            emptyValue = "",
            textBlock =
                    """
                    group                  | knob                                 | text                | memory | processors | why
                    0::/                   | memory.max                           | 2147483648          | 2048   | 8          | a container with a tree of its own
                    0::/                   | memory.max                           | max                 | 8192   | 8          | not limited
                    0::/                   | cpu.max                              | 150000 100000       | 8192   | 2          | a part of a processor counts as one
                    0::/                   | cpu.max                              | max 100000          | 8192   | 8          | not limited
                    0::/                   | cpu.max                              | 6400000 100000      | 8192   | 8          | more than there is
                    0::/a.slice/f.service  | a.slice/f.service/memory.max         | 1073741824          | 1024   | 8          | a unit
                    0::/a.slice/f.service  | a.slice/memory.max                   | 1073741824          | 1024   | 8          | a unit around it
                    0::/a.slice/f.service  | b.slice/memory.max                   | 1073741824          | 8192   | 8          | somebody else's
                    0::/../../f.service    | memory.max                           | 1073741824          | 1024   | 8          | seen from within another one
                    4:memory:/docker/3f2a  | memory/memory.limit_in_bytes         | 536870912           | 512    | 8          | version 1, of which only its own part is shown
                    4:memory:/docker/3f2a  | memory/memory.limit_in_bytes         | 9223372036854771712 | 8192   | 8          | version 1 has no word for none
                    3:cpu,cpuacct:/x       | cpu/x/cpu.cfs_quota_us               | 300000              | 8192   | 3          | of the usual tenth of a second
                    3:cpu,cpuacct:/x       | cpu/x/cpu.cfs_quota_us               | -1                  | 8192   | 8          | not limited
                    4:memory:/             | memory/memory.limit_in_bytes         | no number           | 8192   | 8          | it is not guessed
                    4:pids:/               | memory/memory.limit_in_bytes         | 536870912           | 8192   | 8          | it is not in that group
                    """)
    void of_what_a_group_leaves_no_more_is_shared(
            String group, String knob, String text, long memory, int processors, String why)
            throws IOException {
        write("proc/meminfo", "MemTotal:       8388608 kB\n");
        write("sys/devices/system/cpu/online", "0-7\n");
        write("proc/self/cgroup", group + "\n");
        boolean second = group.startsWith("0");
        write(
                "proc/self/mountinfo",
                second
                        ? "28 24 0:25 / /sys/fs/cgroup rw shared:9 - cgroup2 cgroup2 rw\n"
                        : "29 24 0:26 /docker/3f2a /sys/fs/cgroup/memory rw - cgroup cgroup"
                                + " rw,memory\n"
                                + "30 24 0:27 / /sys/fs/cgroup/cpu rw - cgroup cgroup"
                                + " rw,cpu,cpuacct\n");
        write("sys/fs/cgroup/cpu/x/cpu.cfs_period_us", "100000\n");
        write("sys/fs/cgroup/" + knob, text + "\n");

        Hardware left = within(Optional.empty());

        assertThat(left.memory()).hasValue(memory << 20);
        assertThat(left.processors()).hasValue(processors);
    }

    private Hardware within(Optional<String> jobs) {
        return Hardware.of(root).within(new GroupLimits(root, GroupMount.all(root), jobs));
    }

    @Test
    void where_runs_have_groups_of_their_own_the_daemons_own_limit_is_not_theirs()
            throws IOException {
        write("proc/meminfo", "MemTotal:       8388608 kB\n");
        write("proc/self/cgroup", "0::/system.slice/farcron.service\n");
        write(
                "proc/self/mountinfo",
                "28 24 0:25 / /sys/fs/cgroup rw shared:9 - cgroup2 cgroup2 rw\n");
        write("sys/fs/cgroup/system.slice/farcron.service/memory.max", "67108864\n");
        Optional<String> slice = Optional.of("/system.slice/system-farcron.slice");

        assertThat(within(slice).memory()).hasValue(8L << 30);
        write("sys/fs/cgroup/system.slice/system-farcron.slice/memory.max", "1073741824\n");
        assertThat(within(slice).memory()).hasValue(1L << 30);
    }

    @Test
    void this_machine_has_something() {
        Hardware here = Hardware.here();

        assertThat(here.memory().orElseThrow()).isGreaterThan(1L << 26);
        assertThat(here.processors().orElseThrow()).isPositive();
    }
}
