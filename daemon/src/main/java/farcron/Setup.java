package farcron;

import farcron.load.Reading;
import farcron.os.Account;
import farcron.os.Accounts;
import farcron.os.LogLimit;
import farcron.report.EventLog;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is settled before a daemon starts.
///
/// @param self who it runs as
record Setup(
        Charge charge,
        Settings settings,
        Reading reading,
        InstantSource time,
        Accounts accounts,
        Account self,
        EventLog log) {

    boolean ofMachine() {
        return charge.isOfMachine();
    }

    Path stateFolder() {
        return settings.path(Option.STATE)
                .orElseGet(() -> ofMachine() ? Places.STATE : Places.stateOf(self));
    }

    /// Where it answers those whom the kernel knows. Who knows only the state folder finds it there
    /// as well.
    List<Path> sockets() {
        Optional<Path> given = settings.path(Option.SOCKET);
        if (given.isPresent()) {
            return List.of(given.get());
        }
        List<Path> places = new ArrayList<>();
        if (ofMachine()) {
            places.add(Places.SOCKET);
        }
        if (!ofMachine() || settings.path(Option.STATE).isPresent()) {
            places.add(stateFolder().resolve(Places.SOCKET.getFileName()));
        }
        return places;
    }

    /// How much of each run's output is kept.
    LogLimit logLimit() {
        long half = settings.number(Option.LOG_LIMIT) * 1024L * 1024L / 2;
        return new LogLimit(half, half);
    }
}
