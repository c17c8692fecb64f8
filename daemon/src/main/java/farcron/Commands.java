package farcron;

import farcron.cli.CheckCommand;
import farcron.cli.DoctorCommand;
import farcron.cli.ExplainCommand;
import farcron.cli.FargateCommand;
import farcron.cli.FargateHere;
import farcron.cli.GraphCommand;
import farcron.cli.GuardCommand;
import farcron.cli.HandbackCommand;
import farcron.cli.JobsCommand;
import farcron.cli.KillCommand;
import farcron.cli.LogCommand;
import farcron.cli.NextCommand;
import farcron.cli.PauseCommand;
import farcron.cli.ResumeCommand;
import farcron.cli.RunCommand;
import farcron.cli.RunsCommand;
import farcron.cli.ShadowCommand;
import farcron.cli.ShadowHere;
import farcron.cli.SocketOption;
import farcron.cli.StatusCommand;
import farcron.cli.SwapHere;
import farcron.cli.TakeoverCommand;
import farcron.cli.WhyCommand;
import farcron.crontab.Grammar.Dialect;
import farcron.load.BothCrons;
import farcron.load.Crontabs;
import farcron.load.Reading;
import farcron.os.Account;
import farcron.os.Accounts;
import farcron.os.Programs;
import farcron.os.Signals;
import farcron.spool.Locations;
import farcron.swap.Machine;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// What people type, but for crontab(1): each command by its name, and made when it is asked for.
/// To take all of them apart would cost each start time.
@Command(
        name = "farcron",
        description = "Runs crontabs as cron does, and answers: did it run, when, why did it fail?",
        footer = "crontab ... is crontab(1), with its options: farcron crontab -h",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Versions.class)
final class Commands {

    private static final int USAGE = 2;
    private static final List<String> INTERRUPTIONS = List.of("HUP", "INT", "TERM");

    private final Reading here;
    private final InstantSource time;
    private final Map<String, Supplier<?>> all = new LinkedHashMap<>();

    Commands(Reading here, InstantSource time) {
        this.here = here;
        this.time = time;
        all.put("daemon", () -> DaemonCommand.command(here, time));
        all.put("check", () -> new CheckCommand(here, time));
        all.put("next", () -> new NextCommand(here, time));
        all.put("explain", () -> new ExplainCommand(here, time));
        all.put("shadow", () -> new ShadowCommand(this::shadow));
        all.put("status", () -> new StatusCommand(socket()));
        all.put("jobs", () -> new JobsCommand(socket()));
        all.put("runs", () -> new RunsCommand(socket()));
        all.put("log", () -> new LogCommand(socket()));
        all.put("why", () -> new WhyCommand(socket()));
        all.put("doctor", () -> new DoctorCommand(new Examination(here, time)));
        all.put("graph", () -> new GraphCommand(socket()));
        all.put("guard", this::guard);
        all.put("takeover", () -> new TakeoverCommand(swap()));
        all.put("handback", () -> new HandbackCommand(swap()));
        all.put("fargate", () -> FargateCommand.with(fargate()));
        all.put("run", () -> new RunCommand(socket()));
        all.put("kill", () -> new KillCommand(socket()));
        all.put("pause", () -> new PauseCommand(socket()));
        all.put("resume", () -> new ResumeCommand(socket()));
    }

    /// Knows the command that these arguments name; all of them, if they name none.
    CommandLine asked(String... arguments) {
        return arguments.length > 0 && all.containsKey(arguments[0])
                ? tree(List.of(arguments[0]))
                : all();
    }

    CommandLine all() {
        return tree(all.keySet());
    }

    private CommandLine tree(Collection<String> names) {
        CommandLine commands = new CommandLine(this);
        names.forEach(name -> commands.addSubcommand(name, all.get(name).get()));
        commands.getSubcommands().values().forEach(Commands::addHelp);
        commands.setParameterExceptionHandler(Commands::usage);
        commands.setOut(new PrintWriter(System.out, false, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        return commands;
    }

    private ShadowHere shadow() {
        return new ShadowHere(here, time, new Accounts().current(), this::crontabs, state());
    }

    private GuardCommand guard() {
        return new GuardCommand(here, () -> state().resolve("guard.bak"), System.in, System.out);
    }

    private SwapHere swap() {
        Settings settings = new Settings(Map.of(), System.getenv(), Places.CONFIGURATION);
        Accounts accounts = new Accounts();
        Dialect dialect = Dialects.named(settings.text(Option.DIALECT));
        Reading reading =
                new Reading(
                        dialect, here.zone(), here.host(), settings.pools(), settings.fargate());
        Locations locations =
                settings.path(Option.SPOOL)
                        .map(Locations::withSpool)
                        .orElseGet(() -> Locations.of(dialect));
        Path socket = settings.path(Option.SOCKET).orElse(Places.SOCKET);
        Machine machine =
                new Machine(
                        Path.of("/"),
                        Places.program(),
                        settings.path(Option.STATE).orElse(Places.STATE),
                        dialect,
                        Programs.installed(),
                        time,
                        pause -> LockSupport.parkNanos(pause.toNanos()),
                        () -> SwapHere.trouble(socket));
        Crontabs crontabs = Crontabs.ofSystem(locations, dialect, accounts, time, _ -> {});
        return new SwapHere(
                accounts.current().uid() == 0,
                machine,
                () -> new BothCrons(crontabs, reading, time),
                () -> INTERRUPTIONS.forEach(signal -> Signals.handle(signal, () -> {})));
    }

    /// Where a daemon of this account keeps what it knows.
    private static Path state() {
        Settings settings = new Settings(Map.of(), System.getenv(), Places.CONFIGURATION);
        Account self = new Accounts().current();
        return settings.path(Option.STATE)
                .orElseGet(() -> self.uid() == 0 ? Places.STATE : Places.stateOf(self));
    }

    /// Those of the machine.
    private Crontabs crontabs() {
        Settings settings = new Settings(Map.of(), System.getenv(), Places.CONFIGURATION);
        Locations locations =
                settings.path(Option.SPOOL)
                        .map(Locations::withSpool)
                        .orElseGet(() -> Locations.of(here.dialect()));
        return Crontabs.ofSystem(locations, here.dialect(), new Accounts(), time, _ -> {});
    }

    /// AWS is looked for only when one of these commands asks it.
    private FargateHere fargate() {
        Settings settings = new Settings(Map.of(), System.getenv(), Places.CONFIGURATION);
        String queue = settings.text(Option.FARGATE_QUEUE);
        return new FargateHere(
                here,
                time,
                System.in,
                this::crontabs,
                Optional.of(queue).filter(url -> !url.isEmpty()),
                () -> FargateWork.cloud(settings, queue));
    }

    /// Where the daemon is, for the commands that ask it: the settings of both are the same.
    private static SocketOption socket() {
        return new SocketOption(given -> {
            Map<String, String> known = new HashMap<>(System.getenv());
            Settings settings = new Settings(Map.of(), known, Places.CONFIGURATION);
            for (Option option : List.of(Option.SOCKET, Option.STATE)) {
                known.put(option.variable(), settings.text(option));
            }
            return SocketOption.candidates(given, known);
        });
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec().addOption(help());
        command.getSubcommands().values().forEach(Commands::addHelp);
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this text and end.")
                .build();
    }

    /// What is wrong comes last on the screen and first to the eye: no page of help follows it.
    private static int usage(CommandLine.ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("farcron: " + mistake.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err);
        err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return USAGE;
    }

    /// For `--version`.
    static final class Versions implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"farcron " + Version.text()};
        }
    }
}
