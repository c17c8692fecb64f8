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
                        .addSubcommand(new StatusCommand(new SocketOption()))
                        .addSubcommand(new JobsCommand(new SocketOption()))
                        .addSubcommand(new RunsCommand(new SocketOption()))
                        .addSubcommand(new LogCommand(new SocketOption()))
                        .addSubcommand(new WhyCommand(new SocketOption()))
                        .addSubcommand(new RunCommand(new SocketOption()))
                        .addSubcommand(new KillCommand(new SocketOption()))
                        .addSubcommand(new PauseCommand(new SocketOption()))
                        .addSubcommand(new ResumeCommand(new SocketOption()));
        commands.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().addOption(help()));
        commands.setParameterExceptionHandler(Main::usage);
        commands.setOut(new PrintWriter(System.out, false, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        return commands;
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
