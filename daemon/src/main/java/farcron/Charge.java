package farcron;

import farcron.crontab.Grammar;
import farcron.load.CrontabFile;
import farcron.load.Crontabs;
import farcron.spool.Locations;

import java.nio.file.Path;
import java.util.List;

/// Whose crontabs a daemon runs.
sealed interface Charge {

    boolean isOfMachine();

    /// Where they are.
    Crontabs crontabs(Setup setup);

    /// Some files, as the account that the daemon runs as, in the foreground.
    record Named(List<Path> files) implements Charge {
        public Named {
            files =
                    files.stream()
                            .map(file -> file.toAbsolutePath().normalize())
                            .distinct()
                            .toList();
        }

        @Override
        public boolean isOfMachine() {
            return false;
        }

        @Override
        public Crontabs crontabs(Setup setup) {
            String self = setup.self().name();
            return Crontabs.named(
                    files.stream()
                            .map(file -> new CrontabFile(file, Grammar.Format.USER, self, self))
                            .toList());
        }
    }

    /// Those of the machine, of its packages and of its users, in the place of its cron.
    record Machine(Locations locations) implements Charge {

        @Override
        public boolean isOfMachine() {
            return true;
        }

        @Override
        public Crontabs crontabs(Setup setup) {
            return Crontabs.ofSystem(
                    locations,
                    setup.reading().dialect(),
                    setup.accounts(),
                    setup.time(),
                    setup.log()::line);
        }
    }
}
