package farcron.cli;

import farcron.crontab.Grammar.Format;
import farcron.crontab.Period;
import farcron.load.CrontabFile;
import farcron.load.Crontabs;
import farcron.os.Signals;
import farcron.shadow.CronLog;
import farcron.shadow.Judge;
import farcron.shadow.LookBack;
import farcron.shadow.Scene;
import farcron.shadow.Shadow;
import farcron.shadow.ShadowRecord;
import farcron.shadow.Summary;
import farcron.shadow.Verdict;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/// `farcron shadow`: compares with the cron that runs, and runs nothing itself.
@Command(
        name = "shadow",
        description = {
            "Stand beside the running cron: run nothing, and tell where farcron would have run"
                    + " something else than cron's log says that it ran.",
            "Without files: the crontabs of the machine; needs root. It goes on until Ctrl-C, and"
                + " keeps what it sees on record. With --since it answers at once, from the log.",
            "Exit status: 0 the two agree, 1 they differ, 2 they cannot be compared."
        })
public final class ShadowCommand implements Callable<Integer> {

    private static final int AGREE = 0;
    private static final int DIFFER = 1;
    private static final int CANNOT = 2;

    private final Supplier<ShadowHere> surroundings;
    private ShadowHere here;

    @Spec private CommandSpec spec;

    @Option(names = "--since", paramLabel = "T", description = "Look back: compare from then on.")
    private String since = "";

    @Option(names = "--until", paramLabel = "T", description = "With --since: up to then (now).")
    private String until = "";

    @Option(names = "--for", paramLabel = "D", description = "End by itself after 12h, 90m, …")
    private String length = "";

    @Option(names = "--report", description = "Sum up what is on record, and end.")
    private boolean report;

    @Option(
            names = "--log",
            paramLabel = "FILE|journal",
            description =
                    "Where cron logs (/var/log/cron, cron.log, syslog, messages; else journal).")
    private String log = "";

    @Option(names = "--state", paramLabel = "DIR", description = "State folder, with the record.")
    private String state = "";

    @Option(names = "--system", description = "The files have a user column, as /etc/crontab.")
    private boolean system;

    @Option(names = "--user", paramLabel = "NAME", description = "Whose the files are (your own).")
    private String user = "";

    @Option(
            names = {"-v", "--verbose"},
            description = "Also tell each start about which the two agree.")
    private boolean verbose;

    @Parameters(paramLabel = "FILE", description = "crontabs")
    private List<Path> files = new ArrayList<>();

    public ShadowCommand(Supplier<ShadowHere> surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        here = surroundings.get();
        if (report && (!since.isEmpty() || !until.isEmpty() || !length.isEmpty())) {
            throw usage("--report tells all that is on record; leave out --since, --until, --for");
        }
        if (since.isEmpty() && !until.isEmpty()) {
            throw usage("--until needs --since; for a comparison that ends by itself write --for");
        }
        if (!since.isEmpty() && !length.isEmpty()) {
            throw usage("--since looks back and --for ahead; leave one of them out");
        }
        try {
            if (report) {
                return report();
            }
            return since.isEmpty() ? follow() : lookBack();
        } catch (IOException failure) {
            return cannot(failure.getMessage() == null ? failure.toString() : failure.getMessage());
        }
    }

    private int report() throws IOException {
        Path path = recordPath();
        if (!Files.exists(path)) {
            return cannot(path + ": there is no record yet; run farcron shadow for a night");
        }
        Judge judge = new Judge(_ -> {});
        ShadowRecord.read(path, judge::take);
        return tell(judge.summary(), "cron's log");
    }

    private int lookBack() throws IOException {
        Instant from = moment(since);
        Instant to = until.isEmpty() ? here.time().instant() : moment(until);
        if (until.isEmpty() && !from.isBefore(to)) {
            throw usage("--since %s is still to come; give a time that is past".formatted(since));
        }
        if (!from.isBefore(to)) {
            throw usage("--since is not before --until; give the earlier time to --since");
        }
        Scene scene = scene();
        LookBack.Result result = new LookBack(scene, this::note).compare(from, to);
        result.begins()
                .ifPresent(begins ->
                        note(
                                "%s begins at %s; what was due before is not compared"
                                        .formatted(scene.log().name(), time(begins))));
        return tell(result.summary(), scene.log().name());
    }

    private int follow() throws IOException, InterruptedException {
        Duration longest =
                length.isEmpty()
                        ? Duration.ofDays(3660)
                        : Period.parse(length)
                                .orElseThrow(() ->
                                        usage(
                                                "--for %s is no duration; write 12h or 90m"
                                                        .formatted(length)));
        Scene scene = scene();
        CountDownLatch stop = new CountDownLatch(1);
        Signals.handle("INT", stop::countDown);
        Signals.handle("TERM", stop::countDown);
        Path path = recordPath();
        try (ShadowRecord record = ShadowRecord.open(path)) {
            note("beside %s; on record in %s".formatted(scene.log().name(), path));
            Shadow shadow = new Shadow(scene, record, this::tell, this::note);
            Summary summary = shadow.follow(stop, here.time().instant().plus(longest));
            return tell(summary, scene.log().name());
        }
    }

    private Scene scene() {
        return new Scene(here.reading(), here.time(), crontabs(), files.isEmpty(), cronLog());
    }

    private Crontabs crontabs() {
        if (!files.isEmpty()) {
            return Crontabs.named(files.stream().map(this::crontab).toList());
        }
        if (here.self().uid() != 0) {
            throw usage(
                    "only root can read the crontabs of the machine; name the files, such as those"
                            + " that crontab -l prints, or run it as root");
        }
        return here.machine().get();
    }

    private CrontabFile crontab(Path path) {
        if (system) {
            String name = path.getFileName() + "";
            String scope = name.equals("crontab") ? "etc/crontab" : "cron.d/" + name;
            return new CrontabFile(path, Format.SYSTEM, scope, "root");
        }
        String owner = user.isEmpty() ? here.self().name() : user;
        return new CrontabFile(path, Format.USER, owner, owner);
    }

    private CronLog cronLog() {
        ZoneId zone = here.reading().zone();
        return switch (log) {
            case "" -> CronLog.ofMachine(zone, here.time());
            case "journal" -> CronLog.journal(zone, here.time());
            default -> CronLog.file(readable(Path.of(log)), zone, here.time());
        };
    }

    private Path readable(Path path) {
        if (!Files.isReadable(path)) {
            throw usage(
                    "--log %s: there is no such file, or you may not read it; name cron's log, or"
                                    .formatted(path)
                            + " write --log journal");
        }
        return path;
    }

    private Path recordPath() {
        return ShadowRecord.in(state.isEmpty() ? here.state() : Path.of(state));
    }

    private int tell(Summary summary, String log) {
        PrintWriter out = spec.commandLine().getOut();
        new ShadowText(here.reading().zone()).lines(summary, log).forEach(out::println);
        out.flush();
        if (!summary.heard() && !summary.groups().isEmpty()) {
            return cannot(
                    log
                            + " tells of nothing that cron has run in that time; see whether cron"
                            + " runs, and name its log with --log");
        }
        return summary.agree() ? AGREE : DIFFER;
    }

    private void tell(Verdict verdict) {
        if (verbose || verdict.isDifference()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(new ShadowText(here.reading().zone()).line(verdict));
            out.flush();
        }
    }

    private void note(String what) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("farcron: " + Shown.text(what));
        err.flush();
    }

    private int cannot(String what) {
        note(what);
        return CANNOT;
    }

    private Instant moment(String text) {
        return Moments.parse(text, here.reading().zone())
                .orElseThrow(() ->
                        usage(
                                "`%s` is no time; write 2026-03-07T22:30, or with a zone"
                                                .formatted(text)
                                        + " 2026-03-07T22:30:00Z"));
    }

    private String time(Instant at) {
        return Moments.text(at, here.reading().zone());
    }

    private CommandLine.ParameterException usage(String what) {
        return new CommandLine.ParameterException(spec.commandLine(), what);
    }
}
