package farcron.report;

import farcron.job.After;
import farcron.job.After.Need;
import farcron.job.JobKey;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a job waits for: as a line could say it, and in English.
///
/// @param names how jobs are shown to the reader
record AfterWords(After after, Function<JobKey, String> names) {

    /// `extract`, `check@failed`: each condition, in the order of the line.
    List<String> conditions() {
        return after.conditions().stream().map(this::condition).toList();
    }

    private String condition(After.Condition condition) {
        Need need = condition.need();
        String name = names.apply(condition.upstream());
        return need == Need.OK ? name : name + "@" + need.word();
    }

    /// `after extract and load`, `when extract has failed`.
    String english() {
        List<String> parts = new ArrayList<>();
        for (Need need : Need.values()) {
            List<String> jobs =
                    after.conditions().stream()
                            .filter(condition -> condition.need() == need)
                            .map(condition -> names.apply(condition.upstream()))
                            .toList();
            if (!jobs.isEmpty()) {
                parts.add(part(need, jobs));
            }
        }
        return String.join(after.any() ? " or " : " and ", parts);
    }

    private String part(Need need, List<String> jobs) {
        boolean several = jobs.size() > 1 && !after.any();
        String all = after.any() ? String.join(" or ", jobs) : DayWords.joined(jobs);
        return switch (need) {
            case OK -> "after " + all;
            case FAILED -> "when " + all + (several ? " have failed" : " has failed");
            case DONE -> "when " + all + (several ? " are done" : " is done");
        };
    }

    /// For a line that has a time of its own, too: what it does at that time.
    ///
    /// @param patience how long it waits; absent: until it is due again
    String english(Optional<Duration> patience) {
        String most = patience.map(time -> "at most " + Times.span(time)).orElse("until due again");
        return english() + " (waits " + most + ")";
    }
}
