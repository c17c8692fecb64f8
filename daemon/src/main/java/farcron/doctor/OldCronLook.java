package farcron.doctor;

import farcron.doctor.Processes.Process;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether another cron runs the same crontabs, or will from the next boot on.
record OldCronLook(Premises premises) implements Look {

    private static final String ABOUT = "old cron";
    private static final String LOCK = "/run/crond.pid";

    /// Programs that read crontabs, by the name of their process, and the unit of each.
    private static final Map<String, String> CRONS =
            Map.of(
                    "cron", "cron.service",
                    "crond", "crond.service",
                    "fcron", "fcron.service",
                    "bcron-sched", "bcron.service");

    /// systemd-cron makes timers of crontabs, for this target.
    private static final List<String> UNITS =
            List.of(
                    "cron.service",
                    "crond.service",
                    "cronie.service",
                    "bcron.service",
                    "cron.target");

    @Override
    public void look(Findings findings) {
        long before = findings.all().stream().filter(Finding::isProblem).count();
        Processes processes = new Processes(premises);
        List<Process> ours = processes.farcrons();
        Set<String> told = new HashSet<>();
        processes.all().stream()
                .filter(process -> CRONS.containsKey(process.name()) && !isOfAJob(process))
                .filter(process -> told.add(process.name()))
                .forEach(process -> runs(process, ours, findings));
        lookAtLock(processes, findings);
        lookAtUnits(findings);
        lookAtAnacron(findings);
        if (findings.all().stream().filter(Finding::isProblem).count() == before) {
            findings.ok(ABOUT, "none runs, and none will");
        }
    }

    /// What a cron has forked for a job stays until the job ends, also when that cron is stopped.
    /// The kernel calls it as it calls the cron; it calls itself `CRON` or `CROND`.
    private static boolean isOfAJob(Process process) {
        return process.arguments().stream()
                .findFirst()
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .filter(own -> !own.equals(process.name()) && own.equalsIgnoreCase(process.name()))
                .isPresent();
    }

    private void runs(Process old, List<Process> ours, Findings findings) {
        String service = CRONS.get(old.name()).replace(".service", "");
        String stop =
                new Units(premises).areUsed()
                        ? "systemctl disable --now " + service
                        : "service %s stop, and keep it from starting with the machine"
                                .formatted(service);
        if (ours.isEmpty()) {
            findings.warn(
                    ABOUT,
                    "%s (pid %d) runs the crontabs, and farcron cannot start beside it"
                            .formatted(old.name(), old.pid()),
                    "farcron takeover, or " + stop);
        } else {
            findings.fail(
                    ABOUT,
                    "%s (pid %d) runs beside farcron (pid %d), so every line runs twice"
                            .formatted(old.name(), old.pid(), ours.getFirst().pid()),
                    stop);
        }
    }

    /// A cron of any other name holds the lock that all of them take, flock(2).
    private void lookAtLock(Processes processes, Findings findings) {
        OptionalLong holder = holder();
        processes.all().stream()
                .filter(process -> holder.equals(OptionalLong.of(process.pid())))
                .filter(process -> !process.isFarcron() && !CRONS.containsKey(process.name()))
                .forEach(process ->
                        findings.warn(
                                ABOUT,
                                "%s (pid %d) holds %s, as a cron does"
                                        .formatted(process.name(), process.pid(), LOCK),
                                "stop it: farcron cannot start beside it"));
    }

    private OptionalLong holder() {
        OptionalLong inode = premises.inode(LOCK);
        Pattern held = Pattern.compile("FLOCK .* (\\d+) \\S+:%d ".formatted(inode.orElse(-1)));
        Matcher lock = held.matcher(premises.text("/proc/locks").orElse(""));
        return lock.find() ? OptionalLong.of(Long.parseLong(lock.group(1))) : OptionalLong.empty();
    }

    private void lookAtUnits(Findings findings) {
        Units units = new Units(premises);
        boolean ours = units.isEnabled("farcron.service");
        for (String unit : UNITS) {
            if (units.isEnabled(unit) && ours) {
                findings.warn(
                        ABOUT,
                        "%s is enabled beside farcron.service, and the next boot may bring either"
                                .formatted(unit),
                        "systemctl disable " + unit);
            } else if (units.isEnabled(unit)) {
                findings.note(ABOUT, unit + " is enabled: the next boot brings it");
            }
        }
    }

    /// Both would run what is in `/etc/cron.daily`, unless the one asks for the other, as Debian's
    /// crontab does.
    private void lookAtAnacron(Findings findings) {
        boolean timed = new Units(premises).isEnabled("anacron.timer");
        boolean daily = mentions("/etc/anacrontab").isPresent();
        Optional<String> line = mentions("/etc/crontab").filter(it -> !it.contains("anacron"));
        if (timed && daily && line.isPresent()) {
            findings.warn(
                    ABOUT,
                    "anacron.timer is enabled, and it and /etc/crontab both run /etc/cron.daily",
                    "systemctl disable --now anacron.timer, or take that line out of /etc/crontab");
        }
    }

    private Optional<String> mentions(String file) {
        return premises.text(file).stream()
                .flatMap(String::lines)
                .filter(line -> !line.strip().startsWith("#") && line.contains("cron.daily"))
                .findFirst();
    }
}
