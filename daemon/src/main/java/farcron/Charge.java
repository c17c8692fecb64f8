package farcron;

import farcron.spool.Locations;

import java.nio.file.Path;
import java.util.List;

/// Whose crontabs a daemon runs.
sealed interface Charge {

    /// Some files, as the account that the daemon runs as, in the foreground.
    record Named(List<Path> files) implements Charge {
        public Named {
            files =
                    files.stream()
                            .map(file -> file.toAbsolutePath().normalize())
                            .distinct()
                            .toList();
        }
    }

    /// Those of the machine, of its packages and of its users, in the place of its cron.
    record Machine(Locations locations) implements Charge {

        @Override
        public List<Path> files() {
            return List.of();
        }
    }

    /// Those that were named.
    List<Path> files();
}
