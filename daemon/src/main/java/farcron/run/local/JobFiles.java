package farcron.run.local;

import farcron.crontab.LosslessText;
import farcron.job.Job;
import farcron.job.RunFolder;
import farcron.job.RunLabel;
import farcron.job.RunRecord;
import farcron.os.Account;
import farcron.os.PrivateFiles;
import farcron.run.Errand;
import farcron.run.local.JobScript.Homeless;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

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
        JobScript script =
                new JobScript(
                        RunLabel.text(run),
                        JobEnvironment.of(run, job, account, settings),
                        switch (settings.dialect()) {
                            case DEBIAN -> Homeless.RUNS;
                            case CRONIE -> Homeless.IS_REFUSED;
                        },
                        List.of(JobEnvironment.shell(job), "-c", job.command().shell()));
        return new JobFiles(script.bytes(), job.command().stdin().map(LosslessText::encode), mail);
    }

    static JobFiles of(Errand errand) {
        JobScript script = new JobScript("", errand.environment(), Homeless.RUNS, errand.command());
        return new JobFiles(script.bytes(), Optional.of(errand.stdin()), Optional.empty());
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
