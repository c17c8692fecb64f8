package farcron;

import farcron.cli.CheckCommand;
import farcron.cli.ExplainCommand;
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
import farcron.load.Reading;
import farcron.os.Host;
import farcron.report.LogbackSetup;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The program. Only here do the real clock and the real time zone come in.
@Command(
        name = "farcron",
        description = "Runs crontabs as cron does, and answers: did it run, when, why did it fail?",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Versions.class)
public final class Main {

    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        InstantSource time = InstantSource.system();
        Reading here = new Reading(Dialects.named("auto"), ZoneId.systemDefault(), Host.id());
        int status = commands(here, time).execute(arguments);
        if (arguments.length > 0 && arguments[0].equals("daemon")) {
            LogbackSetup.flush();
        }
        System.exit(status);
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
                        .addSubcommand(new RunCommand(socket()))
                        .addSubcommand(new KillCommand(socket()))
                        .addSubcommand(new PauseCommand(socket()))
                        .addSubcommand(new ResumeCommand(socket()));
        commands.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().addOption(help()));
        commands.setParameterExceptionHandler(Main::usage);
        commands.setOut(new PrintWriter(System.out, false, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        return commands;
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
