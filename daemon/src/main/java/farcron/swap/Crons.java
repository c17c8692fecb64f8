package farcron.swap;

import farcron.swap.Systemd.Service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The services that run, or could run, the crontabs of a machine.
///
/// @param ours farcron
/// @param other the machine's other cron, if there is one
record Crons(Service ours, Optional<Service> other) {

    static final String OURS = "farcron";

    /// cron(8) of Debian, crond(8) of Red Hat and SUSE, cronie of Arch.
    private static final List<String> OTHERS = List.of("cron", "crond", "cronie");

    /// One that runs comes before one that is only there.
    static Crons of(Systemd systemd) throws IOException {
        List<Service> others = new ArrayList<>();
        for (String name : OTHERS) {
            Service service = systemd.service(name);
            if (service.isThere()) {
                others.add(service);
            }
        }
        Optional<Service> other =
                others.stream()
                        .filter(Service::runs)
                        .findFirst()
                        .or(() -> others.stream().findFirst());
        return new Crons(systemd.service(OURS), other);
    }

    boolean otherRuns() {
        return other.filter(Service::runs).isPresent();
    }
}
