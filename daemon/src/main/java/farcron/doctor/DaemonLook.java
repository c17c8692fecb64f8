package farcron.doctor;

import farcron.doctor.Answers.Answer;
import farcron.doctor.Processes.Process;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether the daemon of the machine runs, answers, and is the one that is installed.
///
/// @param version of what is installed
record DaemonLook(Premises premises, Answers socket, String version) implements Look {

    private static final String ABOUT = "farcron";
    private static final String UNIT = "farcron.service";
    private static final int OK = 200;
    private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]{1,40})\"");

    @Override
    public void look(Findings findings) {
        List<Process> running = new Processes(premises).farcrons();
        if (running.isEmpty()) {
            findings.warn(ABOUT, "it does not run", start());
        } else if (running.size() > 1) {
            findings.fail(
                    ABOUT,
                    "it runs %d times: pids %s"
                            .formatted(running.size(), running.stream().map(Process::pid).toList()),
                    "stop all but one");
        } else {
            lookAt(running.getFirst(), findings);
        }
        lookAtUnit(findings);
    }

    private String start() {
        Units units = new Units(premises);
        if (!units.areUsed()) {
            return "start it: farcron daemon";
        }
        return units.isThere(UNIT) ? "systemctl enable --now farcron" : "farcron takeover";
    }

    private void lookAt(Process daemon, Findings findings) {
        socket.to("/health")
                .ifPresentOrElse(
                        health -> lookAtHealth(daemon, health, findings),
                        () -> tellSilence(daemon, findings));
        lookAtService(daemon, findings);
    }

    private static void tellSilence(Process daemon, Findings findings) {
        findings.fail(
                ABOUT,
                "it runs (pid %d), and its socket does not answer".formatted(daemon.pid()),
                "`systemctl restart farcron` starts it anew and lets its jobs go on; by itself"
                        + " systemd does so after three minutes");
    }

    private void lookAtHealth(Process daemon, Answer health, Findings findings) {
        if (health.status() == OK) {
            findings.ok(ABOUT, "it runs (pid %d), and is well".formatted(daemon.pid()));
        } else {
            findings.fail(
                    ABOUT,
                    "it runs (pid %d), and is not well: %s"
                            .formatted(daemon.pid(), health.text().strip()),
                    "look at what it logs");
        }
        lookAtVersion(findings);
    }

    private void lookAtVersion(Findings findings) {
        Optional<String> runs = socket.to("/").map(Answer::text).flatMap(DaemonLook::versionIn);
        runs.filter(it -> !it.equals(version))
                .ifPresent(it ->
                        findings.warn(
                                ABOUT,
                                "version %s runs, and %s is installed".formatted(it, version),
                                "systemctl restart farcron; jobs go on meanwhile"));
    }

    private static Optional<String> versionIn(String json) {
        Matcher found = VERSION.matcher(json);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /// Only root may see what a process was given.
    private void lookAtService(Process daemon, Findings findings) {
        String folder = "/proc/" + daemon.pid();
        boolean service = premises.text(folder + "/cgroup").orElse("").contains(UNIT);
        if (!service) {
            findings.note(ABOUT, "systemd has not started it, so nobody starts it again");
            return;
        }
        Optional<String> given = premises.text(folder + "/environ");
        if (given.isEmpty()) {
            findings.unseen(ABOUT, "whether systemd watches it");
        } else if (!given.get().contains("WATCHDOG_USEC=")) {
            findings.warn(
                    ABOUT,
                    "systemd does not watch whether it hangs",
                    "take WatchdogSec= out of the drop-ins of farcron.service");
        }
    }

    private void lookAtUnit(Findings findings) {
        Units units = new Units(premises);
        if (!units.areUsed()) {
            findings.note(ABOUT, "there is no systemd here, so something else has to start it");
        } else if (units.isThere(UNIT) && !units.isEnabled(UNIT)) {
            findings.warn(ABOUT, "the next boot does not start it", "systemctl enable farcron");
        }
    }
}
