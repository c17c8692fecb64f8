package farcron;

import farcron.load.Reading;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `farcron daemon`: the service. Its options are those of the table in [Option].
@Command(
        name = "daemon",
        description = {
            "Run crontabs: the machine's, or those that are named.",
            "Without files: those of the machine, of its packages and of its users, as its cron"
                    + " would; needs root. With files: just these, as the current user.",
            "SIGHUP, SIGUSR2: look at the files now. SIGTERM: stop; running jobs go on."
        })
final class DaemonCommand implements Callable<Integer> {

    private final Reading here;
    private final InstantSource time;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "crontabs")
    private List<Path> files = new ArrayList<>();

    private DaemonCommand(Reading here, InstantSource time) {
        this.here = here;
        this.time = time;
    }

    static CommandLine command(Reading here, InstantSource time) {
        CommandLine command = new CommandLine(new DaemonCommand(here, time));
        for (Option option : Option.values()) {
            command.getCommandSpec()
                    .addOption(
                            OptionSpec.builder("--" + option.key())
                                    .type(String.class)
                                    .paramLabel(option.value())
                                    .description(
                                            option.meaning()
                                                    + (option.standard().isEmpty()
                                                            ? ""
                                                            : " (" + option.standard() + ")"))
                                    .build());
        }
        return command;
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<Option, String> given = new EnumMap<>(Option.class);
        for (Option option : Option.values()) {
            String value =
                    spec.commandLine()
                            .getParseResult()
                            .matchedOptionValue("--" + option.key(), null);
            if (value != null) {
                given.put(option, value);
            }
        }
        PrintWriter err = spec.commandLine().getErr();
        int status =
                new DaemonStart(here.zone(), here.host(), time)
                        .run(new DaemonWords(given, files), err);
        err.flush();
        return status;
    }
}
