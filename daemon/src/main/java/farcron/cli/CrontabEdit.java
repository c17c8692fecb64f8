package farcron.cli;

import farcron.os.LaunchLocale;
import farcron.os.PrivateFiles;
import farcron.os.Signals;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A text in a folder that only the caller can enter, and an editor on it. The name stays the same
/// through all rounds.
final class CrontabEdit {

    private static final String LETTERS =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /// A shell tells so that a signal ended what it ran.
    private static final int SIGNALLED = 128;

    private final Path file;
    private final String editor;
    private final CrontabTerminal terminal;
    private volatile boolean editing;

    private CrontabEdit(Path file, String editor, CrontabTerminal terminal) {
        this.file = file;
        this.editor = editor;
        this.terminal = terminal;
    }

    /// @param environment says which editor, and where temporary files are
    static CrontabEdit of(
            byte[] text,
            CrontabWords words,
            Map<String, String> environment,
            CrontabTerminal terminal)
            throws CrontabRefusal {
        String editor =
                Stream.of("VISUAL", "EDITOR")
                        .map(name -> environment.getOrDefault(name, ""))
                        .filter(value -> !value.isEmpty())
                        .findFirst()
                        .orElse(words.editor());
        Path wanted = Path.of(environment.getOrDefault("TMPDIR", "/tmp"));
        boolean fit = wanted.isAbsolute() && Files.isDirectory(wanted) && Files.isWritable(wanted);
        Path folder = fit ? wanted : Path.of("/tmp");
        try {
            Path file = makeFolder(folder).resolve("crontab");
            PrivateFiles.create(file, text);
            return new CrontabEdit(file, editor, terminal);
        } catch (IOException failure) {
            throw new CrontabRefusal(folder + ": " + CrontabSource.why(failure));
        }
    }

    private static Path makeFolder(Path parent) throws IOException {
        SecureRandom random = new SecureRandom();
        while (true) {
            StringBuilder name = new StringBuilder("crontab.");
            random.ints(6, 0, LETTERS.length()).forEach(at -> name.append(LETTERS.charAt(at)));
            Path folder = parent.resolve(name.toString());
            try {
                PrivateFiles.createDirectory(folder);
                return folder;
            } catch (FileAlreadyExistsException _) {
                // Then another name.
            }
        }
    }

    /// From now on Ctrl-C is for the editor; between two rounds it ends the edit, and leaves it.
    void mindSignals() {
        for (String signal : List.of("INT", "HUP")) {
            Signals.handle(
                    signal,
                    () -> {
                        if (!editing) {
                            terminal.complain(left());
                            Runtime.getRuntime().halt(1);
                        }
                    });
        }
    }

    Path file() {
        return file;
    }

    /// What tells people where their work is.
    String left() {
        return "crontab: edits left in " + file;
    }

    /// Lets somebody edit, for as long as it takes.
    ///
    /// @return the text as it then is
    byte[] edit() throws CrontabRefusal {
        int status = run();
        if (status > SIGNALLED) {
            throw new CrontabRefusal(
                    "crontab: \""
                            + editor
                            + "\" killed; signal "
                            + (status - SIGNALLED)
                            + " (no core dumped)");
        }
        if (status != 0) {
            throw new CrontabRefusal("crontab: \"" + editor + "\" exited with status " + status);
        }
        return CrontabSource.edited(file);
    }

    /// Through the shell, as `EDITOR` may be more than a program's name; the file's name is not
    /// read by the shell.
    private int run() throws CrontabRefusal {
        ProcessBuilder shell =
                new ProcessBuilder("/bin/sh", "-c", editor + " \"$1\"", "/bin/sh", file.toString());
        LaunchLocale.restore(shell.environment());
        editing = true;
        try {
            return shell.inheritIO().start().waitFor();
        } catch (IOException failure) {
            throw new CrontabRefusal("crontab: " + editor + ": " + failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CrontabRefusal(left());
        } finally {
            editing = false;
        }
    }

    /// The folder with all that an editor may have put beside the file.
    void discard() {
        try (Stream<Path> all = Files.list(file.getParent())) {
            for (Path beside : all.toList()) {
                Files.deleteIfExists(beside);
            }
            Files.deleteIfExists(file.getParent());
        } catch (IOException failure) {
            terminal.complain("crontab: " + file.getParent() + " is left: " + failure);
        }
    }
}
