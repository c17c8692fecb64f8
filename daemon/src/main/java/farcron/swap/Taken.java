package farcron.swap;

import farcron.os.WholeFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a takeover has changed on the machine, so that just that can be reversed.
///
/// @param cron the other cron's service; empty if there was none
/// @param enabled whether that one was started at boot
/// @param wrote files that were not there before
record Taken(String cron, boolean enabled, List<Path> wrote) {

    private static final String NAME = "takeover";

    Taken {
        wrote = List.copyOf(wrote);
    }

    static Optional<Taken> in(Path state) throws IOException {
        String cron = "";
        boolean enabled = false;
        List<Path> wrote = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(state.resolve(NAME))) {
                String value = line.substring(line.indexOf(' ') + 1);
                switch (line.substring(0, Math.max(0, line.indexOf(' ')))) {
                    case "cron" -> cron = value;
                    case "enabled" -> enabled = value.equals("true");
                    case "wrote" -> wrote.add(Path.of(value));
                    default -> throw new IOException("what is `" + line + "` in its takeover?");
                }
            }
            return Optional.of(new Taken(cron, enabled, wrote));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    void writeTo(Path state) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("cron ").append(cron).append('\n');
        text.append("enabled ").append(enabled).append('\n');
        wrote.forEach(file -> text.append("wrote ").append(file).append('\n'));
        WholeFile.replace(state.resolve(NAME), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    static void forget(Path state) throws IOException {
        Files.deleteIfExists(state.resolve(NAME));
    }
}
