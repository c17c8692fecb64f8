package farcron.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs programs of the machine, one after the other, without a shell.
@FunctionalInterface
public interface Programs {

    /// @param status what it ended with
    /// @param output what it wrote, errors included, without the last newline
    record Ending(int status, String output) {

        public boolean ok() {
            return status == 0;
        }
    }

    /// Waits until it has ended. It gets no input.
    ///
    /// @throws IOException if there is no such program
    Ending run(List<String> words) throws IOException;

    /// Those that are installed here, speaking English.
    static Programs installed() {
        return words -> {
            ProcessBuilder program = new ProcessBuilder(words).redirectErrorStream(true);
            program.environment().put("LC_ALL", "C.UTF-8");
            Process process = program.start();
            process.getOutputStream().close();
            byte[] output = process.getInputStream().readAllBytes();
            try {
                String text = new String(output, StandardCharsets.UTF_8).stripTrailing();
                return new Ending(process.waitFor(), text);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException(words + " was not waited for", interrupted);
            }
        };
    }
}
