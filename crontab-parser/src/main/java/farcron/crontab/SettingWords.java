package farcron.crontab;

import java.util.List;

/// Extension words in the value of a setting, such as a file's defaults: `DEFAULTS="timeout:2h
/// retry:3"`. The words follow the rules of those in a job line.
///
/// @param words each key once; empty if there is a problem
/// @param problems at the setting's position
public record SettingWords(List<Word> words, List<Problem> problems) {

    public SettingWords {
        words = List.copyOf(words);
        problems = List.copyOf(problems);
    }

    public static SettingWords in(Setting setting, Grammar grammar) {
        Position position = setting.position();
        LineCursor value = new LineCursor(position.line(), setting.value(), grammar);
        try {
            return new SettingWords(read(value, grammar, position), List.of());
        } catch (BadLine bad) {
            Problem found = bad.problem();
            Problem problem = Problem.error(position, found.what(), found.remedy());
            return new SettingWords(List.of(), List.of(problem));
        }
    }

    private static List<Word> read(LineCursor value, Grammar grammar, Position position)
            throws BadLine {
        WordReader reader = new WordReader(value, grammar.words());
        value.skipBlanks();
        boolean guarded = reader.readRun();
        if (guarded || !value.atEnd()) {
            throw value.error(
                    0,
                    "value holds " + Shown.quoted(value.rest()) + ", which is no word",
                    "write words such as `timeout:2h`, with blanks between them");
        }
        return reader.words().stream()
                .map(word -> new Word(word.key(), word.value(), position, position))
                .toList();
    }
}
