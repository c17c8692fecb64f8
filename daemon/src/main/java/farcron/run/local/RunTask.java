package farcron.run.local;

import farcron.job.RunFolder;

import java.io.IOException;
import java.util.List;

/// A run of a job.
record RunTask(long id, List<String> drop, JobFiles files, RunRoots roots) implements Task {

    @Override
    public RunFolder prepare() throws IOException {
        return roots.prepare(id, files);
    }

    @Override
    public RunFolder prepareElsewhere(RunFolder full) throws IOException {
        return roots.prepareElsewhere(full, id, files);
    }

    @Override
    public boolean withdraw() {
        return roots.withdraw(id);
    }
}
