package farcron.run.local;

import farcron.crontab.LosslessText;
import farcron.job.Job;
import farcron.job.RunFolder;
import farcron.job.RunLabel;
import farcron.job.RunRecord;
import farcron.os.Account;
import farcron.os.PrivateFiles;

import java.io.IOException;
import java.util.Optional;

/// What a supervisor finds in a run's folder.
///
/// @param stdin absent: the job reads `/dev/null`
record JobFiles(byte[] script, Optional<byte[]> stdin) {

    static JobFiles of(RunRecord run, Job job, Account account, String path) {
        return new JobFiles(
                JobScript.of(
                        RunLabel.text(run),
                        JobEnvironment.of(run, job, account, path),
                        JobEnvironment.shell(job),
                        job.command().shell()),
                job.command().stdin().map(LosslessText::encode));
    }

    /// An exception leaves files that must not be used.
    void writeTo(RunFolder folder) throws IOException {
        PrivateFiles.create(folder.script(), script);
        PrivateFiles.create(folder.status(), ExitStatus.ROOM);
        PrivateFiles.create(folder.log(), new byte[0]);
        if (stdin.isPresent()) {
            PrivateFiles.create(folder.stdin(), stdin.get());
        }
    }
}
