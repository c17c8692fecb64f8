package farcron.report;

import farcron.job.JobKey;
import farcron.record.RunHistory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which job a person means, also where its line is gone and only the record knows it.
final class Names {

    private final View view;
    private final RunHistory history;

    Names(View view, RunHistory history) {
        this.view = view;
        this.history = history;
    }

    /// @param name `NAME` or `SCOPE/NAME`; a job that is there goes before one that was
    Subject subject(String name) {
        if (view.knows(name)) {
            return Subject.of(view.job(name));
        }
        List<JobKey> gone = history.lines().named(name).stream().filter(this::sees).toList();
        if (gone.isEmpty()) {
            return Subject.of(view.job(name));
        }
        if (gone.size() > 1) {
            throw Declined.ambiguous(
                    "several jobs were called `" + name + "`; write one of",
                    gone.stream().map(JobKey::toString).toList());
        }
        return gone(gone.getFirst());
    }

    private Subject gone(JobKey key) {
        return new Subject(
                key,
                key.toString(),
                Optional.empty(),
                history.lines().at(key, Instant.ofEpochMilli(Long.MAX_VALUE)).map(Line::of));
    }

    private boolean sees(JobKey key) {
        return view.caller().master()
                || history.lines().user(key).filter(view.caller()::sees).isPresent();
    }
}
