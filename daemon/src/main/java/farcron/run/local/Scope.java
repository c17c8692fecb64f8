package farcron.run.local;

import farcron.os.ControlGroup;
import farcron.os.ControlGroups;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The part of the tree of control groups that one spawner has, with its supervisors and the groups
/// of their runs. It lasts as long as one of them, however many daemons come and go meanwhile; the
/// next spawner has another. So no two ever share one, and none is found gone.
///
/// It is not the daemon's own group: in a group that has limited ones in it no process may live,
/// and the next daemon could not be started there while a run of the last one goes on.
sealed interface Scope {

    /// Made by systemd, which also removes it when nothing lives in it any more.
    ///
    /// @param service of systemd that the daemon is, if it is one
    record OfSystemd(ControlGroups.Usable groups, String unit, Optional<String> service)
            implements Scope {}

    /// A folder of the tree in a part that is the daemon's already.
    record Folder(ControlGroup part, String name) implements Scope {}

    /// Beside those of runs.
    String SPAWNERS = "spawner";

    /// What the spawner is started through: programs that become the next one.
    default List<String> starters() {
        return switch (this) {
            case Folder _ -> List.of();
            case OfSystemd(var groups, String unit, Optional<String> service) ->
                    starters(groups, unit, service);
        };
    }

    private static List<String> starters(
            ControlGroups.Usable groups, String unit, Optional<String> service) {
        boolean ofMachine = groups.uid() == 0;
        List<String> words = new ArrayList<>();
        if (!ofMachine) {
            words.addAll(List.of("env", "XDG_RUNTIME_DIR=/run/user/" + groups.uid()));
        }
        words.addAll(List.of(groups.giver().toString(), ofMachine ? "--system" : "--user"));
        words.addAll(List.of("--scope", "--quiet", "--collect", "--unit=" + unit));
        words.addAll(List.of("--description=Jobs that farcron runs", "--property=Delegate=yes"));
        // One place for a limit of all jobs together. It counts as one service among the others.
        words.add("--slice=" + Path.of(groups.slice()).getFileName());
        // The order of ending is the other way round. So at a shutdown the daemon does not see jobs
        // fail that only the shutdown has ended, and does not try them again.
        service.ifPresent(name -> words.add("--property=Before=" + name));
        // Jobs must not take themselves for the scope.
        words.addAll(List.of("--", "env", "-i", "PATH=" + Spawner.PATH));
        return words;
    }

    /// Makes room for the groups of runs.
    ///
    /// @param spawner that was started through [#starters]
    /// @return where they will be
    default ControlGroup furnish(long spawner) throws IOException {
        ControlGroup scope = of(spawner);
        scope.make(SPAWNERS).take(spawner);
        scope.handOn(ControlGroups.CONTROLLERS);
        return scope;
    }

    private ControlGroup of(long spawner) throws IOException {
        return switch (this) {
            case Folder(ControlGroup part, String name) -> part.make(name);
            case OfSystemd(var groups, String unit, _) -> {
                ControlGroup scope = ControlGroup.of(groups.tree(), spawner);
                Path path = scope.path();
                if (!path.endsWith(unit + ".scope") || !path.toString().matches("[^ ,\n]+")) {
                    throw new IOException("systemd-run has put it into " + path);
                }
                yield scope;
            }
        };
    }
}
