package farcron.report;

import farcron.crontab.Grammar;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.SourceFile;
import farcron.job.StatusSnapshot;
import farcron.job.Trigger;
import farcron.job.Usage;
import farcron.load.CrontabFile;
import farcron.load.Loaded;
import farcron.load.Reading;
import farcron.os.Account;
import farcron.os.Accounts;
import farcron.os.LogLimit;
import farcron.record.Changes;
import farcron.record.Cursor;
import farcron.record.KnownJob;
import farcron.record.RunFolders;
import farcron.record.RunHistory;
import farcron.record.RunStore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A machine at one moment: crontabs, a real record in SQLite, run folders, and a server over it.
/// The clock stands at 2026-11-21 09:14 in Madrid, a Saturday.
public final class Scene implements AutoCloseable {

    public static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    public static final Instant NOW = at("2026-11-21T09:14");

    public final Path folder;
    public final List<String> acts = new ArrayList<>();
    public Instant lastTick = NOW.minusSeconds(1);
    public String recordProblem = "";
    private final Map<JobKey, Job> jobs = new LinkedHashMap<>();
    private final List<SourceFile> files = new ArrayList<>();
    private final Map<JobKey, List<RunRecord>> runs = new LinkedHashMap<>();
    private final Map<JobKey, JobStatus.Pause> pauses = new LinkedHashMap<>();
    private final RunStore store;
    private RunHistory history;
    private final RunFolders folders;
    private CrontabAddress crontabs = CrontabAddress.none();
    private StatusServer server;
    private InetSocketAddress tcp;

    public Scene(Path folder) {
        this.folder = folder;
        this.store =
                new RunStore(
                        folder.resolve("farcron.db"),
                        new RunFolders(List.of()),
                        InstantSource.fixed(NOW));
        this.history = new RunHistory(folder.resolve("farcron.db"));
        this.folders = new RunFolders(List.of(folder.resolve("runs")));
        store.recover();
    }

    /// On the wall clock in Madrid.
    public static Instant at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(MADRID).toInstant();
    }

    /// Adds a system crontab: with a user column.
    public Scene file(String path, String... lines) {
        String scope = Path.of(path).getFileName().toString();
        CrontabFile file = new CrontabFile(Path.of(path), Grammar.Format.SYSTEM, scope, "");
        Reading reading = new Reading(Grammar.Dialect.DEBIAN, MADRID, "vm12");
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        Loaded loaded = Loaded.of(file, text, reading, NOW);
        loaded.jobs().forEach(job -> jobs.put(job.key(), job));
        files.add(loaded.file());
        return this;
    }

    public Job job(String name) {
        return jobs.values().stream()
                .filter(job -> job.key().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Puts a line in place of the one that bore its name.
    public Scene line(Job job) {
        jobs.put(job.key(), job);
        return this;
    }

    /// Takes a line away; its runs go on.
    public Scene without(String job) {
        jobs.remove(job(job).key());
        return this;
    }

    /// Records a run that has ended.
    public RunRecord ran(String job, RunState state, Instant due, int exit, String reason) {
        RunRecord queued = queued(job, due).running(due);
        RunRecord run =
                queued.exited(
                        exit,
                        due,
                        new Usage(5, Usage.NONE.peakMemoryBytes(), Usage.NONE.cpuSeconds()));
        return put(run.ended(state, due.plusSeconds(842), reason));
    }

    public RunRecord running(String job, Instant since) {
        return put(queued(job, since).running(since));
    }

    /// Records firings that became no run.
    public RunRecord not(String job, RunState state, Instant due, int firings, String reason) {
        return put(queued(job, due).ended(state, NOW, reason).standingFor(firings));
    }

    public RunRecord waiting(String job, Instant due, String reason) {
        return put(queued(job, due).because(reason));
    }

    private RunRecord queued(String job, Instant due) {
        long id = 1 + runs.values().stream().mapToLong(List::size).sum();
        return RunRecord.queued(id, job(job), Trigger.SCHEDULE, due, due);
    }

    public RunRecord put(RunRecord run) {
        List<RunRecord> list = runs.computeIfAbsent(run.job(), _ -> new ArrayList<>());
        list.removeIf(old -> old.id() == run.id());
        list.add(run);
        Changes changes = new Changes();
        changes.run(run);
        commit(changes);
        return run;
    }

    /// What only memory knows about a run.
    void now(RunRecord run) {
        List<RunRecord> list = runs.get(run.job());
        list.replaceAll(old -> old.id() == run.id() ? run : old);
    }

    public void output(RunRecord run, String text) {
        try {
            Path log = folders.folder(run.id()).log();
            Files.createDirectories(log.getParent());
            Files.writeString(log, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void pause(String job, Optional<Instant> until) {
        pauses.put(job(job).key(), new JobStatus.Pause(at("2026-11-20T10:00"), "ann", until));
    }

    public void firstSeen(String job, Instant at) {
        Changes changes = new Changes();
        changes.job(KnownJob.of(job(job), at));
        commit(changes);
    }

    /// Records that the daemon was up, and nothing more.
    public void up(Instant from, Instant until) {
        try (RunStore other =
                new RunStore(
                        folder.resolve("farcron.db"),
                        new RunFolders(List.of()),
                        InstantSource.fixed(from))) {
            Changes changes = new Changes();
            changes.cursor(new Cursor(until, Map.of()));
            other.commit(changes);
        }
    }

    /// Before the doors are opened: the record is a file that is no database.
    void breakRecord() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.db"), "no database ".repeat(100));
        history = new RunHistory(broken);
    }

    public void commit(Changes changes) {
        if (!store.commit(changes)) {
            throw new IllegalStateException(store.problem());
        }
    }

    public StatusSnapshot snapshot() {
        Map<JobKey, JobStatus> status = new LinkedHashMap<>();
        List<RunRecord> open = new ArrayList<>();
        runs.values()
                .forEach(own -> own.stream().filter(run -> run.state().open()).forEach(open::add));
        for (Job job : jobs.values()) {
            List<RunRecord> own = runs.getOrDefault(job.key(), List.of());
            status.put(
                    job.key(),
                    new JobStatus(
                            job,
                            own.isEmpty() ? Optional.empty() : Optional.of(own.getLast()),
                            own.stream().map(RunRecord::state).toList(),
                            Optional.ofNullable(pauses.get(job.key()))));
        }
        JobTable table = new JobTable(List.copyOf(jobs.values()), files);
        return new StatusSnapshot(
                lastTick, Duration.ofMillis(3), table, status, open, recordProblem);
    }

    /// Before the doors are opened.
    Scene crontabs(CrontabAddress address) {
        crontabs = address;
        return this;
    }

    static Program program() {
        return new Program("vm12", MADRID, "0.1", 4711, NOW.minus(Duration.ofHours(292)));
    }

    /// Opens both doors; root and the account of this test see everything.
    public Scene open() {
        return open(new Accounts().current());
    }

    /// As if the daemon ran as this account.
    Scene open(Account self) {
        server = server(Set.of("vm12.example"), self);
        if (!server.listen(socket())) {
            throw new IllegalStateException("no socket");
        }
        tcp =
                server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .orElseThrow();
        return this;
    }

    StatusServer server(Set<String> hostNames, Account self) {
        return new StatusServer(site(), hostNames, new Callers(new Accounts(), self));
    }

    Site site() {
        return new Site(
                this::snapshot,
                history,
                new Logs(folders, LogLimit.DEFAULT),
                new NotingOperator(this),
                crontabs,
                InstantSource.fixed(NOW),
                program());
    }

    View view(Caller caller) {
        return new View(snapshot(), caller, new Timetable(MADRID), new Times(NOW, MADRID));
    }

    public Path socket() {
        return folder.resolve("farcron.sock");
    }

    InetSocketAddress tcp() {
        return tcp;
    }

    /// As root, over the socket.
    String text(String address) {
        return ask("GET", address, "text/plain").text();
    }

    SocketClient.Answer ask(String method, String address, String accept) {
        try {
            return new SocketClient(socket()).ask(method, address, accept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        crontabs.close();
        history.close();
        store.close();
    }
}
