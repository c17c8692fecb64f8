package farcron.load;

import farcron.crontab.Position;
import farcron.crontab.Word;

import java.util.List;

/// Where words that follow each other stand in the text of their line.
///
/// @param start of the first one
/// @param end right behind the last one, and behind its quote
public record WordRun(int start, int end) {

    /// @param line without its line end
    /// @param words at least one, in order
    public static WordRun of(String line, List<Word> words) {
        Word last = words.getLast();
        int value = index(line, last.valuePosition());
        int quote = line.charAt(value - 1) == '"' ? 1 : 0;
        int start = index(line, words.getFirst().position());
        return new WordRun(start, value + last.value().length() + quote);
    }

    private static int index(String line, Position position) {
        return line.offsetByCodePoints(0, position.column() - 1);
    }
}
