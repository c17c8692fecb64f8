package farcron.swap;

import farcron.os.Programs;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Services, as systemctl(1) starts and stops them.
record Systemd(Programs programs) {

    /// A daemon that is well ends within one.
    private static final Duration OBEDIENCE = Duration.ofSeconds(4);

    /// What timeout(1) ends with if a program took too long.
    private static final int TIME_OUT = 124;

    /// What systemd knows of a service.
    ///
    /// @param name without `.service`
    /// @param load `loaded`, `masked` or `not-found`
    /// @param enablement `enabled`, `disabled`, `masked` and the like; empty if there is no file
    /// @param pid of its main process, or 0
    record Service(String name, String load, String active, String enablement, String pid) {

        boolean isThere() {
            return !load.equals("not-found");
        }

        boolean runs() {
            return active.equals("active") || active.equals("reloading");
        }

        boolean isEnabled() {
            return enablement.equals("enabled");
        }

        boolean isMasked() {
            return load.equals("masked");
        }
    }

    Service service(String name) throws IOException {
        Programs.Ending shown =
                programs.run(
                        List.of(
                                "systemctl",
                                "show",
                                "--property=LoadState,ActiveState,UnitFileState,MainPID",
                                name + ".service"));
        Map<String, String> values = new HashMap<>();
        for (String line : shown.output().lines().toList()) {
            int equals = Math.max(0, line.indexOf('='));
            values.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return new Service(
                name,
                values.getOrDefault("LoadState", "not-found"),
                values.getOrDefault("ActiveState", "unknown"),
                values.getOrDefault("UnitFileState", ""),
                values.getOrDefault("MainPID", "0"));
    }

    /// `systemctl VERB`, for one service or none.
    void does(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("systemctl"));
        all.addAll(List.of(words));
        must(all);
    }

    /// `systemctl start`, which waits until the service is ready. One that is late for that may
    /// still come: it has to be stopped.
    ///
    /// @param patience whole seconds
    /// @throws IOException also if it is not ready by then
    void starts(String name, Duration patience) throws IOException {
        brings("start", name, patience);
    }

    /// The same for one that may run.
    void restarts(String name, Duration patience) throws IOException {
        brings("restart", name, patience);
    }

    private void brings(String verb, String name, Duration patience) throws IOException {
        if (!endsWithin(patience, List.of("systemctl", verb, name))) {
            throw new IOException(
                    "%s was not ready within %d s; look at journalctl -u %s"
                            .formatted(name, patience.toSeconds(), name));
        }
    }

    /// Stops a service, by force if it does not obey; what it has started goes on. When this
    /// returns, it is gone.
    void removes(String name) throws IOException {
        if (!endsWithin(OBEDIENCE, List.of("systemctl", "stop", name))) {
            // It may just have ended by itself, and then there is nothing to kill.
            programs.run(List.of("systemctl", "kill", "--kill-who=main", "--signal=KILL", name));
            does("stop", name);
        }
    }

    /// timeout(1).
    private boolean endsWithin(Duration patience, List<String> words) throws IOException {
        List<String> limited = new ArrayList<>();
        limited.add("timeout");
        limited.add(Long.toString(patience.toSeconds()));
        limited.addAll(words);
        Programs.Ending ending = programs.run(limited);
        if (ending.status() == TIME_OUT) {
            return false;
        }
        mustBeWell(ending, words);
        return true;
    }

    /// Whether it is started at boot, and whether it can be started at all, as it was then.
    void put(Service before) throws IOException {
        does(before.isEnabled() ? "enable" : "disable", before.name());
        if (before.isMasked()) {
            does("mask", before.name());
        }
    }

    /// Runs a program that has to end well.
    void must(List<String> words) throws IOException {
        mustBeWell(programs.run(words), words);
    }

    private static void mustBeWell(Programs.Ending ending, List<String> words) throws IOException {
        if (!ending.ok()) {
            throw new IOException(
                    "`%s` ended with %d: %s"
                            .formatted(String.join(" ", words), ending.status(), ending.output()));
        }
    }
}
