package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;

class LaunchLocaleTest {

    private static final String FOUND = "farcron.lc_all";

    @AfterEach
    void forget() {
        System.clearProperty(FOUND);
    }

    @Test
    void what_the_launcher_found_comes_back() {
        System.setProperty(FOUND, "tr_TR.UTF-8");
        assertThat(restored(Map.of("LC_ALL", "C.UTF-8", "LANG", "de_DE")))
                .isEqualTo(Map.of("LC_ALL", "tr_TR.UTF-8", "LANG", "de_DE"));
    }

    @Test
    void what_was_not_set_is_not_set_again() {
        System.setProperty(FOUND, "");
        assertThat(restored(Map.of("LC_ALL", "C.UTF-8", "LANG", "de_DE")))
                .isEqualTo(Map.of("LANG", "de_DE"));
    }

    @Test
    void an_environment_that_gets_no_locale_of_ours_stays_without() {
        System.setProperty(FOUND, "tr_TR.UTF-8");
        assertThat(restored(Map.of("HOME", "/root"))).isEqualTo(Map.of("HOME", "/root"));
    }

    @Test
    void without_a_launcher_nothing_changes() {
        assertThat(restored(Map.of("LC_ALL", "de_DE"))).isEqualTo(Map.of("LC_ALL", "de_DE"));
    }

    private static Map<String, String> restored(Map<String, String> environment) {
        Map<String, String> copy = new HashMap<>(environment);
        LaunchLocale.restore(copy);
        return copy;
    }
}
