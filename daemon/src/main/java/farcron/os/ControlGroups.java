package farcron.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Whether the runs of a daemon can have control groups of their own, cgroups(7), version 2: then
/// they can be limited, and killed and measured as a whole. Nothing is executed to find out.
public sealed interface ControlGroups {

    /// What runs are limited by.
    List<String> CONTROLLERS = List.of("memory", "cpu");

    /// systemd gives away parts of the tree, with the controllers of memory and processors.
    ///
    /// @param tree where the kernel shows it, such as `/sys/fs/cgroup`
    /// @param giver `systemd-run`, which asks systemd for a part
    /// @param uid who asks: root the machine's systemd, everybody else their own, `systemd --user`
    /// @param lack what this kernel is too old for, in plain words; empty if nothing
    record Usable(Path tree, Path giver, long uid, String lack) implements ControlGroups {

        /// Where all runs are, of whatever daemon, with the slices around it. Here an operator may
        /// limit them together.
        public String slice() {
            return uid == 0
                    ? "/system.slice/system-farcron.slice"
                    : "/user.slice/user-%1$d.slice/user@%1$d.service/app.slice/app-farcron.slice"
                            .formatted(uid);
        }
    }

    /// @param why a sentence without its full stop
    /// @param remedy what to do about it
    record Unusable(String why, String remedy) implements ControlGroups {}

    /// For a daemon of this process's user.
    static ControlGroups here() {
        try {
            return here((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read who this process is; is /proc there?", e);
        }
    }

    /// For a daemon of this user; that of 0 is the machine's.
    static ControlGroups here(long uid) {
        return new ControlGroupSearch(Path.of("/"), uid).answer();
    }
}
