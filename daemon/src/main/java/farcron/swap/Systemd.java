package farcron.swap;

import farcron.os.Programs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Services, as systemctl(1) starts and stops them.
record Systemd(Programs programs) {

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

    /// Whether it is started at boot, and whether it can be started at all, as it was then.
    void put(Service before) throws IOException {
        does(before.isEnabled() ? "enable" : "disable", before.name());
        if (before.isMasked()) {
            does("mask", before.name());
        }
    }

    /// Runs a program that has to end well.
    void must(List<String> words) throws IOException {
        Programs.Ending ending = programs.run(words);
        if (!ending.ok()) {
            throw new IOException(
                    "`%s` ended with %d: %s"
                            .formatted(String.join(" ", words), ending.status(), ending.output()));
        }
    }
}
