package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.os.Account;
import farcron.os.Accounts;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Accounts of this machine that are gone after the test class, whatever becomes of it. Their names
/// begin with `fc`.
final class ThrowawayAccounts implements BeforeAllCallback, AfterAllCallback {

    private final List<String> made = new ArrayList<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        assumeTrue(new Accounts().current().uid() == 0, "only root can add accounts: skipped");
        assumeTrue(
                Files.isExecutable(Path.of("/usr/sbin/useradd")),
                "there is no useradd here (package passwd): skipped");
    }

    /// @param options of useradd; without them it has a home, a group of its own and no password
    Account add(String... options) throws IOException, InterruptedException {
        String name = "fc" + Long.toString(ProcessHandle.current().pid(), 36) + made.size();
        made.add(name);
        run("useradd", Stream.concat(Stream.of(options), Stream.of("-m", name)));
        return new Accounts().named(name).orElseThrow();
    }

    static void change(Account account, String... options)
            throws IOException, InterruptedException {
        run("usermod", Stream.concat(Stream.of(options), Stream.of(account.name())));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException, InterruptedException {
        for (String name : made) {
            new ProcessBuilder("/usr/sbin/userdel", "-rf", name).start().waitFor();
        }
    }

    private static void run(String program, Stream<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("/usr/sbin/" + program), arguments).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
    }
}
