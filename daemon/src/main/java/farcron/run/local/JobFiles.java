package farcron.run.local;

import farcron.crontab.LosslessText;
import farcron.job.Job;
import farcron.job.RunFolder;
import farcron.job.RunLabel;
import farcron.job.RunRecord;
import farcron.job.Target;
import farcron.job.TaskOverrides;
import farcron.os.Account;
import farcron.os.PrivateFiles;
import farcron.run.Errand;
import farcron.run.local.Execution.Purpose;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What a supervisor finds in a folder, and whoever mails what the job writes.
///
/// @param stdin absent: the job reads `/dev/null`
/// @param mail absent: nobody mails anything
record JobFiles(byte[] script, Optional<byte[]> stdin, Optional<byte[]> mail) {

    static JobFiles of(
            RunRecord run,
            Job job,
            Account account,
            LocalSettings settings,
            Optional<byte[]> mail) {
        byte[] script = script(execution(run, job, account, settings), settings);
        return switch (job.target()) {
            case Target.Local _ ->
                    new JobFiles(script, job.command().stdin().map(LosslessText::encode), mail);
            case Target.Fargate _ -> new JobFiles(script, Optional.empty(), mail);
        };
    }

    private static Execution execution(
            RunRecord run, Job job, Account account, LocalSettings settings) {
        String label = RunLabel.text(run);
        return switch (job.target()) {
            case Target.Local _ ->
                    execution(
                            label,
                            JobEnvironment.of(run, job, account, settings),
                            words(job, job.command().shell()),
                            settings);
            case Target.Fargate target -> {
                TaskOverrides overrides = TaskOverrides.of(run, job, target);
                yield new Execution(
                        label,
                        Purpose.TASK,
                        JobEnvironment.ofTask(overrides, account),
                        overrides.command(),
                        settings.dialect());
            }
        };
    }

    /// Of the `when:` test of a line, which is asked on this machine and finds what a job here
    /// would find, wherever the line's own job runs.
    static JobFiles ofTest(
            String test, RunRecord run, Job job, Account account, LocalSettings settings) {
        Execution execution =
                execution(
                        "# when\n",
                        JobEnvironment.of(run, job, account, settings),
                        words(job, test),
                        settings);
        return new JobFiles(script(execution, settings), Optional.empty(), Optional.empty());
    }

    static JobFiles of(Errand errand, LocalSettings settings) {
        Execution execution =
                new Execution(
                        "# errand\n",
                        Purpose.ERRAND,
                        errand.environment(),
                        errand.command(),
                        settings.dialect());
        return new JobFiles(
                script(execution, settings), Optional.of(errand.stdin()), Optional.empty());
    }

    private static Execution execution(
            String label,
            SortedMap<String, String> environment,
            List<String> words,
            LocalSettings settings) {
        return new Execution(label, Purpose.JOB, environment, words, settings.dialect());
    }

    private static List<String> words(Job job, String command) {
        return List.of(JobEnvironment.shell(job), "-c", command);
    }

    private static byte[] script(Execution execution, LocalSettings settings) {
        return switch (settings.drop()) {
            case Drop.Stay _, Drop.Plain _ -> JobScript.of(execution);
            case Drop.Session _ -> JobStrings.of(execution);
        };
    }

    /// An exception leaves files that must not be used.
    void writeTo(RunFolder folder) throws IOException {
        PrivateFiles.create(folder.script(), script);
        PrivateFiles.create(folder.status(), ExitStatus.ROOM);
        PrivateFiles.create(folder.log(), new byte[0]);
        if (stdin.isPresent()) {
            PrivateFiles.create(folder.stdin(), stdin.get());
        }
        if (mail.isPresent()) {
            PrivateFiles.create(folder.mail(), mail.get());
        }
    }
}
