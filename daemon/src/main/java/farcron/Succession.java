package farcron;

import farcron.job.JobTable;
import farcron.os.BootId;
import farcron.schedule.Boot;
import farcron.schedule.Scheduler;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// How a daemon comes after whatever ran the same lines before it: another cron, or one of ours
/// before the machine was started.
final class Succession {

    private final Setup setup;
    private final OldCron old;
    private Instant answered = Instant.MIN;

    Succession(Setup setup) {
        this.setup = setup;
        this.old = OldCron.of(setup.reading().dialect());
    }

    /// What only one daemon of a machine may do, and so sees to it that there is no other.
    ///
    /// @param state the state folder
    /// @throws CannotStartException if there is one
    void takeOver(Path state, Started started) throws CannotStartException {
        try {
            Places.makeRunFolder();
        } catch (IOException trouble) {
            setup.log().problem("nobody can ask, as there is no place for a socket: " + trouble);
        }
        try {
            answered = old.answersUntil(state, setup.time().instant());
        } catch (IOException trouble) {
            setup.log()
                    .problem(
                            "whether another cron ran meanwhile cannot be known, so what was due is"
                                    + " made up for as if there was none: "
                                    + trouble);
        }
        try {
            started.add(old.lockOut());
        } catch (OldCron.RunsException refusal) {
            throw new CannotStartException(refusal);
        } catch (IOException trouble) {
            setup.log().problem("whether another cron runs cannot be known: " + trouble);
        }
        setup.log().begun(Version.text());
    }

    /// Takes up what an earlier daemon left, and runs `@reboot` lines if that is still to be done.
    void begin(Scheduler scheduler, JobTable table) {
        if (!setup.ofMachine()) {
            scheduler.start(table, new Boot(BootId.withInit(), Boot.Marker.NONE));
            return;
        }
        Boot boot = old.boot();
        setup.log().reboot(scheduler.start(table, boot, answered));
        try {
            old.haveRun(boot);
        } catch (IOException trouble) {
            setup.log()
                    .problem(
                            "nobody but the record will know that @reboot lines have run: "
                                    + trouble);
        }
        try {
            old.isTakenIntoAccount(setup.stateFolder());
        } catch (IOException trouble) {
            setup.log()
                    .problem(
                            "at the next start nothing will be made up for, as the note that"
                                    + " another cron ran stays: "
                                    + trouble);
        }
    }
}
