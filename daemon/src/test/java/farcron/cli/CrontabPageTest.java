package farcron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.ManPage;

import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.TreeSet;

/// The page crontab(1) tells of the options that `crontab` has, and of no other.
class CrontabPageTest {

    private static final ManPage PAGE = ManPage.named("crontab.1");

    @Test
    void each_option_of_either_dialect_is_on_the_page() {
        assertThat(new TreeSet<>(ManPage.flags(PAGE.text()))).isEqualTo(known());
    }

    @Test
    void each_option_of_a_command_that_it_shows_is_there() throws Options.Mistake {
        for (ManPage.Example example : PAGE.examples("")) {
            for (String line : example.lines()) {
                if (line.matches("[$#] crontab .*")) {
                    Options.parse(
                            "crontab",
                            CrontabWords.DEBIAN.options(),
                            java.util.List.of(line.substring(10).split(" ")));
                }
            }
        }
    }

    private static Set<String> known() {
        Set<String> letters = new TreeSet<>();
        for (CrontabWords words : CrontabWords.values()) {
            words.options().chars().filter(c -> c != ':').forEach(c -> letters.add("" + (char) c));
        }
        return letters;
    }
}
