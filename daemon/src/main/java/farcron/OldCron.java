package farcron;

import farcron.crontab.Grammar.Dialect;
import farcron.os.BootId;
import farcron.os.BootMarkers;
import farcron.os.CronLock;
import farcron.schedule.Boot;
import farcron.swap.OtherCron;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/// The cron that this machine had before us, or still has, and how the two know of each other.
///
/// @param run where these files are, until the next boot
/// @param rebootMarker a file that is there once `@reboot` lines have run
/// @param service its name to systemd
record OldCron(Path run, String rebootMarker, String service) {

    /// Held by it, and by us, for life.
    private static final String LOCK = "crond.pid";

    /// It runs at this moment.
    static final class RunsException extends Exception {
        private static final long serialVersionUID = 1;

        RunsException(String message) {
            super(message);
        }
    }

    /// cron(8) of Debian, crond(8) of cronie.
    static OldCron of(Dialect dialect) {
        Path run = Path.of("/run");
        return switch (dialect) {
            case DEBIAN -> new OldCron(run, "crond.reboot", "cron");
            case CRONIE -> new OldCron(run, "cron.reboot", "crond");
        };
    }

    /// This start of the machine, and whether the old cron or a daemon of ours has run `@reboot`
    /// lines in it.
    Boot boot() {
        String id = BootId.withInit();
        return new Boot(id, markers().tell(id) ? Boot.Marker.SET : Boot.Marker.UNSET);
    }

    /// Sees to it that neither runs them again, even if our record is lost.
    ///
    /// @throws IOException if that cannot be left behind
    void haveRun(Boot boot) throws IOException {
        markers().leave(boot.id());
    }

    private BootMarkers markers() {
        return new BootMarkers(run.resolve("farcron").resolve("boot"), run.resolve(rebootMarker));
    }

    /// Up to when another cron has run what was due, so that we must not make up for it: as a
    /// takeover or a handback has noted, or else until now, if another one had the lock last. To be
    /// asked before we have it.
    ///
    /// @param state our state folder
    /// @return [Instant#MIN] if no other cron did
    /// @throws IOException if that cannot be known
    Instant answersUntil(Path state, Instant now) throws IOException {
        Optional<Instant> noted = new OtherCron(state).answersUntil(now);
        return noted.orElse(ranLast() ? now : Instant.MIN);
    }

    /// Forgets what was noted about that: our record holds it now.
    void isTakenIntoAccount(Path state) throws IOException {
        new OtherCron(state).forget();
    }

    private boolean ranLast() throws IOException {
        Path lock = run.resolve(LOCK);
        return Files.exists(lock)
                && !(Files.exists(ours())
                        && Files.readString(lock).equals(Files.readString(ours())));
    }

    /// A copy of the lock's text as it is when we have it.
    private Path ours() {
        return run.resolve("farcron").resolve(LOCK);
    }

    /// Sees to it that it does not run beside us.
    ///
    /// @throws RunsException if it does
    /// @throws IOException if that cannot be known
    CronLock lockOut() throws IOException, RunsException {
        Path lock = run.resolve(LOCK);
        try {
            CronLock taken = CronLock.take(lock);
            Files.createDirectories(ours().getParent());
            Files.copy(lock, ours(), StandardCopyOption.REPLACE_EXISTING);
            return taken;
        } catch (CronLock.TakenException taken) {
            boolean farcron = !ranLast();
            throw new RunsException(
                    "another %s runs (pid %s in %s), and with both every line would run twice; stop"
                                    .formatted(
                                            farcron ? "farcron" : "cron", taken.getMessage(), lock)
                            + " it first: systemctl stop "
                            + (farcron ? "farcron" : service));
        }
    }
}
