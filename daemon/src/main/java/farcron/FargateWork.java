package farcron;

import farcron.job.JobTable;
import farcron.os.PrivateFiles;
import farcron.run.Ended;
import farcron.run.Letterheads;
import farcron.run.LogPointers;
import farcron.run.Moved;
import farcron.run.Runner;
import farcron.run.Written;
import farcron.run.fargate.Cloud;
import farcron.run.fargate.Desk;
import farcron.run.fargate.Doors;
import farcron.run.fargate.FargateRunner;
import farcron.run.fargate.Installation;
import farcron.run.fargate.LateCloud;
import farcron.run.fargate.Office;
import farcron.run.fargate.OfficeHours;
import farcron.run.fargate.Pace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;

/// The room for lines with `fargate:`, as the settings want it: on AWS, on this machine, or not at
/// all. No class of the AWS SDK is loaded before the first such line runs.
///
/// @param runner absent where such lines do not run
/// @param written knows when a task's log has been fetched
/// @param pointers know where it is
/// @param loaded is told which lines are in force
record FargateWork(
        Optional<Runner> runner, Written written, LogPointers pointers, Consumer<JobTable> loaded) {

    private static final LogPointers NOWHERE = _ -> Optional.empty();

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 12;

    /// @param local what runs such lines where they are only tried out
    static FargateWork start(
            Setup setup,
            StateFolder state,
            Runner local,
            Letterheads letterheads,
            Ended ended,
            Moved moved,
            Started started)
            throws CannotStartException {
        return switch (setup.settings().text(Option.FARGATE)) {
            case "off" -> new FargateWork(Optional.empty(), Written.AT_ONCE, NOWHERE, _ -> {});
            case "local" -> new FargateWork(Optional.of(local), Written.AT_ONCE, NOWHERE, _ -> {});
            default -> {
                Doors doors = new Doors(ended, moved, setup.log()::problem);
                FargateRunner runner = onAws(setup, state, letterheads, doors, started);
                yield new FargateWork(
                        Optional.of(runner), runner::whenWritten, runner::pointer, runner::loaded);
            }
        };
    }

    private static FargateRunner onAws(
            Setup setup, StateFolder state, Letterheads letterheads, Doors doors, Started started)
            throws CannotStartException {
        Settings settings = setup.settings();
        String queue = settings.text(Option.FARGATE_QUEUE);
        boolean hears = !queue.isEmpty();
        LateCloud cloud = new LateCloud(() -> cloud(settings, queue));
        OfficeHours hours = started.add(new OfficeHours(setup.time(), cloud));
        Desk desk = new Desk(setup.time(), hours::call, doors.trouble());
        Office.Terms terms =
                new Office.Terms(
                        state.runs(),
                        installation(settings, state),
                        Pace.usual(settings.number(Option.FARGATE_RATE), hears),
                        hears,
                        setup.logLimit());
        Office office = new Office(desk, terms, cloud, doors);
        return new FargateRunner(office, letterheads, () -> hours.open(office, hears));
    }

    static Cloud cloud(Settings settings, String queue) {
        return SdkFolder.ofInstallation()
                .source()
                .open(queue, settings.text(Option.FARGATE_REGION));
    }

    /// Drawn once, and kept with the record: what was asked for under it is known by it.
    private static Installation installation(Settings settings, StateFolder state)
            throws CannotStartException {
        String given = settings.text(Option.FARGATE_INSTALLATION);
        if (!given.isEmpty()) {
            return new Installation(given);
        }
        Path file = state.path().resolve("installation");
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                Path fresh = state.path().resolve("installation.new");
                Files.deleteIfExists(fresh);
                PrivateFiles.create(fresh, drawn().getBytes(StandardCharsets.UTF_8));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return new Installation(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException trouble) {
            if (!state.trouble().isEmpty()) {
                return new Installation(drawn());
            }
            throw new CannotStartException(
                    "%s does not name this installation: %s; restore it, or set fargate-installation"
                            .formatted(file, trouble.getMessage()));
        }
    }

    private static String drawn() {
        StringBuilder id = new StringBuilder();
        new SecureRandom()
                .ints(ID_LENGTH, 0, LETTERS.length())
                .forEach(at -> id.append(LETTERS.charAt(at)));
        return id.toString();
    }
}
