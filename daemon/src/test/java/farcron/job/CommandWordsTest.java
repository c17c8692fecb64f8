package farcron.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a command is split for an image without a shell.
class CommandWordsTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    line                      | words                | open  | why
                    python load.py --all      | python¶load.py¶--all | false | blanks part words
                    a  b→c →d                 | a¶b¶c¶d              | false | any number of them, and tabs
                    'a b' c                   | a b¶c                | false | quotes keep blanks
                    "a b" c                   | a b¶c                | false | both kinds
                    a'b c'd"e f"              | ab cde f             | false | within a word
                    '' "" a                   | ¶¶a                  | false | an empty word is one
                    a\\ b                     | a b                  | false | a backslash keeps a blank
                    a\\\\b                    | a\\b                 | false | and itself
                    \\"a                      | "a                   | false | and a quote
                    'a\\b'                    | a\\b                 | false | not in single quotes
                    "a\\"b\\\\c\\d"           | a"b\\c\\d            | false | in double ones only what could end them
                    'a"b' "c'd"               | a"b¶c'd              | false | each keeps the other
                    echo $HOME *.txt > x ~    | echo¶$HOME¶*.txt¶>¶x¶~ | false | nothing else means anything
                    a 'b c                    | a¶b c                | true  | it goes on to the end
                    a "b c                    | a¶b c                | true  | this one, too
                    a "b\\"                   | a¶b"                 | true  | this quote was kept
                    a '                       | a¶                   | true  | nothing in it
                    a\\                       | a\\                  | false | nothing comes after it
                    'a' "b"                   | a¶b                  | false | each is closed
                    é ü                       | é¶ü                  | false | letters are letters
                    """)
    void a_line_is_split_into(String line, String words, boolean open, String why) {
        String text = line.replace('→', '\t');
        assertThat(String.join("¶", CommandWords.of(text))).isEqualTo(words);
        assertThat(CommandWords.isOpen(text)).isEqualTo(open);
    }
}
