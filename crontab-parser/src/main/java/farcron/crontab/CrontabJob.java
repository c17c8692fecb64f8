package farcron.crontab;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One active line of a crontab.
///
/// @param position of the line's first character that is not blank
/// @param user the sixth field of a system crontab
/// @param scheduleText the schedule as written, with single blanks
/// @param environment the settings in force on this line, by name, in the order they were first
///   made; lines with no setting between them share one map
/// @param words the line's extension words, in order, each key once
/// @param guarded whether the words stand between `:` and `;`, so that other crons can run the line
public record CrontabJob(
        Position position,
        JobName name,
        Optional<String> user,
        Schedule schedule,
        String scheduleText,
        Map<String, Setting> environment,
        Set<Flag> flags,
        List<Word> words,
        boolean guarded,
        Command command) {

    /// The `after:` or `after-any:` that starts the line in place of a time: on a line that has no
    /// time fields, or fields with a date that no year has, such as `0 0 30 2 *`.
    public Optional<Word> trigger() {
        return Trigger.of(schedule, words);
    }

    /// The same line, without the time fields that mean nothing.
    ///
    /// @param trigger the word that starts it
    public CrontabJob startedBy(Word trigger) {
        return new CrontabJob(
                position,
                name,
                user,
                new Schedule.Unscheduled(),
                trigger.text(),
                environment,
                flags,
                words,
                guarded,
                command);
    }
}
