package farcron.os;

import farcron.os.ControlGroups.Unusable;
import farcron.os.ControlGroups.Usable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out what [ControlGroups] tells.
///
/// @param root of all files; `/` but in tests
record ControlGroupSearch(Path root, long uid) {

    private static final String UNIFY =
            "start the machine with systemd.unified_cgroup_hierarchy=1 on the kernel's command"
                    + " line";

    ControlGroups answer() {
        List<GroupMount> mounts = GroupMount.all(root);
        Optional<GroupMount> second =
                mounts.stream().filter(mount -> mount.type().equals("cgroup2")).findFirst();
        boolean first = mounts.stream().anyMatch(mount -> mount.type().equals("cgroup"));
        if (second.isEmpty()) {
            return first
                    ? new Unusable("cgroups are v1 here", UNIFY)
                    : new Unusable("no cgroups are mounted here", "mount them, or let systemd");
        }
        Path tree = root.resolve(second.get().point().substring(1));
        return missing(tree)
                .map(controller -> without(controller, first))
                .or(() -> second.filter(GroupMount::readOnly).map(_ -> readOnly()))
                .or(this::withoutSystemd)
                .<ControlGroups>map(unusable -> unusable)
                .orElseGet(() -> given(tree));
    }

    private static Unusable without(String controller, boolean first) {
        return first
                ? new Unusable(
                        "cgroups are v1 here, and the v2 tree beside them has no " + controller,
                        UNIFY)
                : new Unusable(
                        "this kernel's cgroups have no controller for " + controller,
                        "take cgroup_disable= off its command line, or add cgroup_enable="
                                + controller);
    }

    private static Unusable readOnly() {
        return new Unusable(
                "cgroups are read-only here, as in a container",
                "limit the container as a whole, from outside");
    }

    private Optional<Unusable> withoutSystemd() {
        if (!Files.isDirectory(root.resolve("run/systemd/system"))) {
            return Optional.of(
                    new Unusable(
                            "systemd does not run here, which gives cgroups away",
                            "use a machine with systemd; in a container, limit that as a whole"));
        }
        if (giver().isEmpty()) {
            return Optional.of(
                    new Unusable("there is no systemd-run", "install all of the package systemd"));
        }
        return uid == 0 ? Optional.empty() : withoutOwnSystemd();
    }

    private Optional<Unusable> withoutOwnSystemd() {
        if (!Files.exists(root.resolve("run/user/" + uid + "/systemd/private"))) {
            return Optional.of(
                    new Unusable(
                            "no `systemd --user` runs for user " + uid,
                            "let root type `loginctl enable-linger` with the user's name"));
        }
        return Optional.empty();
    }

    private ControlGroups given(Path tree) {
        String own = "user.slice/user-%d.slice/user@%d.service".formatted(uid, uid);
        Optional<String> kept = uid == 0 ? Optional.empty() : missing(tree.resolve(own));
        return kept.<ControlGroups>map(controller ->
                        new Unusable(
                                "systemd does not let users limit " + controller,
                                "put the lines [Service] and Delegate=cpu memory pids into"
                                        + " /etc/systemd/system/user@.service.d/delegate.conf"))
                .orElseGet(() -> new Usable(tree, giver().orElseThrow(), uid, lack(tree)));
    }

    /// Both files are in every group but the root's.
    private static String lack(Path tree) {
        Path init = tree.resolve("init.scope");
        if (!Files.exists(init.resolve("cgroup.kill"))) {
            return "a kernel before 5.14 kills the processes of a run one by one, and does not"
                    + " tell its peak memory";
        }
        return Files.exists(init.resolve("memory.peak"))
                ? ""
                : "a kernel before 5.19 does not tell the peak memory of a run";
    }

    private Optional<Path> giver() {
        return Stream.of("usr/bin/systemd-run", "bin/systemd-run")
                .map(root::resolve)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// The first controller that a part of the tree cannot give away.
    private static Optional<String> missing(Path part) {
        List<String> has =
                List.of(GroupMount.text(part.resolve("cgroup.controllers")).strip().split(" "));
        return ControlGroups.CONTROLLERS.stream()
                .filter(controller -> !has.contains(controller))
                .findFirst();
    }
}
