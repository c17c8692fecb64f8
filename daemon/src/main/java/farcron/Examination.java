package farcron;

import farcron.doctor.Doctor;
import farcron.doctor.Finding;
import farcron.doctor.Installation;
import farcron.doctor.Premises;
import farcron.job.JobTable;
import farcron.load.CrontabLoader;
import farcron.load.Crontabs;
import farcron.load.Reading;
import farcron.os.Accounts;
import farcron.spool.Locations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What `farcron doctor` looks at: this machine, by the settings of its daemon.
record Examination(Reading here, InstantSource time) implements Supplier<List<Finding>> {

    @Override
    public List<Finding> get() {
        Settings settings = new Settings(Map.of(), System.getenv(), Places.CONFIGURATION);
        Accounts accounts = new Accounts();
        Locations locations =
                settings.path(Option.SPOOL)
                        .map(Locations::withSpool)
                        .orElseGet(() -> Locations.of(here.dialect()));
        return Doctor.examine(
                new Premises(Path.of("/"), System.getenv()),
                installation(settings),
                locations,
                table(locations, accounts));
    }

    private static Installation installation(Settings settings) {
        String mailer = settings.text(Option.MAILER);
        return new Installation(
                Version.text(),
                Places.CONFIGURATION,
                settings.path(Option.STATE).orElse(Places.STATE),
                settings.path(Option.SOCKET).orElse(Places.SOCKET),
                mailer.equals("off") ? Optional.empty() : settings.path(Option.MAILER),
                settings.text(Option.SESSION),
                file(System.getProperty("farcron.session", "")),
                file(System.getProperty("farcron.home", "")).map(it -> it.resolve("jvm.options")),
                settings.mistakes());
    }

    private static Optional<Path> file(String path) {
        return Optional.of(path).filter(it -> !it.isEmpty()).map(Path::of).filter(Files::exists);
    }

    /// As the daemon would read them, and log nothing.
    private JobTable table(Locations locations, Accounts accounts) {
        Crontabs crontabs = Crontabs.ofSystem(locations, here.dialect(), accounts, time, _ -> {});
        return new CrontabLoader(crontabs, here, time, _ -> {}, _ -> {})
                .refresh()
                .orElse(JobTable.EMPTY);
    }
}
