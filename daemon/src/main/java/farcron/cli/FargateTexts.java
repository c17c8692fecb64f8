package farcron.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads what the AWS CLI has printed.
record FargateTexts(InputStream standard) {

    /// @param names of files; `-` is standard input
    List<String> read(List<String> names, CommandSpec spec) {
        List<String> texts = new ArrayList<>();
        for (String name : names) {
            try {
                texts.add(
                        name.equals("-")
                                ? new String(standard.readAllBytes(), StandardCharsets.UTF_8)
                                : Files.readString(Path.of(name)));
            } catch (IOException failure) {
                throw new ParameterException(
                        spec.commandLine(), name + ": " + CrontabSource.why(failure));
            }
        }
        return texts;
    }
}
