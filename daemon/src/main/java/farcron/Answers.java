package farcron;

import farcron.job.StatusSnapshot;
import farcron.load.NewCrontab;
import farcron.os.Host;
import farcron.record.RunFolders;
import farcron.record.RunHistory;
import farcron.report.Callers;
import farcron.report.CrontabAddress;
import farcron.report.Logs;
import farcron.report.Program;
import farcron.report.Site;
import farcron.report.StatusServer;
import farcron.schedule.Requests;
import farcron.spool.Backups;
import farcron.spool.Locations;
import farcron.spool.Spool;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;

/// The rooms that have to do with answering those who ask.
final class Answers {

    private static final String BACKUPS = "crontabs.bak";

    private Answers() {}

    /// @param begun when the daemon was started
    static void start(
            Setup setup,
            StateFolder state,
            Supplier<StatusSnapshot> snapshots,
            RunHistory history,
            RunFolders folders,
            Requests requests,
            Instant begun,
            Started started) {
        Site site =
                new Site(
                        snapshots,
                        history,
                        new Logs(folders, setup.logLimit()),
                        requests,
                        started.add(crontabs(setup, state)),
                        setup.time(),
                        program(setup, begun));
        StatusServer server =
                started.add(
                        new StatusServer(
                                site, Set.of(), new Callers(setup.accounts(), setup.self())));
        setup.sockets().forEach(server::listen);
        String listen = setup.settings().text(Option.LISTEN);
        if (!listen.equals("none")) {
            int colon = listen.lastIndexOf(':');
            int port = Integer.parseInt(listen.substring(colon + 1));
            server.listen(new InetSocketAddress(listen.substring(0, colon), port));
        }
    }

    private static Program program(Setup setup, Instant begun) {
        return new Program(
                Host.name(),
                setup.reading().zone(),
                Version.text(),
                ProcessHandle.current().pid(),
                begun);
    }

    private static CrontabAddress crontabs(Setup setup, StateFolder state) {
        if (!(setup.charge() instanceof Charge.Machine(Locations locations))) {
            return CrontabAddress.none();
        }
        Spool spool =
                new Spool(
                        locations,
                        new Spool.Customs(
                                setup.reading().dialect(),
                                setup.time(),
                                setup.reading().zone(),
                                Version.text()),
                        setup.accounts(),
                        new NewCrontab(setup.reading(), setup.time()),
                        new Backups(state.path().resolve(BACKUPS)),
                        setup.log()::line);
        spool.sweep();
        return CrontabAddress.of(spool);
    }
}
