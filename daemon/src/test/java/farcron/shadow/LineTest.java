package farcron.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class LineTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    in cron's log                              | is it | why
                    /opt/load.sh --all                         | true  | the same
                    [412] /opt/load.sh --all                   | true  | cron -L 8
                    : name:load retry:3/30s; /opt/load.sh --all | true | guarded words are a part of the command to cron
                    : name:load ; /opt/load.sh --all           | true  |
                    name:load /opt/load.sh --all               | true  | bare words, too
                    : name:load when:"test -e /a b"; /opt/load.sh --all | true | a value in quotes
                    -q /opt/load.sh --all                      | true  | a flag that this cron does not know
                    nice /opt/load.sh --all                    | false | another command
                    : ; /opt/load.sh --all                     | false | no words
                    /opt/load.sh                               | false |
                    """)
    void a_text_in_the_log_is_about_a_line(String text, boolean is, String why) {
        var standing = new Standing.Compared(Duration.ZERO, "");
        Line line = new Line("ann", "/opt/load.sh --all", "ann/load", "ann:1", standing);

        assertThat(line.isLoggedAs(text, true)).isEqualTo(is);
    }
}
