package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.job.Outcome;
import farcron.os.Account;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A user sets every variable that makes programs load or run something, to something that takes
/// down whose rights it is loaded with. As root only, and with a C compiler.
@ParameterizedClass(name = "by way of {0}")
@EnumSource(AsItsUserIT.Way.class)
class HostileCrontabIT {

    private static final String SECRET = "x-marks-the-spot";

    /// Takes down who loads it, and when it is a library that others want, does nothing else.
    private static final String TELLTALE =
            """
            #include <fcntl.h>
            #include <stdio.h>
            #include <unistd.h>
            __attribute__((constructor)) static void tell(void)
            {
                int file = open("RECORD", O_WRONLY | O_APPEND);
                dprintf(file, "%d %d loaded\\n", geteuid(), getuid());
                close(file);
            }
            """;

    @RegisterExtension static final ThrowawayAccounts ACCOUNTS = new ThrowawayAccounts();
    private static Account eve;

    @Parameter AsItsUserIT.Way way;
    @TempDir Path state;
    private Path record;

    @BeforeAll
    static void addEve() throws Exception {
        eve = ACCOUNTS.add();
    }

    @BeforeEach
    void plant() throws Exception {
        Path home = Path.of(eve.home());
        record = home.resolve("record");
        Files.writeString(record, "");
        Files.setPosixFilePermissions(record, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        compile(home.resolve("libpam.so.0"));
        String tell = "echo $(/usr/bin/id -u) $(/usr/bin/id -ru) ran >>" + record + "\n";
        Files.writeString(home.resolve("rc"), tell);
        for (String name : List.of(".profile", ".bashrc", ".bash_profile", ".shinit")) {
            Files.writeString(home.resolve(name), tell);
        }
        Files.writeString(home.resolve(".pam_environment"), "ENV=" + home + "/rc\n");
        Path bin = Files.createDirectories(home.resolve("bin"));
        for (String name :
                List.of("sh", "setsid", "setpriv", "env", "cat", "id", "farcron-session")) {
            program(bin.resolve(name), tell + "exec /bin/sh \"$@\"\n");
        }
    }

    private void compile(Path library) throws Exception {
        assumeTrue(
                Stream.of("/usr/bin/cc", "/bin/cc").anyMatch(cc -> Files.exists(Path.of(cc)))
                        && Files.exists(Path.of("/usr/include/stdio.h")),
                "there is no C compiler for the library that tells: skipped");
        Path source = state.resolve("telltale.c");
        Files.writeString(source, TELLTALE.replace("RECORD", record.toString()));
        Process cc =
                new ProcessBuilder(
                                "cc",
                                "-shared",
                                "-fPIC",
                                "-o",
                                library.toString(),
                                source.toString())
                        .inheritIO()
                        .start();
        assertThat(cc.waitFor()).isZero();
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Map<String, String> everything() {
        String home = eve.home();
        Map<String, String> all = new HashMap<>();
        all.put("SECRET", SECRET);
        all.put("LD_PRELOAD", home + "/libpam.so.0");
        all.put("LD_AUDIT", home + "/libpam.so.0");
        all.put("LD_LIBRARY_PATH", home);
        all.put("ENV", home + "/rc");
        all.put("BASH_ENV", home + "/rc");
        all.put("PATH", home + "/bin");
        all.put("IFS", "/-,");
        all.put("PS4", "$(/bin/sh " + home + "/rc)");
        all.put("SHELLOPTS", "xtrace");
        all.put("CDPATH", home);
        all.put("TMPDIR", home);
        all.put("GCONV_PATH", home);
        all.put("LOCPATH", home);
        all.put("PAM_TYPE", "open_session");
        all.put("USER", "root");
        all.put("LOGNAME", "root");
        all.put("FARCRON_SESSION", home + "/bin/farcron-session");
        return all;
    }

    private LocalRuns runs() throws IOException {
        Drop drop =
                switch (way) {
                    case PAM -> SessionProgram.withPam(state).drop();
                    case PLAIN -> SessionProgram.plain();
                    case SETPRIV -> new Drop.Plain();
                };
        return new LocalRuns(state, LocalSettings.of(Dialect.DEBIAN).dropping(drop));
    }

    @Test
    void nothing_of_root_ever_loads_or_runs_what_a_crontab_names() throws Exception {
        List<String> shells = List.of(eve.home() + "/bin/sh", "/bin/bash", "/bin/sh");
        try (LocalRuns local = runs()) {
            for (int run = 0; run < shells.size(); run++) {
                Files.writeString(record, "");
                String command = ": $SECRET; /usr/bin/id -u";
                Job job = LocalRuns.job(command, everything(), Optional.of("x"), shells.get(run));
                String output = local.output(run, LocalRuns.of(eve.name(), job));
                assertThat(output).contains(Long.toString(eve.uid()));
                assertThat(Files.readAllLines(record))
                        .as("with SHELL=" + shells.get(run) + " it is loaded, as her alone")
                        .isNotEmpty()
                        .allMatch(line -> line.startsWith("%d %1$d ".formatted(eve.uid())));
            }
        }
    }

    @Test
    void no_value_is_in_the_environment_of_root_or_on_anybodys_command_line() throws Exception {
        Job job =
                LocalRuns.job(
                        "echo up; exec /bin/sleep 30", everything(), Optional.empty(), "/bin/sh");
        try (LocalRuns local = runs()) {
            local.start(1, LocalRuns.of(eve.name(), job));
            LocalRuns.await("it runs", () -> local.log(1).contains("up"));
            List<Path> knowing = new ArrayList<>();
            for (Path process : processes()) {
                assertThat(text(process.resolve("cmdline"))).doesNotContain(SECRET);
                if (text(process.resolve("environ")).contains(SECRET)) {
                    knowing.add(process);
                }
            }
            assertThat(knowing)
                    .isNotEmpty()
                    .allSatisfy(process ->
                            assertThat(text(process.resolve("status")))
                                    .contains("Uid:\t%d\t%1$d\t%1$d\t%1$d\n".formatted(eve.uid())));
            local.runner.stop(LocalRuns.run(1), true);
            assertThat(local.next().outcome()).isInstanceOf(Outcome.Exited.class);
        }
    }

    private static List<Path> processes() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(path -> path.getFileName().toString().matches("\\d+")).toList();
        }
    }

    /// Empty for a process that has ended meanwhile.
    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }
}
