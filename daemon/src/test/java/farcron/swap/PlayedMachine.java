package farcron.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.crontab.Grammar.Dialect;
import farcron.os.Programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A machine with services, in a folder; it notes what is done to them. A cron that is started has
/// the lock, and farcron's program lies in `/opt/farcron`.
final class PlayedMachine implements Programs {

    static final String FETCH =
            "apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold"
                    + " --download-only cron";
    static final String REPLACE =
            "sh -c apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold"
                    + " cron && systemctl enable --now cron";

    /// Of something that lives.
    private static final String PID = Long.toString(ProcessHandle.current().pid());

    final List<String> done = new ArrayList<>();

    /// What is said while crons are swapped.
    final List<String> told = new ArrayList<>();

    final Path root;
    final Path state;
    Instant now = Instant.parse("2026-11-21T09:00:20Z");
    String trouble = "";

    /// A command that ends badly.
    String broken = "";

    /// One that does not end until somebody loses patience.
    String endless = "";

    private final Map<String, Map<String, String>> services = new HashMap<>();

    /// @param folder an empty one
    static PlayedMachine of(Path folder) throws IOException {
        assumeTrue(
                Files.getAttribute(folder, "unix:uid").equals(0),
                "SKIPPED: a program that is not root's is not taken for a service");
        return new PlayedMachine(folder.toRealPath());
    }

    private PlayedMachine(Path root) throws IOException {
        this.root = root;
        this.state = root.resolve("var/lib/farcron");
        for (String folder :
                List.of(
                        "run/systemd/system",
                        "etc/systemd/system",
                        "etc/pam.d",
                        "usr/bin",
                        "var/lib",
                        "opt/farcron/bin",
                        "opt/farcron/share/systemd",
                        "opt/farcron/share/pam.d")) {
            Files.createDirectories(root.resolve(folder));
        }
        Path program = root.resolve("opt/farcron");
        Files.writeString(program.resolve("bin/farcron"), "#!/bin/sh\n");
        Files.writeString(
                program.resolve("share/systemd/farcron.service"),
                "[Service]\nExecStart=/usr/bin/farcron daemon\nExecReload=/bin/kill\n");
        Files.writeString(program.resolve("share/pam.d/farcron"), "session required x\n");
    }

    PlayedMachine with(String service, String active, String enabled) {
        services.put(
                service,
                new HashMap<>(
                        Map.of(
                                "LoadState",
                                "loaded",
                                "ActiveState",
                                active,
                                "UnitFileState",
                                enabled,
                                "MainPID",
                                active.equals("active") ? "812" : "0")));
        return this;
    }

    Machine machine() {
        return new Machine(
                root,
                ProgramFiles.installed(root.resolve("opt/farcron")),
                state,
                Dialect.DEBIAN,
                this,
                () -> now,
                this::pass,
                () -> trouble);
    }

    /// @return whether it was done
    boolean takeover() throws IOException {
        return carryOut(new Takeover(machine()).look());
    }

    boolean handback() throws IOException {
        return carryOut(new Handback(machine()).look());
    }

    private boolean carryOut(Prospect prospect) {
        assertThat(prospect).isInstanceOf(Prospect.Possible.class);
        return ((Prospect.Possible) prospect).plan().carryOut(told::add);
    }

    private void pass(Duration pause) {
        now = now.plus(pause);
        done.add("pause " + pause.toSeconds());
    }

    String is(String service) {
        Map<String, String> it = services.get(service);
        return it.get("LoadState") + " " + it.get("ActiveState") + " " + it.get("UnitFileState");
    }

    @Override
    public Ending run(List<String> words) {
        if (words.getFirst().equals("timeout")) {
            return runWithin(Integer.parseInt(words.get(1)), words.subList(2, words.size()));
        }
        String line = String.join(" ", words);
        if (line.startsWith("systemctl show")) {
            return shown(words.getLast().replace(".service", ""));
        }
        done.add(line);
        if (line.equals(broken)) {
            return new Ending(1, "it is broken");
        }
        if (words.getFirst().equals("systemctl") && words.size() >= 3) {
            act(words.get(1), words.getLast());
        }
        if (line.equals("systemctl daemon-reload")
                && Files.exists(root.resolve("etc/systemd/system/farcron.service"))) {
            with("farcron", "inactive", "disabled");
        }
        if (line.equals(REPLACE)) {
            services.remove("farcron");
            with("cron", "inactive", "disabled");
            act("enable", "cron");
            act("start", "cron");
        }
        return new Ending(0, "");
    }

    /// timeout(1).
    private Ending runWithin(int seconds, List<String> words) {
        if (!String.join(" ", words).equals(endless)) {
            return run(words);
        }
        done.add(String.join(" ", words));
        now = now.plusSeconds(seconds);
        return new Ending(124, "");
    }

    private Ending shown(String service) {
        StringBuilder text = new StringBuilder();
        services.getOrDefault(service, Map.of("LoadState", "not-found", "MainPID", "0"))
                .forEach((key, value) -> text.append(key + "=" + value + "\n"));
        return new Ending(0, text.toString());
    }

    private void act(String verb, String name) {
        Map<String, String> service = services.get(name);
        switch (verb) {
            case "start", "restart" -> {
                service.put("ActiveState", "active");
                service.put("MainPID", PID);
                lock(PID + "\n");
            }
            case "stop", "kill" -> service.put("ActiveState", "inactive");
            case "enable" -> service.put("UnitFileState", "enabled");
            case "disable" -> service.put("UnitFileState", "disabled");
            case "mask" -> service.put("LoadState", "masked");
            case "unmask" -> service.put("LoadState", "loaded");
            default -> throw new AssertionError(verb);
        }
    }

    private void lock(String pid) {
        try {
            Files.writeString(root.resolve("run/crond.pid"), pid);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
