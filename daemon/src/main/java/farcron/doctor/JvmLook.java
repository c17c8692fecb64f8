package farcron.doctor;

import farcron.doctor.Processes.Process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether the daemon runs with the settings of the JVM that it was made for.
///
/// @param options the file with them; absent where nobody said where it is
record JvmLook(Premises premises, Optional<Path> options) implements Look {

    private static final String ABOUT = "JVM";
    private static final List<String> MEDDLERS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    @Override
    public void look(Findings findings) {
        new Processes(premises).farcrons().forEach(daemon -> look(daemon, findings));
    }

    private void look(Process daemon, Findings findings) {
        boolean byFile = daemon.arguments().stream().anyMatch(it -> it.endsWith("/jvm.options"));
        List<String> missing =
                byFile
                        ? List.of()
                        : wanted().filter(flag -> !daemon.arguments().contains(flag)).toList();
        if (!missing.isEmpty()) {
            findings.warn(
                    ABOUT,
                    "pid %d runs without %s of %s"
                            .formatted(
                                    daemon.pid(), String.join(" ", missing), options.orElseThrow()),
                    "start it by farcron daemon or by its unit");
        }
        Optional<String> environment = premises.text("/proc/" + daemon.pid() + "/environ");
        List<String> meddling =
                MEDDLERS.stream()
                        .filter(name -> ("\0" + environment.orElse("")).contains("\0" + name + "="))
                        .toList();
        if (!meddling.isEmpty()) {
            findings.warn(
                    ABOUT,
                    "pid %d was given %s, which changes it"
                            .formatted(daemon.pid(), String.join(" and ", meddling)),
                    "take it out of the environment of farcron.service");
        }
        if (environment.isEmpty()) {
            findings.unseen(ABOUT, "the environment of pid " + daemon.pid());
        } else if (missing.isEmpty() && meddling.isEmpty()) {
            findings.ok(ABOUT, "it runs with its own settings");
        }
    }

    private Stream<String> wanted() {
        try {
            return options.isPresent()
                    ? Files.readAllLines(options.get()).stream()
                            .map(String::strip)
                            .filter(line -> line.startsWith("-"))
                    : Stream.of();
        } catch (IOException _) {
            return Stream.of();
        }
    }
}
