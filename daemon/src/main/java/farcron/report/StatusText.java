package farcron.report;

import farcron.crontab.Problem;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.SourceFile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The first page, for a terminal of 80 columns: what is wrong stands first, with its reason; then
/// what runs; then what comes next. ASCII, letters instead of colours.
final class StatusText {

    /// More would push the problems off the screen.
    private static final int MOST_JOBS = 40;

    private static final int MOST_PROBLEMS = 10;
    private final View view;
    private final Program program;
    private final Health health;
    private final boolean all;
    private final Times times;
    private final List<JobView> jobs;

    /// @param all whether each job is shown, however many there are
    StatusText(View view, Program program, Health health, boolean all) {
        this.view = view;
        this.program = program;
        this.health = health;
        this.all = all;
        this.times = view.times();
        this.jobs = view.jobs();
    }

    String text() {
        return head() + loud() + table() + rejected() + foot();
    }

    private String head() {
        Instant now = times.now();
        String offset = String.format(Locale.ROOT, "%1$tz", now.atZone(times.zone()));
        String first =
                "farcron %s on %s   up %s   now %s %s"
                        .formatted(
                                program.version(),
                                Printable.line(program.host()),
                                Times.length(Duration.between(program.started(), now)),
                                times.whole(now),
                                times.zone().getId());
        String zone = times.zone().getId().equals("Z") ? "" : " (" + offset + ")";
        return first + zone + "\n" + counts() + "\n";
    }

    private String counts() {
        Map<String, Object> counts = Shapes.counts(jobs);
        List<String> parts = new ArrayList<>();
        Stream.of("failed", "timeout", "lost", "missed", "late", "blocked", "rejected", "running")
                .forEach(state -> count(parts, counts, state));
        Stream.of("queued", "ok", "skipped", "killed", "paused", "never_ran")
                .forEach(state -> count(parts, counts, state));
        long files = view.files().stream().filter(file -> !errors(file).isEmpty()).count();
        if (files > 0) {
            parts.add(files + (files == 1 ? " file" : " files") + " with errors");
        }
        return parts.isEmpty() ? "no jobs" : String.join("   ", parts);
    }

    private static void count(List<String> parts, Map<String, Object> counts, String state) {
        int number = (Integer) counts.get(state);
        if (number > 0) {
            boolean bad =
                    Stream.of(RunState.values()).anyMatch(s -> s.bad() && s.word().equals(state));
            String word = state.replace("never_ran", "never ran");
            parts.add(number + " " + (bad ? word.toUpperCase(Locale.ROOT) : word));
        }
    }

    private String loud() {
        StringBuilder loud = new StringBuilder();
        if (!view.snapshot().recordProblem().isEmpty()) {
            loud.append("\n!! NOTHING IS RECORDED: ")
                    .append(Printable.line(view.snapshot().recordProblem()))
                    .append('\n');
        }
        if (!health.ok() && !health.problem().equals(view.snapshot().recordProblem())) {
            loud.append("\n!! NOT WORKING: ").append(Printable.line(health.problem())).append('\n');
        }
        return loud.append('\n').toString();
    }

    private String table() {
        if (jobs.isEmpty() && gone().isEmpty()) {
            return view.caller().master() || !view.caller().full()
                    ? "No jobs: the crontabs that were read have no active line.\n"
                    : "No jobs of yours: only jobs that run as you are shown.\n";
        }
        Columns columns = new Columns(1);
        columns.row("JOB", "STATE", "LAST RUN", "TOOK", "EXIT", "NEXT", "WHERE", "LAST 10");
        JobRow row = new JobRow(view);
        List<JobView> sorted = jobs.stream().sorted(order()).toList();
        List<JobView> shown = all ? sorted : sorted.subList(0, Math.min(MOST_JOBS, sorted.size()));
        for (JobView job : shown) {
            row.add(columns, job);
        }
        gone().forEach(run -> row.add(columns, run));
        if (shown.size() < sorted.size()) {
            columns.text(more(sorted.subList(shown.size(), sorted.size())));
        }
        return columns.toString();
    }

    private static String more(List<JobView> rest) {
        long problems = rest.stream().filter(JobView::isProblem).count();
        String also = problems == 0 ? "" : ", " + problems + " of them with problems";
        return "... and " + rest.size() + " more" + also + ": /?all=1 or farcron status --all";
    }

    private static Comparator<JobView> order() {
        return Comparator.comparingInt(StatusText::rank)
                .thenComparing(job -> job.next().isEmpty() ? Instant.MAX : job.next().getFirst())
                .thenComparing(JobView::shown);
    }

    private static int rank(JobView job) {
        if (job.isLate() || job.isIn(RunState.FAILED) || job.isIn(RunState.TIMEOUT)) {
            return 0;
        }
        if (job.failsCheck()) {
            return 1;
        }
        if (job.isProblem()) {
            return 2;
        }
        return job.isRunning() ? 3 : job.isIn(RunState.QUEUED) ? 4 : 5;
    }

    /// Runs that go on although there is no such line any more.
    private List<RunRecord> gone() {
        return view.open().stream()
                .filter(run -> view.snapshot().table().job(run.job()).isEmpty())
                .toList();
    }

    /// How long a run took; a run that goes on, so far: `14m02>`.
    static String took(RunRecord run, Instant now) {
        if (run.started().isEmpty()) {
            return "-";
        }
        Instant end = run.ended().orElse(now);
        String took = Times.took(Duration.between(run.started().get(), end));
        return run.state().open() ? took + ">" : took;
    }

    static String exit(RunRecord run) {
        return run.exitCode().isPresent() ? Integer.toString(run.exitCode().getAsInt()) : "-";
    }

    private String rejected() {
        List<String> lines =
                view.files().stream()
                        .flatMap(file -> errors(file).stream().map(error -> line(file, error)))
                        .toList();
        if (lines.isEmpty()) {
            return "";
        }
        int most = all ? lines.size() : Math.min(MOST_PROBLEMS, lines.size());
        String rest =
                most == lines.size() ? "" : "... and " + (lines.size() - most) + " more: /?all=1\n";
        return "\n" + String.join("", lines.subList(0, most)) + rest;
    }

    private String line(SourceFile file, Problem error) {
        String where =
                "REJECTED "
                        + file.path()
                        + ":"
                        + error.position().line()
                        + ":"
                        + error.position().column();
        return view.caller().full()
                ? Printable.line(where + " " + error.what() + "; " + error.remedy()) + "\n"
                : Printable.line(where) + "\n";
    }

    private static List<Problem> errors(SourceFile file) {
        return file.problems().stream().filter(Problem::isError).toList();
    }

    private String foot() {
        String more =
                "\nMore: /?all=1 /jobs/NAME /runs /runs/ID/log /why/NAME?at=02:00 /health /check\n";
        boolean chains = jobs.stream().anyMatch(job -> !job.after().isEmpty());
        if (chains) {
            more += "Chains: /graph or farcron graph\n";
        }
        return view.caller().full()
                ? more
                : more + "Commands and output are shown on the Unix socket only: farcron status\n";
    }
}
