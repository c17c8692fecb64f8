package farcron.doctor;

import farcron.job.JobTable;
import farcron.os.ClockState;
import farcron.os.ControlGroups;
import farcron.os.DiskRoom;
import farcron.report.SocketClient;
import farcron.spool.Locations;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Tells what on this machine stands in the way of its crontabs. Nothing is changed.
public final class Doctor {

    private static final long OF_THE_MACHINE = 0;

    private Doctor() {}

    /// Looks at everything; some of it takes a moment.
    ///
    /// @param table of the machine's crontabs, as the daemon would take them
    public static List<Finding> examine(
            Premises premises, Installation farcron, Locations locations, JobTable table) {
        List<Look> looks =
                List.of(
                        new OldCronLook(premises),
                        new DaemonLook(premises, answers(farcron.socket()), farcron.version()),
                        new JvmLook(premises, farcron.options()),
                        new SettingsLook(farcron.mistakes()),
                        new CrontabLook(table, locations.spool()),
                        new FolderLook(locations, farcron.configuration(), farcron.state()),
                        new RecordLook(farcron.state()),
                        new DiskLook(farcron.state(), room(farcron.state())),
                        new PamLook(premises, farcron.session(), farcron.program()),
                        new MailLook(farcron.mailer(), table),
                        new GroupLook(ControlGroups.here(OF_THE_MACHINE), table),
                        new ZoneLook(premises),
                        new ClockLook(ClockState.now()),
                        new CommandLook(premises));
        Findings findings = new Findings();
        looks.forEach(look -> look.look(findings));
        return findings.all();
    }

    /// What will be in a folder that is not there yet is in the one above.
    private static Optional<DiskRoom> room(Path folder) {
        try {
            return Optional.of(DiskRoom.of(folder));
        } catch (IOException _) {
            return Optional.ofNullable(folder.getParent()).flatMap(Doctor::room);
        }
    }

    private static Answers answers(Path socket) {
        return address -> {
            try {
                var answer = new SocketClient(socket).ask("GET", address, "application/json");
                return Optional.of(new Answers.Answer(answer.status(), answer.text()));
            } catch (IOException _) {
                return Optional.empty();
            }
        };
    }
}
