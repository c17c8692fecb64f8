package farcron.crontab;

import java.util.List;
import java.util.Optional;

/// What starts a line that has no time of its own: the end of other jobs.
///
/// Such a line begins with its `after:`. Or it has time fields with a date that no year has: `0 0
/// 30 2 * : after:extract; load` means the same, and other crons read the line and never run it.
final class Trigger {

    private static final List<String> KEYS = List.of("after", "after-any");

    private Trigger() {}

    /// Whether a word with this key may stand where the time fields would.
    static boolean isKey(String key) {
        return KEYS.contains(key);
    }

    /// @param words those of the line
    static Optional<Word> of(Schedule schedule, List<Word> words) {
        for (Word word : words) {
            if (isKey(word.key()) && hasNoTime(schedule)) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    private static boolean hasNoTime(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Unscheduled _ -> true;
            case Schedule.Calendar(CalendarSchedule fields) -> fields.neverComes();
            case Schedule.Boot _, Schedule.Every _ -> false;
        };
    }
}
