package farcron.os;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What control groups leave of a machine to those in them, cgroups(7): the least of the limits of
/// a group and of all around it. Each controller is in the tree of version 2, or in one of version
/// 1.
///
/// @param root of all files; `/` but in tests
/// @param mounts of these trees
/// @param jobs the group of version 2 that is asked about; absent: this process's own
record GroupLimits(Path root, List<GroupMount> mounts, Optional<String> jobs) {

    /// As in `4:cpu,cpuacct:/docker/3f2a`; with version 2 no controller is named.
    private static final Pattern OWN = Pattern.compile("(?m)^\\d+:([^:\n]*):(/[^\n]*)$");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /// A group, and the topmost one around it that is shown.
    private record Group(Path path, Path top) {

        Stream<Path> andAllAround() {
            return Stream.iterate(path, at -> at.startsWith(top), Path::getParent);
        }
    }

    /// In bytes.
    OptionalLong memory() {
        return least(
                "memory",
                group ->
                        LongStream.concat(
                                number(group.resolve("memory.max"), 0),
                                number(group.resolve("memory.limit_in_bytes"), 0)));
    }

    /// Whole ones: a part of one counts as one.
    OptionalInt processors() {
        OptionalLong whole =
                least(
                        "cpu",
                        group ->
                                LongStream.concat(
                                        share(
                                                number(group.resolve("cpu.max"), 0),
                                                number(group.resolve("cpu.max"), 1)),
                                        share(
                                                number(group.resolve("cpu.cfs_quota_us"), 0),
                                                number(group.resolve("cpu.cfs_period_us"), 0))));
        return whole.stream()
                .mapToInt(number -> Math.clamp(number, 1, Integer.MAX_VALUE))
                .findFirst();
    }

    private static LongStream share(LongStream quota, LongStream period) {
        OptionalLong every = period.filter(micros -> micros > 0).findFirst();
        return every.isEmpty()
                ? LongStream.empty()
                : quota.map(micros -> Math.ceilDiv(micros, every.getAsLong()));
    }

    private OptionalLong least(String controller, Function<Path, LongStream> limits) {
        return groups(controller).flatMap(Group::andAllAround).flatMapToLong(limits::apply).min();
    }

    private Stream<Group> groups(String controller) {
        if (jobs.isPresent()) {
            return mounts.stream()
                    .filter(mount -> mount.type().equals("cgroup2"))
                    .map(mount -> group(mount, jobs.get()));
        }
        Matcher own = OWN.matcher(GroupMount.text(root.resolve("proc/self/cgroup")));
        return own.results()
                .flatMap(line ->
                        mounts.stream()
                                .filter(mount -> isOf(mount, line.group(1), controller))
                                .map(mount -> group(mount, line.group(2))));
    }

    private static boolean isOf(GroupMount mount, String controllers, String controller) {
        return controllers.isEmpty()
                ? mount.type().equals("cgroup2")
                : List.of(controllers.split(",")).contains(controller)
                        && mount.type().equals("cgroup")
                        && mount.options().contains(controller);
    }

    /// A group that is not shown, as that of a container seen from within, is at the mount point.
    private Group group(GroupMount mount, String name) {
        Path top = root.resolve(mount.point().substring(1));
        Path shown = Path.of(mount.top());
        Path group = Path.of(name).normalize();
        return new Group(
                group.startsWith(shown) ? top.resolve(shown.relativize(group)).normalize() : top,
                top);
    }

    /// The word at a place of a knob; nothing if that is `max`, -1, or not there.
    private static LongStream number(Path knob, int place) {
        String[] words = GroupMount.text(knob).strip().split(" ");
        return place < words.length && NUMBER.matcher(words[place]).matches()
                ? LongStream.of(Long.parseLong(words[place]))
                : LongStream.empty();
    }
}
