package farcron.swap;

import farcron.crontab.Grammar.Dialect;
import farcron.os.PrivateFiles;
import farcron.swap.Systemd.Service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// farcron takes the place of the machine's cron.
public final class Takeover {

    private static final String UNIT = "/etc/systemd/system/farcron.service";
    private static final String PAM = "/etc/pam.d/farcron";

    /// No other cron waits, and a newer farcron may have to convert the record first; but what has
    /// come due is made up for only within five minutes.
    private static final Duration CONVERSION = Duration.ofMinutes(4);

    private final Machine machine;
    private final Systemd systemd;
    private final OtherCron otherCron;

    public Takeover(Machine machine) {
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
                      1. stop the other cron, and see to it that it is not started at boot
                      2. have %s daemon started at boot, as root, and start it
                    The way back is the same the other way round.\
                    """
                            .formatted(machine.program().launcher()));
        }
        Crons crons = Crons.of(systemd);
        boolean done = crons.ours().runs() && !crons.otherRuns();
        if (done && !isAnotherInstalled()) {
            return new Prospect.Done("farcron runs the crontabs of this machine already");
        }
        Optional<Path> strange = machine.program().inStrangeHands();
        if (strange.isPresent()) {
            return new Prospect.Refused(
                    "somebody else than root can change %s, and so the program that root would"
                                    .formatted(strange.get())
                            + " run; unpack farcron as root below a folder such as /opt");
        }
        return new Prospect.Possible(done ? exchange() : plan(crons));
    }

    /// A takeover by another tree has written the service file.
    private boolean isAnotherInstalled() throws IOException {
        Path unit = machine.at(UNIT);
        return Files.exists(unit) && !Files.readString(unit).equals(machine.program().unit());
    }

    /// From one tree to a newer one, or back; running jobs go on.
    private Plan exchange() throws IOException {
        String before = Files.readString(machine.at(UNIT));
        Step rewrite =
                new Step(
                        "write %s, which starts %s from now on"
                                .formatted(UNIT, machine.program().launcher()),
                        () -> write(UNIT, machine.program().unit()),
                        () -> {
                            try {
                                systemd.removes(Crons.OURS);
                            } finally {
                                write(UNIT, before);
                                restart();
                            }
                        });
        Step restart =
                Step.of(
                        "restart farcron, and see that all is well with it",
                        () -> {
                            restart();
                            mustBeWell();
                        });
        return new Plan(List.of(rewrite, restart), "the farcron of before runs again");
    }

    private void restart() throws IOException {
        systemd.does("daemon-reload");
        systemd.restarts(Crons.OURS, CONVERSION);
    }

    private Plan plan(Crons crons) {
        List<Step> steps = new ArrayList<>();
        List<Path> wrote = new ArrayList<>();
        if (!crons.ours().isThere()) {
            install(steps, wrote);
        }
        Taken taken =
                new Taken(
                        crons.other().map(Service::name).orElse(""),
                        crons.other().filter(Service::isEnabled).isPresent(),
                        wrote);
        steps.add(note(taken));
        steps.add(
                new Step(
                        "have farcron started at boot",
                        () -> systemd.does("enable", Crons.OURS),
                        () -> systemd.put(crons.ours())));
        crons.other().ifPresent(other -> steps.add(stop(other)));
        steps.add(
                new Step(
                        "start farcron, and see that all is well with it",
                        this::start,
                        () -> systemd.removes(Crons.OURS)));
        crons.other().ifPresent(other -> steps.add(mask(other)));
        String before = crons.other().map(it -> it.name() + " runs as before").orElse("");
        return new Plan(steps, before.isEmpty() ? "nothing has changed" : before);
    }

    /// What a package brings along.
    private void install(List<Step> steps, List<Path> wrote) {
        if (!Files.exists(machine.at(PAM))) {
            wrote.add(machine.at(PAM));
            steps.add(
                    new Step(
                            "write " + PAM + ", for the sessions of jobs",
                            () -> write(PAM, machine.program().pamService(machine.dialect())),
                            () -> Files.deleteIfExists(machine.at(PAM))));
        }
        wrote.add(machine.at(UNIT));
        steps.add(
                new Step(
                        "write %s, which starts %s".formatted(UNIT, machine.program().launcher()),
                        () -> {
                            write(UNIT, machine.program().unit());
                            systemd.does("daemon-reload");
                        },
                        () -> {
                            Files.deleteIfExists(machine.at(UNIT));
                            systemd.does("daemon-reload");
                        }));
        steps.add(Step.of("see that the folder of the users' crontabs is there", this::folders));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(machine.at(name), text);
        // Whatever umask the caller has.
        var readable = PosixFilePermissions.fromString("rw-r--r--");
        Files.setPosixFilePermissions(machine.at(name), readable);
    }

    private void folders() throws IOException {
        if (machine.dialect() == Dialect.DEBIAN) {
            systemd.must(List.of("systemd-sysusers", machine.program().sysusers().toString()));
        }
        Path folders = machine.program().tmpfiles(machine.dialect());
        systemd.must(List.of("systemd-tmpfiles", "--create", folders.toString()));
    }

    private Step note(Taken taken) {
        return new Step(
                "note in " + machine.state() + " what is changed, for the way back",
                () -> {
                    if (!Files.isDirectory(machine.state())) {
                        PrivateFiles.createDirectory(machine.state());
                    }
                    taken.writeTo(machine.state());
                },
                () -> Taken.forget(machine.state()));
    }

    /// From here to the start of farcron nothing may come due.
    private Step stop(Service other) {
        return new Step(
                "between the seconds 5 and 40 of a minute, stop %s; its running jobs go on"
                        .formatted(other.name()),
                () -> {
                    machine.awaitQuiet();
                    systemd.does("stop", other.name());
                    otherCron.ended(machine.now());
                },
                () -> {
                    otherCron.forget();
                    if (other.runs()) {
                        systemd.does("start", other.name());
                    }
                });
    }

    private void start() throws IOException {
        systemd.starts(Crons.OURS, machine.until(machine.latest()));
        mustBeWell();
    }

    /// It is ready, and so it answers: what it says now is no matter of time.
    private void mustBeWell() throws IOException {
        String trouble = machine.health().get();
        if (!trouble.isEmpty()) {
            throw new IOException("farcron has started and is not well: " + trouble);
        }
    }

    private Step mask(Service other) {
        return new Step(
                "keep %s from being started: disable and mask it".formatted(other.name()),
                () -> {
                    systemd.does("disable", other.name());
                    systemd.does("mask", other.name());
                },
                () -> {
                    systemd.does("unmask", other.name());
                    systemd.put(other);
                });
    }
}
