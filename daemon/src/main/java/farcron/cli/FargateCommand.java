package farcron.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `farcron fargate`: what lines with `fargate:` need of an account at AWS.
@Command(
        name = "fargate",
        description = {
            "Prepare and check what lines with fargate: need of AWS.",
            "First create the stack of packaging/aws/farcron.yaml; init writes the settings for it,"
                    + " and doctor tells what is still wrong."
        })
public final class FargateCommand implements Runnable {

    @Spec private CommandSpec spec;

    private FargateCommand() {}

    public static CommandLine with(FargateHere here) {
        return new CommandLine(new FargateCommand())
                .addSubcommand(new FargateInitCommand(here))
                .addSubcommand(new FargateDoctorCommand(here))
                .addSubcommand(new FargatePolicyCommand(here))
                .addSubcommand(new FargateImportCommand(here));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "fargate what? Say one of: " + String.join(", ", spec.subcommands().keySet()));
    }
}
