package farcron.load;

import farcron.crontab.Word;

import java.util.Map;
import java.util.Optional;

/// The words in force on a line.
///
/// @param own those that stand on it
/// @param defaults those of the settings above it
record LineWords(Map<JobWord, Word> own, Map<JobWord, Word> defaults) {

    /// The line's own word wins.
    Optional<Word> of(JobWord key) {
        return own(key).or(() -> Optional.ofNullable(defaults.get(key)));
    }

    Optional<Word> own(JobWord key) {
        return Optional.ofNullable(own.get(key));
    }
}
