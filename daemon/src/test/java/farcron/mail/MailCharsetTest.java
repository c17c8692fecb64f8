package farcron.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// Which character set output is said to be in.
class MailCharsetTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    environment                            | charset    | why
                    LANG=C.UTF-8                           | UTF-8      | a service of systemd, where nothing else is set
                    LANG=en_US.utf8                        | UTF-8      | the C library's own spelling
                    LANG=de_DE.ISO-8859-1@euro             | ISO-8859-1 | up to the modifier
                    LANG=C.UTF-8 LC_CTYPE=de_DE.ISO-8859-1 | ISO-8859-1 | the category goes before the language
                    LC_ALL=C LANG=C.UTF-8                  | -          | and this before both
                    LC_ALL= LANG=C.UTF-8                   | UTF-8      | what is empty is not set
                    LANG=C                                 | -          | plain ASCII
                    TZ=UTC                                 | -          | a container, mostly
                    LANG=x.y;Bcc:eve                       | -          | no name of a character set
                    """)
    void it_is_that_of_the_daemons_locale(String environment, String charset, String why) {
        Map<String, String> variables =
                Arrays.stream(environment.split(" "))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

        assertThat(MailCharset.of(variables).orElse("-")).as(why).isEqualTo(charset);
    }
}
