package farcron;

import farcron.dispatch.Runners;
import farcron.job.JobTable;
import farcron.mail.CronLetterheads;
import farcron.mail.MailSettings;
import farcron.mail.Post;
import farcron.os.Host;
import farcron.os.OwnEnvironment;
import farcron.os.PrivateFiles;
import farcron.record.RecordException;
import farcron.record.RunFolders;
import farcron.record.RunHistory;
import farcron.report.OutputEcho;
import farcron.run.Asked;
import farcron.run.Ended;
import farcron.run.Letterheads;
import farcron.run.Moved;
import farcron.run.local.Doors;
import farcron.run.local.Drop;
import farcron.run.local.DropChoice;
import farcron.run.local.Grouping;
import farcron.run.local.LocalRunner;
import farcron.run.local.LocalSettings;
import farcron.run.local.RunRoots;
import farcron.schedule.Inbox;
import farcron.schedule.Message;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The rooms that have to do with running jobs: the runner, the mail, what tells of them.
///
/// @param folders of the runs
/// @param runners run jobs
/// @param loaded is told which lines are in force
/// @param post mails their output
/// @param journal hears what happens to them
record Workers(
        RunFolders folders,
        Runners runners,
        Post post,
        Journal journal,
        Consumer<JobTable> loaded) {

    /// The folders of so many runs are looked into for letters that an earlier daemon did not send.
    private static final int LEFT_LETTERS = 1000;

    /// Whom the runners tell of runs.
    record News(Ended ended, Asked asked, Moved moved) {

        static News to(Inbox scheduler) {
            return new News(
                    (run, outcome) -> scheduler.post(new Message.Ended(run, outcome)),
                    (run, outcome) -> scheduler.post(new Message.Answered(run, outcome)),
                    (run, progress) -> scheduler.post(new Message.Moved(run, progress)));
        }
    }

    /// @param drop how jobs become their users
    static Workers start(Setup setup, StateFolder state, Drop drop, News news, Started started)
            throws CannotStartException {
        List<Path> roots = roots(setup, state);
        RunFolders folders = new RunFolders(roots);
        Letterheads letterheads = new CronLetterheads(mail(setup), setup.accounts());
        LocalRunner runner =
                new LocalRunner(
                        new RunRoots(roots),
                        local(setup, drop),
                        setup.accounts(),
                        new Doors(news.ended(), news.asked(), letterheads, setup.log()::line));
        started.add(runner::close);
        FargateWork fargate =
                FargateWork.start(
                        setup, state, runner, letterheads, news.ended(), news.moved(), started);
        Post post =
                new Post(
                        setup.reading().dialect(),
                        folders::folder,
                        setup.logLimit(),
                        runner,
                        setup.log()::line,
                        fargate.pointers());
        post.start();
        started.add(post);
        Journal journal =
                new Journal(
                        setup.log(),
                        folders,
                        run -> fargate.written().whenWritten(run, () -> post.ended(run)),
                        echo(setup, folders, started));
        started.add(journal);
        return new Workers(
                folders, new Runners(runner, fargate.runner()), post, journal, fargate.loaded());
    }

    /// Where run folders may be. What lies in these is believed, and done: so the second one, for a
    /// disk that is full, is made right now, or not at all. For the machine's daemon it is where
    /// root alone can make something; others have to take what is open to all, and see whose it is.
    private static List<Path> roots(Setup setup, StateFolder state) {
        Path second =
                setup.ofMachine()
                        ? Places.SOCKET.resolveSibling("runs")
                        : RunRoots.fallback(state.runs(), setup.self().uid());
        try {
            if (!setup.ofMachine()) {
                PrivateFiles.ownDirectory(second.getParent());
            }
            PrivateFiles.ownDirectory(second);
        } catch (IOException trouble) {
            setup.log()
                    .problem(
                            "there is no second place for runs, so none starts while the disk is"
                                    + " full: "
                                    + trouble.getMessage()
                                    + "; remove it, and start again");
            return List.of(state.runs());
        }
        return state.trouble().isEmpty() ? List.of(state.runs(), second) : List.of(second);
    }

    /// How jobs become their users here.
    static Drop drop(Setup setup) throws CannotStartException {
        try {
            return DropChoice.here(setup.self().uid() == 0)
                    .of(
                            setup.settings().text(Option.SESSION),
                            setup.ofMachine(),
                            setup.log()::problem);
        } catch (DropChoice.ImpossibleException refusal) {
            throw new CannotStartException(refusal);
        }
    }

    private static LocalSettings local(Setup setup, Drop drop) {
        boolean inherit = setup.settings().text(Option.ENV).equals("inherit");
        return LocalSettings.of(setup.reading().dialect())
                .dropping(drop)
                .within(OwnEnvironment.bytes(), inherit)
                .capped(setup.logLimit())
                .grouping(new Grouping.BySystemd());
    }

    private static MailSettings mail(Setup setup) {
        Optional<Path> mailer =
                setup.settings().text(Option.MAILER).equals("off")
                        ? Optional.empty()
                        : setup.settings().path(Option.MAILER);
        return new MailSettings(
                setup.reading().dialect(),
                mailer,
                !setup.ofMachine(),
                Host.name(),
                System.getenv());
    }

    private static Optional<OutputEcho> echo(Setup setup, RunFolders folders, Started started) {
        boolean shown = setup.settings().text(Option.JOB_OUTPUT).equals("stdout");
        return shown
                ? Optional.of(started.add(new OutputEcho(folders, setup.logLimit(), setup.log())))
                : Optional.empty();
    }

    /// Sends what an earlier daemon did not, the oldest first.
    void mailWhatIsLeft(RunHistory history) {
        RunHistory.Query newest =
                new RunHistory.Query(
                        Optional.empty(), Optional.empty(), Optional.empty(), LEFT_LETTERS);
        try {
            history.runs(newest).reversed().stream()
                    .filter(run -> !run.state().open())
                    .forEach(journal::mail);
        } catch (RecordException trouble) {
            journal.trouble(
                    "letters of an earlier daemon may not be sent: " + trouble.getMessage());
        }
    }
}
