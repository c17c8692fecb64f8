package farcron;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar;
import farcron.job.CommandWords;
import farcron.load.Reading;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The commands that the program has, for what is written about them.
final class CommandsThere {

    private static final Set<String> HELP = Set.of("--help", "-h");

    /// They are explained once for all commands that ask the daemon.
    private static final Set<String> OF_THE_SOCKET = Set.of("--socket", "--state");

    private CommandsThere() {}

    /// By their words: `check`, `fargate init`.
    static Map<String, CommandLine> all() {
        Map<String, CommandLine> all = new LinkedHashMap<>();
        add("", program(), all);
        return all;
    }

    private static CommandLine program() {
        Reading here = new Reading(Grammar.Dialect.DEBIAN, ZoneId.of("UTC"), "host");
        return new Commands(here, InstantSource.fixed(Instant.EPOCH)).all();
    }

    private static void add(String words, CommandLine command, Map<String, CommandLine> all) {
        if (command.getSubcommands().isEmpty()) {
            all.put(words.strip(), command);
        }
        command.getSubcommands().forEach((name, sub) -> add(words + " " + name, sub, all));
    }

    /// Those that its entry tells, without their first dash.
    static List<String> ownOptions(CommandLine command) {
        boolean asks = command.getCommandSpec().findOption("--socket") != null;
        return command.getCommandSpec().options().stream()
                .map(OptionSpec::names)
                .flatMap(Arrays::stream)
                .filter(name -> !HELP.contains(name))
                .filter(name -> !asks || !OF_THE_SOCKET.contains(name))
                .map(name -> name.substring(1))
                .toList();
    }

    /// Fails if that could not be typed.
    static void parse(String line) {
        List<String> words =
                CommandWords.of(line).stream().takeWhile(word -> !word.matches("[|>]")).toList();
        if (words.getFirst().equals("farcron") && !words.get(1).equals("crontab")) {
            program().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
        }
    }

    /// Fails if there is no such command, or if it has no such option: for a line that is not
    /// complete.
    static void lookUp(String line) {
        List<String> words = CommandWords.of(line);
        CommandLine command = program();
        for (String word : words.subList(1, words.size())) {
            if (word.startsWith("-")) {
                assertThat(command.getCommandSpec().findOption(word)).as(line).isNotNull();
            } else if (command.getSubcommands().containsKey(word)) {
                command = command.getSubcommands().get(word);
            } else if (!command.getSubcommands().isEmpty()) {
                assertThat(word).as("%s: is there this command?", line).isEqualTo("crontab");
                return;
            }
        }
    }
}
