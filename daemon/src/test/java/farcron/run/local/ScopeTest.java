package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.os.ControlGroup;
import farcron.os.ControlGroups.Usable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class ScopeTest {

    private static final Path TREE = Path.of("/sys/fs/cgroup");
    private static final Path GIVER = Path.of("/usr/bin/systemd-run");

    @TempDir private Path place;

    private static String starters(long uid, Optional<String> service) {
        Usable usable = new Usable(TREE, GIVER, uid, "");
        return String.join(" ", new Scope.OfSystemd(usable, "farcron-jobs-1", service).starters());
    }

    @Test
    void the_machines_daemon_asks_systemd_for_one_that_is_ended_after_it() {
        assertThat(starters(0, Optional.of("farcron.service")))
                .startsWith("/usr/bin/systemd-run --system --scope --quiet --collect ")
                .contains(" --unit=farcron-jobs-1 ")
                .contains(" --property=Delegate=yes ")
                .contains(" --slice=system-farcron.slice ")
                .contains(" --property=Before=farcron.service ")
                .endsWith(" -- env -i PATH=/usr/bin:/bin");
    }

    @Test
    void everybody_else_asks_their_own() {
        assertThat(starters(1000, Optional.empty()))
                .startsWith("env XDG_RUNTIME_DIR=/run/user/1000 /usr/bin/systemd-run --user ")
                .contains(" --slice=app-farcron.slice ")
                .doesNotContain("Before=")
                .endsWith(" -- env -i PATH=/usr/bin:/bin");
    }

    @Test
    void no_two_have_one_name() {
        Grouping grouping = new Grouping.In(new ControlGroup(place));
        assertThat(grouping.scope()).isNotEqualTo(grouping.scope());
        assertThat(new Grouping.None().scope()).isEmpty();
    }

    @Test
    void its_knobs_are_turned_as_limits_say() throws IOException {
        ControlGroup group = new ControlGroup(place);
        for (String knob : new String[] {"memory.max", "memory.oom.group", "cpu.max"}) {
            Files.createFile(place.resolve(knob));
        }
        group.limitMemory(64 << 20);
        group.limitProcessors(1536);
        assertThat(place.resolve("memory.max")).hasContent("67108864");
        assertThat(place.resolve("memory.oom.group")).hasContent("1");
        assertThat(place.resolve("cpu.max")).hasContent("150000 100000");
        assertThat(place.resolve("memory.swap.max")).as("no kernel's file is made").doesNotExist();
    }

    @Test
    void the_kernel_gives_no_less_than_a_hundredth_of_a_processor() throws IOException {
        Files.createFile(place.resolve("cpu.max"));
        new ControlGroup(place).limitProcessors(1);
        assertThat(place.resolve("cpu.max")).hasContent("1000 100000");
    }
}
