package farcron.load;

import farcron.crontab.Crontab;
import farcron.crontab.Fault;
import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Grammar.Format;
import farcron.crontab.Problem;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What this daemon and the machine's other cron each would not make of its crontabs.
public final class BothCrons {

    private final Crontabs crontabs;
    private final Reading reading;
    private final InstantSource time;

    public BothCrons(Crontabs crontabs, Reading reading, InstantSource time) {
        this.crontabs = crontabs;
        this.reading = reading;
        this.time = time;
    }

    /// @param format that of the file
    public record Finding(String path, Format format, Problem problem) {

        /// `FILE:LINE:COL: error: what; remedy`.
        public String line() {
            return problem.line(path);
        }
    }

    /// Lines that the other cron runs, and farcron would not. What both refuse is left out.
    public List<Finding> notHere() {
        List<Loaded> loaded = new ArrayList<>();
        for (CrontabFile file : crontabs.list()) {
            text(file).ifPresent(it -> loaded.add(Loaded.of(file, it, reading, time.instant())));
        }
        return AllJobs.of(loaded).files().stream()
                .flatMap(file ->
                        file.problems().stream()
                                .filter(it -> it.isError() && it.fault() == Fault.OWN)
                                .map(it -> new Finding(file.path(), Format.USER, it)))
                .toList();
    }

    /// What the other cron could not run, or not so; and what it would run differently, as a
    /// warning.
    public List<Finding> notThere() {
        List<Finding> findings = new ArrayList<>();
        for (CrontabFile file : crontabs.list()) {
            text(file).ifPresent(text -> look(file, text, findings));
        }
        return findings;
    }

    /// Empty where neither of the two takes the file.
    private Optional<byte[]> text(CrontabFile file) {
        try {
            return crontabs.read(file, crontabs.trace(file)) instanceof Found.Text text
                    ? Optional.of(text.content())
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // it has just gone
        }
    }

    /// A line that nobody can read costs Debian's cron its whole file, and cronie only itself.
    private void look(CrontabFile file, byte[] text, List<Finding> findings) {
        List<Problem> problems = new ArrayList<>(Portability.problems(file, text, reading));
        if (reading.dialect() == Dialect.DEBIAN) {
            String path = file.path().toString();
            Crontab.parse(path, text, reading.grammar(file.format())).problems().stream()
                    .filter(Problem::isError)
                    .forEach(problems::add);
        }
        problems.sort(Loaded.IN_ORDER);
        problems.forEach(
                it -> findings.add(new Finding(file.path().toString(), file.format(), it)));
    }
}
