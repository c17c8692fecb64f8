package farcron.cli;

import farcron.crontab.Grammar.Format;
import farcron.load.CrontabFile;
import farcron.load.Loaded;
import farcron.load.Reading;
import farcron.spool.Locations;
import farcron.swap.GuardedFile;
import farcron.swap.GuardedText;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// `farcron guard`: makes crontabs readable for every other cron.
@Command(
        name = "guard",
        description = {
            "Put the words of crontab lines between `: ` and `;`, so that any other cron can run"
                    + " these lines; farcron reads both forms alike.",
            "A line that begins with after: gets a date that never comes before it.",
            "crontab -l | farcron guard - | crontab -",
            "Exit status: 0 any cron can run all lines, 1 not all, 2 wrong usage."
        })
public final class GuardCommand implements Callable<Integer> {

    private static final Path STANDARD_INPUT = Path.of("-");

    private final Reading reading;
    private final Supplier<Path> kept;
    private final InputStream in;
    private final OutputStream bytes;

    @Spec private CommandSpec spec;

    @Option(names = "--dry-run", description = "Change nothing; show which lines would change.")
    private boolean dryRun;

    @Option(
            names = "--system",
            description =
                    "The files have a user column, as /etc/crontab and /etc/cron.d/* always have.")
    private boolean system;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "crontabs, changed in their place; - reads standard input and writes"
                            + " standard output")
    private List<Path> files = new ArrayList<>();

    /// @param kept folder for the texts that files had before
    /// @param bytes standard output, for text in whatever encoding
    public GuardCommand(Reading reading, Supplier<Path> kept, InputStream in, OutputStream bytes) {
        this.reading = reading;
        this.kept = kept;
        this.in = in;
        this.bytes = bytes;
    }

    @Override
    public Integer call() throws IOException {
        if (files.contains(STANDARD_INPUT) && files.size() > 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "`-` stands beside files; guard one or the others");
        }
        boolean complete = true;
        for (Path path : files) {
            complete &= path.equals(STANDARD_INPUT) ? filter() : guard(path);
        }
        return complete ? 0 : 1;
    }

    private boolean filter() throws IOException {
        CrontabFile file = crontab(STANDARD_INPUT);
        GuardedText text = GuardedText.of(file, in.readAllBytes(), reading);
        if (dryRun) {
            show(STANDARD_INPUT, text);
        } else {
            bytes.write(text.bytes());
            bytes.flush();
        }
        return isComplete(STANDARD_INPUT, text);
    }

    private boolean guard(Path path) {
        try {
            GuardedFile file = GuardedFile.of(crontab(path), reading);
            if (dryRun) {
                show(path, file.text());
            } else {
                file.write(kept.get()).ifPresent(before -> tell(path, file.text(), before));
            }
            return isComplete(path, file.text());
        } catch (FileSystemException failure) {
            err(Loaded.unreadable(path, failure).line(path.toString()));
        } catch (IOException failure) {
            err(path + ": " + failure.getMessage());
        }
        return false;
    }

    private CrontabFile crontab(Path path) {
        Locations places = Locations.withSpool(path);
        Path whole = path.toAbsolutePath().normalize();
        boolean columns =
                system
                        || whole.equals(places.crontab())
                        || places.cronD().equals(whole.getParent());
        return new CrontabFile(path, columns ? Format.SYSTEM : Format.USER, path + "", "");
    }

    private void tell(Path path, GuardedText text, Path before) {
        int lines = text.changes().size();
        out(
                "%s: %d line%s guarded; the text before is kept in %s"
                        .formatted(path, lines, lines == 1 ? "" : "s", before));
    }

    /// As `diff -U0` does, but fit for a terminal.
    private void show(Path path, GuardedText text) {
        if (text.isChanged()) {
            out("--- " + path);
            out("+++ " + path + " guarded");
        }
        for (GuardedText.Change change : text.changes()) {
            out("@@ -%d +%d @@".formatted(change.line(), change.line()));
            out("-" + Shown.text(change.before()));
            out("+" + Shown.text(change.after()));
        }
    }

    private boolean isComplete(Path path, GuardedText text) {
        text.problems().forEach(problem -> err(problem.line(path.toString())));
        return text.problems().isEmpty();
    }

    private void out(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void err(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
