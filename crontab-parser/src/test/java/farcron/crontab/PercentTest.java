package farcron.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

class PercentTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    command              | shell     | stdin           | why
                    c                    | c         | none            | no input at all
                    c%                   | c         | []              | empty input
                    c%a                  | c         | [a/]            | a final newline is added
                    c%a%                 | c         | [a/]            | but not a second one
                    cat%hello%%world\\%x | cat       | [hello//world%x/] | each further % is a newline
                    date +\\%Y           | date +%Y  | none            | an escaped % is a %
                    echo "a%b"           | echo "a   | [b"/]           | quotes do not protect
                    a\\b                 | a\\b      | none            | other backslashes stay
                    a\\\\b               | a\\\\b    | none            | cronie: two stay two
                    a\\\\%b              | a\\\\     | [b/]            | the second escapes nothing
                    a\\\\\\%b            | a\\\\%b   | none            | but the third does
                    a%b\\\\%c            | a         | [b\\%c/]        | in the input each one counts
                    a%b\\c               | a         | [b\\c/]         | other backslashes stay
                    """)
    void a_command_is_split(String command, String shell, String stdin, String why) {
        Command read = Reading.job("* * * * * " + command).command();
        Optional<String> expected =
                stdin.equals("none")
                        ? Optional.empty()
                        : Optional.of(stdin.substring(1, stdin.length() - 1).replace('/', '\n'));
        assertThat(read).as(why).isEqualTo(new Command(shell, expected));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    command                      | column | why
                    date +%F                     | 17     | the classic mistake
                    echo "$(date "+%F")" x       | 26     | in quotes
                    echo 'a%b'                   | 18     | in quotes
                    x $((a%2))                   | 17     | in brackets
                    x ${a%.txt}                  | 16     | in brackets
                    curl http://h/a%20b          | 26     | in an address
                    mail -s hello bob%Hi,%bye    | 0      | meant as input
                    echo 100%                    | 0      | perhaps meant
                    echo it\\'s 5%x              | 0      | an escaped quote opens nothing
                    date +\\%F                   | 0      | escaped
                    %x                           | 11     | no command is left
                    """)
    void a_percent_that_was_hardly_meant_draws_a_warning(String command, int column, String why) {
        assertThat(Reading.user("* * * * * " + command + "\n").problems())
                .as(why)
                .extracting(problem -> problem.position().column())
                .isEqualTo(column == 0 ? List.of() : List.of(column));
    }
}
