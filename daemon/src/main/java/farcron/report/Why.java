package farcron.report;

import farcron.record.RunHistory;

import java.util.Optional;

/// Why a job is in the state it is in, or why it did, or did not, run at some time.
final class Why {

    private final View view;
    private final RunHistory history;
    private final Story story;

    Why(View view, RunHistory history, Logs logs) {
        this.view = view;
        this.history = history;
        this.story = new Story(view, history, logs);
    }

    /// @param name as a person calls the job
    /// @param time as a person writes it, see [AskedTime#parse]; absent: now
    Explanation of(String name, Optional<String> time) {
        Subject subject = new Names(view, history).subject(name);
        return time.map(text ->
                        AskedTime.parse(text, view.times(), subject.zone(view.times().zone())))
                .map(asked -> new WhyThen(view, history, story).at(subject, asked))
                .orElseGet(() -> new WhyNow(view, history, story).of(subject));
    }
}
