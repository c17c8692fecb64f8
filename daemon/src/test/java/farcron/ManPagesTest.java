package farcron;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar;
import farcron.crontab.Problem;
import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.RunVariables;
import farcron.job.Trigger;
import farcron.job.Upstream;
import farcron.load.CrontabFile;
import farcron.load.Loaded;
import farcron.load.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The man pages tell of all that the program has, and of nothing else.
class ManPagesTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final ManPage PROGRAM = ManPage.named("farcron.8");
    private static final ManPage CRONTABS = ManPage.named("farcron-crontab.5");
    private static final ManPage SETTINGS = ManPage.named("farcron.conf.5");

    static List<ManPage> pages() {
        return ManPage.all();
    }

    @Test
    void each_command_has_its_entry() {
        Set<String> known = new TreeSet<>(CommandsThere.all().keySet());
        known.add("crontab");

        assertThat(PROGRAM.entries("COMMANDS").keySet()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void each_option_of_a_command_stands_in_its_entry() {
        Map<String, String> entries = PROGRAM.entries("COMMANDS");
        CommandsThere.all()
                .forEach((name, command) -> {
                    if (!name.equals("daemon")) {
                        assertThat(ManPage.flags(entries.get(name)))
                                .as(name)
                                .containsExactlyInAnyOrderElementsOf(
                                        CommandsThere.ownOptions(command));
                    }
                });
    }

    @Test
    void the_options_of_the_daemon_are_the_settings() {
        String entry = PROGRAM.entries("COMMANDS").get("daemon");
        List<String> listed =
                matches("(?m)^\\.Fl -(\\S+ Ar .*)$", entry).map(each -> each.group(1)).toList();

        assertThat(listed)
                .containsExactlyElementsOf(
                        Arrays.stream(Option.values())
                                .map(option -> option.key() + " Ar " + value(option))
                                .toList());
    }

    @Test
    void each_setting_has_its_entry_with_its_values_its_variable_and_its_default() {
        Map<String, String> entries = SETTINGS.entries("KEYS");
        List<String> grants = List.of("fargate.families.", "fargate.roles.");
        List<String> keys = entries.keySet().stream().map(ManPagesTest::key).toList();

        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(
                                        Option.keys().stream(),
                                        grants.stream().map(ManPagesTest::key))
                                .toList());
        entries.forEach((name, entry) -> {
            if (!grants.contains(name)) {
                Option option = Option.of(key(name)).orElseThrow();
                assertThat(entry)
                        .contains(".It Cm " + name + " No = Ar " + value(option) + "\n")
                        .contains(
                                ".Pq Ev "
                                        + option.variable()
                                        + (option.standard().isEmpty()
                                                ? " ; without it "
                                                : " ; default Ql " + option.standard() + "\n"));
            }
        });
    }

    private static String key(String asInTheFile) {
        return asInTheFile.replaceFirst("^fargate\\.", "fargate-");
    }

    private static String value(Option option) {
        return option.value().replace("…", "...");
    }

    @Test
    void each_state_has_its_entry_with_its_letter() {
        List<String> entries =
                PROGRAM.entries("STATES").entrySet().stream()
                        .map(entry ->
                                entry.getKey()
                                        + " "
                                        + ManPage.plain(
                                                matches("Pq Ql (\\S+)", entry.getValue())
                                                        .findFirst()
                                                        .orElseThrow()
                                                        .group(1)))
                        .toList();

        assertThat(entries)
                .containsExactlyElementsOf(
                        Arrays.stream(RunState.values())
                                .map(state -> state.word() + " " + state.letter())
                                .toList());
    }

    @Test
    void each_word_has_its_entry() {
        Reading reading = new Reading(Grammar.Dialect.DEBIAN, MADRID, "host");

        assertThat(CRONTABS.entries("WORDS").keySet())
                .containsExactlyInAnyOrderElementsOf(reading.grammar(Grammar.Format.USER).words());
    }

    @Test
    void each_variable_for_fargate_has_its_entry() {
        String remedy =
                Samples.load("FARGATE_XQZZY=1\n0 2 * * * fargate:f true\n", MADRID)
                        .file()
                        .problems()
                        .stream()
                        .map(Problem::remedy)
                        .filter(text -> text.startsWith("known are FARGATE_ with "))
                        .findFirst()
                        .orElseThrow();
        String[] known = remedy.substring("known are FARGATE_ with ".length()).split(", ");

        assertThat(variables("FARGATE_", CRONTABS))
                .containsExactlyInAnyOrder(
                        Arrays.stream(known).map(name -> "FARGATE_" + name).toArray(String[]::new));
    }

    private static Set<String> variables(String prefix, ManPage page) {
        Set<String> names = new TreeSet<>();
        matches("(?m)^\\.It Ev (.*)$", page.text())
                .flatMap(head -> matches(prefix + "[A-Z_]+", head.group(1)))
                .forEach(name -> names.add(name.group()));
        return names;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_names_no_variable_that_there_is_not(ManPage page) {
        Set<String> known = new TreeSet<>(variables("FARCRON_", CRONTABS));
        Arrays.stream(Option.values()).map(Option::variable).forEach(known::add);
        known.add("FARCRON_KEY");
        known.addAll(variables("FARGATE_", CRONTABS));

        assertThat(
                        matches("\\b(?<!FARCRON_)FAR(?:CRON|GATE)_[A-Z_]*[A-Z]", page.text())
                                .map(MatchResult::group))
                .isSubsetOf(known);
    }

    @Test
    void the_variables_of_jobs_are_those_that_jobs_get() {
        Job job = Samples.jobs("after:b name:a true\n0 2 * * * name:b true\n", MADRID).getFirst();
        RunRecord run =
                RunRecord.queued(1, job, Trigger.AFTER, Instant.EPOCH, Instant.EPOCH)
                        .upon(List.of(new Upstream(1, job.key(), RunState.OK)));
        Set<String> known = new TreeSet<>(RunVariables.of(run, job).keySet());
        known.addAll(List.of("FARCRON_DEFAULTS", "FARCRON_POOLS"));

        assertThat(variables("FARCRON_", CRONTABS)).isEqualTo(known);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void each_crontab_that_a_page_shows_has_no_problem(ManPage page) {
        page.examples("crontab")
                .forEach(example -> {
                    Loaded loaded = load(example.text());

                    assertThat(loaded.file().problems()).as(example.text()).isEmpty();
                    assertThat(loaded.jobs()).isNotEmpty().allMatch(job -> job.runs());
                });
    }

    /// A text that is nobody's: what root has granted to whom does not matter.
    private static Loaded load(String crontab) {
        CrontabFile file = new CrontabFile(Path.of("/page"), Grammar.Format.USER, "page", "");
        Reading reading = new Reading(Grammar.Dialect.DEBIAN, MADRID, "host");
        return Loaded.of(file, crontab.getBytes(StandardCharsets.UTF_8), reading, Instant.EPOCH);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void each_command_line_that_a_page_shows_can_be_typed(ManPage page) {
        page.examples("").stream()
                .flatMap(example -> example.lines().stream())
                .filter(line -> line.matches("[$#] (?:farcron|crontab) .*"))
                .forEach(line -> CommandsThere.parse(line.substring(2)));
        matches("(?m)^\\.Ql (farcron .*)$", page.text())
                .forEach(line -> CommandsThere.lookUp(ManPage.plain(line.group(1))));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void each_setting_that_a_page_shows_is_taken(ManPage page, @TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("farcron.conf");
        for (ManPage.Example example : page.examples("conf")) {
            Files.writeString(file, example.text());
            Settings settings = new Settings(Map.of(), Map.of(), file);

            assertThat(settings.mistakes()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void each_example_is_of_a_kind_that_is_tested(ManPage page) {
        Set<String> kinds = Set.of("crontab", "conf", "log", "");

        assertThat(page.examples()).allMatch(example -> kinds.contains(example.kind()));
        assertThat(page.examples("").stream().flatMap(example -> example.lines().stream()))
                .allMatch(line -> line.matches("[$#] .*"));
    }

    @Test
    void each_page_that_another_one_points_to_is_there() {
        Set<String> ours = new TreeSet<>();
        pages().forEach(page -> ours.add(page.file()));
        pages().forEach(page ->
                matches("\\bXr (farcron\\S*|crontab) (1|8|5)", page.text())
                        .map(link -> link.group(1) + "." + link.group(2))
                        .filter(file -> !ManPage.named(file).isLink())
                        .forEach(file -> assertThat(ours).contains(file)));
    }

    @Test
    void the_page_about_crontabs_is_found_under_its_usual_name() {
        assertThat(ManPage.named("crontab.5").text()).isEqualTo(".so man5/farcron-crontab.5\n");
    }

    private static Stream<MatchResult> matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results();
    }
}
