package farcron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

class OptionsTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    words       | parsed            | why
                    ''          | ''                | nothing
                    -l          | l                 | one
                    -li         | l i               | two together
                    -u ann -l   | u=ann l           | with a value
                    -uann       | u=ann             | directly after it
                    -lu ann     | l u=ann           | after another
                    -ul ann     | u=l [ann]         | the rest of the word is the value
                    file -l     | l [file]          | after an operand
                    -           | [-]               | standard input
                    -- -l       | [-l]              | options have ended
                    -u -- -l    | u=-- l            | a value may be anything
                    -u          | ! crontab: option requires an argument -- 'u' | in getopt's words
                    -z          | ! crontab: invalid option -- 'z'              | same
                    -l:         | ! crontab: invalid option -- ':'              | same
                    --list      | ! crontab: invalid option -- '-'              | there are no long ones
                    """)
    void words_are_taken_apart_as_by_getopt(String words, String parsed, String why) {
        List<String> list = words.isEmpty() ? List.of() : Arrays.asList(words.split(" "));
        assertThat(parse(list)).isEqualTo(parsed);
    }

    private static String parse(List<String> words) {
        try {
            Options options = Options.parse("crontab", "u:li", words);
            String given =
                    options.given().stream()
                            .map(option ->
                                    option.letter()
                                            + (option.value().isEmpty() ? "" : "=")
                                            + option.value())
                            .collect(Collectors.joining(" "));
            String operands = options.operands().isEmpty() ? "" : " " + options.operands();
            return (given + operands).strip();
        } catch (Options.Mistake mistake) {
            return "! " + mistake.getMessage();
        }
    }
}
