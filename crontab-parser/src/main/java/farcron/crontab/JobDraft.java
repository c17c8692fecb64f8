package farcron.crontab;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A job line that was read, before it has its name, which depends on the other lines.
///
/// @param rawCommand the command as written, without words and flags
/// @param comment the name in a comment on the line above, or nothing
record JobDraft(
        Position position,
        Optional<String> user,
        Schedule schedule,
        String scheduleText,
        Map<String, Setting> environment,
        Set<Flag> flags,
        List<Word> words,
        boolean guarded,
        String rawCommand,
        Command command,
        String comment) {

    Optional<Word> nameWord() {
        for (Word word : words) {
            if (word.key().equals("name")) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    /// What tells it from a line with the same command. A guard changes nothing about it.
    String start() {
        return Trigger.of(schedule, words).map(Word::text).orElse(scheduleText);
    }

    CrontabJob named(JobName name) {
        return new CrontabJob(
                position,
                name,
                user,
                schedule,
                scheduleText,
                environment,
                flags,
                words,
                guarded,
                command);
    }
}
