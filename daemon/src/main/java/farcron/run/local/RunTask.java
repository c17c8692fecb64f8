package farcron.run.local;

import farcron.job.RunFolder;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// One attempt at a run of a job, or the `when:` test of one.
record RunTask(long id, List<String> drop, Share its, JobFiles files, Places places)
        implements Task {

    @Override
    public Optional<Share> share() {
        return Optional.of(its);
    }

    @Override
    public RunFolder prepare() throws IOException {
        return places.prepare(files);
    }

    @Override
    public RunFolder prepareElsewhere(RunFolder full) throws IOException {
        return places.prepareElsewhere(full, files);
    }

    @Override
    public boolean withdraw() {
        return places.withdraw();
    }
}
