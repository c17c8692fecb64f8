package farcron;

import farcron.cli.CheckCommand;
import farcron.cli.CrontabCommand;
import farcron.cli.CrontabTerminal;
import farcron.cli.ExplainCommand;
import farcron.cli.FargateCommand;
import farcron.cli.FargateHere;
import farcron.cli.GraphCommand;
import farcron.cli.JobsCommand;
import farcron.cli.KillCommand;
import farcron.cli.LogCommand;
import farcron.cli.NextCommand;
import farcron.cli.PauseCommand;
import farcron.cli.ResumeCommand;
import farcron.cli.RunCommand;
import farcron.cli.RunsCommand;
import farcron.cli.SocketOption;
import farcron.cli.StatusCommand;
import farcron.cli.WhyCommand;
import farcron.crontab.Grammar.Dialect;
import farcron.job.CronLine;
import farcron.load.Crontabs;
import farcron.load.NewCrontab;
import farcron.load.Reading;
import farcron.os.Accounts;
import farcron.os.Host;
import farcron.os.Syslog;
import farcron.os.Terminals;
import farcron.report.EventLog;
import farcron.report.LogbackSetup;
import farcron.spool.Backups;
import farcron.spool.Locations;
import farcron.spool.Spool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The program. Only here do the real clock and the real time zone come in.
@Command(
        name = "farcron",
        description = "Runs crontabs as cron does, and answers: did it run, when, why did it fail?",
        footer = "crontab ... is crontab(1), with its options: farcron crontab -h",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Versions.class)
public final class Main {

    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        InstantSource time = InstantSource.system();
        Settings settings = new Settings(Map.of(), System.getenv(), Places.CONFIGURATION);
        Reading here =
                new Reading(
                        Dialects.named("auto"),
                        ZoneId.systemDefault(),
                        Host.id(),
                        settings.pools(),
                        settings.fargate());
        if (arguments.length > 0 && arguments[0].equals("crontab")) {
            List<String> words = List.of(arguments).subList(1, arguments.length);
            System.exit(crontab(here, time).run(words));
        }
        if (asksAws(arguments) && !settings.mistakes().isEmpty()) {
            settings.mistakes().forEach(System.err::println);
            System.exit(USAGE);
        }
        int status = commands(here, time).execute(arguments);
        if (arguments.length > 0 && arguments[0].equals("daemon")) {
            LogbackSetup.flush();
        }
        System.exit(status);
    }

    /// What looks at a daemon's settings takes none that the daemon refuses.
    private static boolean asksAws(String... arguments) {
        return arguments.length > 1
                && arguments[0].equals("fargate")
                && List.of("doctor", "policy").contains(arguments[1]);
    }

    static CommandLine commands(Reading here, InstantSource time) {
        CommandLine commands =
                new CommandLine(new Main())
                        .addSubcommand(DaemonCommand.command(here, time))
                        .addSubcommand(new CheckCommand(here, time))
                        .addSubcommand(new NextCommand(here, time))
                        .addSubcommand(new ExplainCommand(here, time))
                        .addSubcommand(new StatusCommand(socket()))
                        .addSubcommand(new JobsCommand(socket()))
                        .addSubcommand(new RunsCommand(socket()))
                        .addSubcommand(new LogCommand(socket()))
                        .addSubcommand(new WhyCommand(socket()))
                        .addSubcommand(new GraphCommand(socket()))
                        .addSubcommand(FargateCommand.with(fargate(here, time)))
                        .addSubcommand(new RunCommand(socket()))
                        .addSubcommand(new KillCommand(socket()))
                        .addSubcommand(new PauseCommand(socket()))
                        .addSubcommand(new ResumeCommand(socket()));
        commands.getSubcommands().values().forEach(Main::addHelp);
        commands.setParameterExceptionHandler(Main::usage);
        commands.setOut(new PrintWriter(System.out, false, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        return commands;
    }

    /// AWS is looked for only when one of these commands asks it.
    private static FargateHere fargate(Reading here, InstantSource time) {
        Settings settings = new Settings(Map.of(), System.getenv(), Places.CONFIGURATION);
        String queue = settings.text(Option.FARGATE_QUEUE);
        Locations locations =
                settings.path(Option.SPOOL)
                        .map(Locations::withSpool)
                        .orElseGet(() -> Locations.of(here.dialect()));
        Accounts accounts = new Accounts();
        return new FargateHere(
                here,
                time,
                System.in,
                () -> Crontabs.ofSystem(locations, here.dialect(), accounts, time, _ -> {}),
                Optional.of(queue).filter(url -> !url.isEmpty()),
                () -> FargateWork.cloud(settings, queue));
    }

    /// Not one of the others: its grammar is crontab(1)'s own.
    private static CrontabCommand crontab(Reading here, InstantSource time) {
        Settings settings = new Settings(Map.of(), System.getenv(), Places.CONFIGURATION);
        Dialect dialect = Dialects.named(settings.text(Option.DIALECT));
        Reading reading =
                new Reading(
                        dialect, here.zone(), here.host(), settings.pools(), settings.fargate());
        NewCrontab check = new NewCrontab(reading, time);
        Accounts accounts = new Accounts();
        Path state = settings.path(Option.STATE).orElse(Places.STATE);
        Supplier<Spool> spool =
                () ->
                        new Spool(
                                settings.path(Option.SPOOL)
                                        .map(Locations::withSpool)
                                        .orElseGet(() -> Locations.of(dialect)),
                                new Spool.Customs(dialect, time, here.zone(), Version.text()),
                                accounts,
                                check,
                                new Backups(state.resolve("crontabs.bak")),
                                systemLog(dialect, here.zone()));
        return new CrontabCommand(
                new CrontabCommand.Surroundings(
                        dialect,
                        settings.path(Option.SOCKET).orElse(Places.SOCKET),
                        spool,
                        check,
                        accounts,
                        System.getenv(),
                        Version.text()),
                new CrontabTerminal(
                        new FileInputStream(FileDescriptor.in),
                        System.out,
                        System.err,
                        Terminals::isTerminal));
    }

    /// What root edits while no daemon runs is told to the system's log by the command itself.
    private static Consumer<CronLine> systemLog(Dialect dialect, ZoneId zone) {
        if (!Files.exists(Syslog.SOCKET)) {
            return _ -> {};
        }
        LogbackSetup.toSyslog(Syslog.SOCKET, zone);
        LogbackSetup.up();
        Runtime.getRuntime().addShutdownHook(new Thread(LogbackSetup::flush));
        return new EventLog(dialect, zone)::line;
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
        command.getSubcommands().values().forEach(Main::addHelp);
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
