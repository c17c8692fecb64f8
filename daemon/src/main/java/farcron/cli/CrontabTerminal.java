package farcron.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Where crontab(1) reads, writes and asks.
///
/// @param in must not read ahead: what is not asked for is an editor's
/// @param isTerminal whether one of the three, by its number, is a terminal
public record CrontabTerminal(
        InputStream in, PrintStream out, PrintStream err, IntPredicate isTerminal) {

    /// A line, or several, on standard error.
    void complain(String text) {
        out.flush();
        err.println(text);
        err.flush();
    }

    void print(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    void ask(String question) {
        print(question.getBytes(StandardCharsets.UTF_8));
    }

    /// The next line that somebody types, without its end; empty at the end of all input.
    Optional<String> answer() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            while (next >= 0 && next != '\n') {
                line.write(next);
                next = in.read();
            }
            return Optional.of(line.toString(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
