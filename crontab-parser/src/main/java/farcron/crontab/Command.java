package farcron.crontab;

import java.util.Optional;

/// What a line runs: a text for the shell, and the lines for its standard input.
///
/// @param shell the text before the first unescaped `%`, with `\%` turned into `%`
/// @param stdin what follows that `%`, further `%` turned into newlines, with a final newline where
///   it is not empty; absent where the line has no `%`
public record Command(String shell, Optional<String> stdin) {

    /// The same with blanks before it.
    Command after(String blanks) {
        return blanks.isEmpty() ? this : new Command(blanks + shell, stdin);
    }
}
