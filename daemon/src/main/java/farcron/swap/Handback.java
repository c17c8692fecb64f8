package farcron.swap;

import farcron.crontab.Grammar.Dialect;
import farcron.swap.Systemd.Service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The machine's other cron gets its place back.
public final class Handback {

    /// Where a cron says who it is, as long as it lives.
    private static final String LOCK = "/run/crond.pid";

    private final Machine machine;
    private final Systemd systemd;
    private final OtherCron otherCron;

    public Handback(Machine machine) {
        this.machine = machine;
        this.systemd = machine.systemd();
        this.otherCron = new OtherCron(machine.state());
    }

    /// Looks at the machine; changes nothing.
    public Prospect look() throws IOException {
        if (!machine.hasSystemd()) {
            return new Prospect.Refused(
                    """
                    this machine was not booted by systemd, so there is no service to swap. By hand:
                      1. stop farcron, and see to it that it is not started at boot
                      2. have the other cron started at boot, and start it\
                    """);
        }
        Crons crons = Crons.of(systemd);
        if (crons.otherRuns() && !crons.ours().runs()) {
            return new Prospect.Done(
                    crons.other().orElseThrow().name()
                            + " runs the crontabs of this machine already");
        }
        Optional<Taken> taken = Taken.in(machine.state());
        return crons.other()
                .map(other -> possible(crons.ours(), other, taken))
                .orElseGet(this::byPackage);
    }

    private Prospect possible(Service ours, Service other, Optional<Taken> taken) {
        boolean enable = taken.map(Taken::enabled).orElse(true);
        List<Step> steps = new ArrayList<>();
        steps.add(allow(other, enable));
        steps.add(stopOurs(ours));
        steps.add(
                new Step(
                        "start %s, and see that it runs".formatted(other.name()),
                        () -> start(other.name()),
                        () -> stop(other.name())));
        steps.add(
                new Step(
                        "have farcron not started at boot any more",
                        () -> systemd.does("disable", Crons.OURS),
                        () -> systemd.put(ours)));
        taken.ifPresent(it -> steps.add(remove(it)));
        return new Prospect.Possible(new Plan(steps, "farcron runs as before"));
    }

    private Step allow(Service other, boolean enable) {
        return new Step(
                enable
                        ? "let %s be started, also at boot".formatted(other.name())
                        : "let %s be started; it was not started at boot".formatted(other.name()),
                () -> {
                    systemd.does("unmask", other.name());
                    if (enable) {
                        systemd.does("enable", other.name());
                    }
                },
                () -> systemd.put(other));
    }

    private Step stopOurs(Service ours) {
        return new Step(
                "between the seconds 5 and 40 of a minute, stop farcron; its running jobs go on,"
                        + " and their ends are read when it comes again",
                () -> {
                    machine.awaitQuiet();
                    systemd.does("stop", Crons.OURS);
                },
                () -> {
                    if (ours.runs()) {
                        systemd.does("start", Crons.OURS);
                    }
                });
    }

    private void start(String name) throws IOException {
        Instant end = machine.latest();
        systemd.starts(name, machine.until(end));
        otherCron.begins();
        if (!machine.comes(end, () -> holdsLock(name))) {
            throw new IOException(
                    "%s does not run, or does not hold %s; look at journalctl -u %s"
                            .formatted(name, LOCK, name));
        }
    }

    /// What it has run meanwhile is not to be made up for.
    private void stop(String name) throws IOException {
        systemd.does("stop", name);
        otherCron.endedIfBegun(machine.now());
    }

    private boolean holdsLock(String name) {
        try {
            Service now = systemd.service(name);
            return now.runs() && Files.readString(machine.at(LOCK)).strip().equals(now.pid());
        } catch (IOException _) {
            return false;
        }
    }

    private Step remove(Taken taken) {
        String files = String.join(", ", taken.wrote().stream().map(Path::toString).toList());
        return Step.of(
                files.isEmpty()
                        ? "forget the takeover"
                        : "remove what the takeover wrote: " + files,
                () -> {
                    for (Path file : taken.wrote()) {
                        Files.deleteIfExists(file);
                    }
                    systemd.does("daemon-reload");
                    Taken.forget(machine.state());
                });
    }

    /// farcron's package has put the other one aside, and that one will do the same with farcron's:
    /// with this program, which can start no other one then.
    private Prospect byPackage() {
        boolean debian = machine.dialect() == Dialect.DEBIAN;
        String cron = debian ? "cron" : "cronie";
        String service = debian ? "cron" : "crond";
        boolean apt = Files.exists(machine.at("/usr/bin/apt-get"));
        if (!apt && !Files.exists(machine.at("/usr/bin/dnf"))) {
            return new Prospect.Refused(
                    "there is no other cron on this machine; install the package " + cron);
        }
        // What it recommends, such as a mailer, was there before or was not wanted.
        String install =
                apt
                        ? "apt-get install -y --no-install-recommends -o"
                                + " Dpkg::Options::=--force-confold "
                        : "dnf install -y --allowerasing ";
        String fetch = install + (apt ? "--download-only " : "--downloadonly ") + cron;
        String replace = install + cron + " && systemctl enable --now " + service;
        List<Step> steps =
                List.of(
                        Step.of(
                                "fetch it: " + fetch,
                                () -> systemd.must(List.of(fetch.split(" ")))),
                        new Step(
                                "between the seconds 5 and 40 of a minute, put it in farcron's"
                                        + " place: "
                                        + replace,
                                () -> replace(replace),
                                otherCron::forget));
        String then =
                "see with `systemctl status farcron %s` which of them runs".formatted(service);
        return new Prospect.Possible(new Plan(steps, then));
    }

    private void replace(String commands) throws IOException {
        machine.awaitQuiet();
        otherCron.begins();
        systemd.must(List.of("sh", "-c", commands));
        if (!machine.comes(machine.latest(), this::isHeld)) {
            throw new IOException("nobody holds " + LOCK);
        }
    }

    private boolean isHeld() {
        try {
            long pid = Long.parseLong(Files.readString(machine.at(LOCK)).strip());
            return ProcessHandle.of(pid).isPresent();
        } catch (IOException | NumberFormatException _) {
            return false;
        }
    }
}
