package farcron.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where a tree of control groups is shown: a line of `/proc/self/mountinfo`, proc(5).
///
/// @param top the group that is shown at the mount point, as in a container
/// @param type `cgroup` for version 1, `cgroup2`
/// @param options of the tree; with version 1 its controllers are among them
record GroupMount(String top, String point, boolean readOnly, String type, List<String> options) {

    private static final int TOP = 3;
    private static final int POINT = 4;
    private static final int OPTIONS = 5;

    /// @param root of all files; `/` but in tests
    static List<GroupMount> all(Path root) {
        return text(root.resolve("proc/self/mountinfo"))
                .lines()
                .flatMap(GroupMount::parse)
                .filter(mount -> mount.type().startsWith("cgroup"))
                .toList();
    }

    private static Stream<GroupMount> parse(String line) {
        String[] sides = line.split(" - ", 2);
        String[] fields = sides[0].split(" ");
        if (sides.length < 2 || fields.length <= OPTIONS) {
            return Stream.empty();
        }
        String[] tree = sides[1].split(" ");
        return Stream.of(
                new GroupMount(
                        fields[TOP],
                        fields[POINT],
                        List.of(fields[OPTIONS].split(",")).contains("ro"),
                        tree[0],
                        List.of(tree[tree.length - 1].split(","))));
    }

    /// Empty if it cannot be read.
    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }
}
