package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.os.ControlGroups.Unusable;
import farcron.os.ControlGroups.Usable;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class ControlGroupsTest {

    private static final String V2 =
            "28 24 0:25 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n";
    private static final String V1 =
            "29 24 0:26 / /sys/fs/cgroup/memory rw,nosuid shared:9 - cgroup cgroup rw,memory\n";
    private static final int ANN = 1000;
    private static final String ANNS_SYSTEMD = "user.slice/user-1000.slice/user@1000.service/";

    @TempDir private Path root;

    @BeforeEach
    void a_machine_as_it_should_be() throws IOException {
        mounts("22 1 8:1 / / rw - ext4 /dev/sda1 rw\n" + V2);
        controllers("", "cpuset cpu io memory pids");
        write("sys/fs/cgroup/init.scope/cgroup.kill", "");
        write("sys/fs/cgroup/init.scope/memory.peak", "4096\n");
        write("usr/bin/systemd-run", "");
        Files.setPosixFilePermissions(
                root.resolve("usr/bin/systemd-run"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(root.resolve("run/systemd/system"));
        write("run/user/1000/systemd/private", "");
        controllers(ANNS_SYSTEMD, "cpu memory pids");
    }

    @Test
    void they_can_be_used_where_systemd_gives_away_a_part_of_v2() {
        Path tree = root.resolve("sys/fs/cgroup");
        Path giver = root.resolve("usr/bin/systemd-run");

        assertThat(of(0)).isEqualTo(new Usable(tree, giver, 0, ""));
        assertThat(of(ANN)).isEqualTo(new Usable(tree, giver, ANN, ""));
    }

    @Test
    void an_old_kernel_cannot_do_all_of_it() throws IOException {
        Files.delete(root.resolve("sys/fs/cgroup/init.scope/memory.peak"));
        assertThat(lack()).contains("5.19").contains("peak memory");
        Files.delete(root.resolve("sys/fs/cgroup/init.scope/cgroup.kill"));
        assertThat(lack()).contains("5.14").contains("one by one");
    }

    @Test
    void they_cannot_be_used_where_they_are_v1() throws IOException {
        mounts(V1);
        unusable(0, "cgroups are v1 here", "systemd.unified_cgroup_hierarchy=1");
    }

    @Test
    void nor_where_the_controllers_are_v1_beside_an_empty_v2() throws IOException {
        mounts(V1 + V2);
        controllers("", "hugetlb");
        unusable(0, "the v2 tree beside them has no memory", "systemd.unified_cgroup_hierarchy=1");
    }

    @Test
    void nor_where_the_kernel_keeps_a_controller_off() throws IOException {
        controllers("", "cpuset cpu io pids");
        unusable(0, "no controller for memory", "cgroup_enable=memory");
    }

    @Test
    void nor_where_there_are_none() throws IOException {
        mounts("");
        unusable(0, "no cgroups are mounted", "mount them");
    }

    @Test
    void nor_where_nothing_can_be_written() throws IOException {
        mounts(V2.replace("rw,nosuid", "ro,nosuid"));
        unusable(0, "read-only", "limit the container");
    }

    @Test
    void nor_without_systemd() throws IOException {
        Files.delete(root.resolve("usr/bin/systemd-run"));
        unusable(0, "no systemd-run", "install");
        Files.delete(root.resolve("run/systemd/system"));
        unusable(0, "systemd does not run here", "a machine with systemd");
    }

    @Test
    void nor_by_users_whose_systemd_may_not() throws IOException {
        controllers(ANNS_SYSTEMD, "memory pids");
        unusable(ANN, "does not let users limit cpu", "Delegate=cpu memory pids");
        Files.delete(root.resolve("run/user/1000/systemd/private"));
        unusable(ANN, "no `systemd --user` runs for user 1000", "loginctl enable-linger");
        assertThat(of(0)).isInstanceOf(Usable.class);
    }

    @Test
    void this_machine_has_an_answer() {
        switch (ControlGroups.here()) {
            case Usable usable -> assertThat(usable.tree()).isDirectory();
            case Unusable unusable -> assertThat(unusable.remedy()).isNotEmpty();
        }
    }

    private ControlGroups of(long uid) {
        return new ControlGroupSearch(root, uid).answer();
    }

    private String lack() {
        return of(0) instanceof Usable usable ? usable.lack() : "unusable";
    }

    private void unusable(long uid, String why, String remedy) {
        assertThat(of(uid))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        answer -> {
                            assertThat(answer.why()).contains(why);
                            assertThat(answer.remedy()).contains(remedy);
                        });
    }

    private void mounts(String lines) throws IOException {
        write("proc/self/mountinfo", lines);
    }

    private void controllers(String group, String names) throws IOException {
        write("sys/fs/cgroup/" + group + "cgroup.controllers", names + "\n");
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }
}
