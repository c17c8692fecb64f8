package farcron;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.TaskPlace;
import farcron.load.FargateSettings;
import farcron.load.Grants;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which settings hold, and what is said about those that cannot.
class SettingsTest {

    @TempDir private Path folder;
    private Path file;

    private Settings settings(
            Map<Option, String> given, Map<String, String> environment, String... lines)
            throws IOException {
        file = folder.resolve("farcron.conf");
        Files.write(file, Arrays.asList(lines));
        return new Settings(given, environment, file);
    }

    private List<String> mistakes(String... lines) throws IOException {
        return settings(Map.of(), Map.of(), lines).mistakes().stream()
                .map(text -> text.replace(file.toString(), "F"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void each_option_can_be_given_in_three_ways(Option option) throws IOException {
        String value = valid(option, 0);
        Settings typed = settings(Map.of(option, value), Map.of());
        Settings inherited = settings(Map.of(), Map.of(option.variable(), value));
        Settings written = settings(Map.of(), Map.of(), "  " + option.key() + " = " + value + "  ");

        for (Settings settings : List.of(typed, inherited, written)) {
            assertThat(settings.mistakes()).isEmpty();
            assertThat(settings.text(option)).isEqualTo(value);
        }
    }

    private static String valid(Option option, int other) {
        return switch (option) {
            case STATE, SOCKET, SPOOL, MAILER -> "/a/" + other;
            case LISTEN -> "127.0.0.1:" + (80 + other);
            case DIALECT,
                    SESSION,
                    ENV,
                    LOG,
                    JOB_OUTPUT,
                    STOP,
                    LOG_LEVEL,
                    FARGATE,
                    FARGATE_ASSIGN_PUBLIC_IP -> {
                String[] choices = option.value().split("\\|");
                yield choices[other % choices.length];
            }
            case POOLS -> "heavy=" + (1 + other);
            case KEEP_DAYS, KEEP_FAILED_DAYS, KEEP_RUNS, LOG_LIMIT, MAX_RUNNING, MIN_FREE_MEMORY ->
                    Integer.toString(7 + other);
            case MAX_LOAD -> other + ".5";
            case FARGATE_REGION -> "eu-west-" + (1 + other);
            case FARGATE_CLUSTER, FARGATE_INSTALLATION, FARGATE_USERS -> "a" + other;
            case FARGATE_SUBNETS -> "subnet-1,subnet-2" + other;
            case FARGATE_SECURITY_GROUPS -> "sg-1,sg-2" + other;
            case FARGATE_QUEUE -> "https://sqs.eu-west-1.amazonaws.com/1/q" + other;
            case FARGATE_RATE -> Integer.toString(18 + other);
        };
    }

    @ParameterizedTest
    @EnumSource
    void what_is_typed_wins_over_what_is_inherited_and_that_over_what_is_written(Option option)
            throws IOException {
        String line = option.key() + "=" + valid(option, 2);
        Map<String, String> variable = Map.of(option.variable(), valid(option, 1));

        assertThat(settings(Map.of(option, valid(option, 0)), variable, line).text(option))
                .isEqualTo(valid(option, 0));
        assertThat(settings(Map.of(), variable, line).text(option)).isEqualTo(valid(option, 1));
        assertThat(settings(Map.of(), Map.of(), line).text(option)).isEqualTo(valid(option, 2));
    }

    @ParameterizedTest
    @EnumSource
    void without_any_the_standard_holds_and_is_valid(Option option) {
        Settings settings = new Settings(Map.of(), Map.of(), folder.resolve("not there"));

        assertThat(settings.mistakes()).isEmpty();
        assertThat(settings.text(option)).isEqualTo(option.standard());
    }

    @Test
    void a_file_may_hold_remarks_and_empty_lines() throws IOException {
        Settings settings =
                settings(Map.of(), Map.of(), "# farcron", "", "  # keep-days = 1", "keep-days=2 ");

        assertThat(settings.mistakes()).isEmpty();
        assertThat(settings.number(Option.KEEP_DAYS)).isEqualTo(2);
    }

    @Test
    void what_is_said_about_fargate_holds_for_the_lines() throws IOException {
        Settings settings =
                settings(
                        Map.of(),
                        Map.of("FARCRON_FARGATE_SUBNETS", "subnet-1, subnet-2"),
                        "fargate.cluster = arn:aws:ecs:eu-south-2:123456789012:cluster/night",
                        "fargate-assign-public-ip = ENABLED",
                        "fargate.users = ann",
                        "fargate.families.ann = trainer, load*",
                        "fargate.roles.ann = arn:aws:iam::123456789012:role/trainer");

        assertThat(settings.mistakes()).isEmpty();
        assertThat(settings.fargate())
                .isEqualTo(
                        new FargateSettings(
                                true,
                                new TaskPlace(
                                        "eu-south-2",
                                        "arn:aws:ecs:eu-south-2:123456789012:cluster/night",
                                        List.of("subnet-1", "subnet-2"),
                                        List.of(),
                                        true,
                                        TaskPlace.Spot.NO,
                                        "LATEST"),
                                new Grants(
                                        false,
                                        Set.of("ann"),
                                        Map.of("ann", List.of("trainer", "load*")),
                                        Map.of(
                                                "ann",
                                                List.of(
                                                        "arn:aws:iam::123456789012:role/trainer")))));
    }

    @Test
    void the_cluster_must_lie_in_the_region() throws IOException {
        assertThat(
                        mistakes(
                                "fargate-region = eu-west-1",
                                "fargate.cluster = arn:aws:ecs:eu-south-2:123456789012:cluster/n"))
                .containsExactly(
                        "fargate-region is `eu-west-1`, but fargate-cluster is in eu-south-2; write"
                                + " the same region in both");
    }

    @Test
    void a_path_is_absolute_or_absent() throws IOException {
        Settings settings = settings(Map.of(Option.STATE, "a/../b"), Map.of());

        assertThat(settings.path(Option.STATE)).contains(Path.of("b").toAbsolutePath());
        assertThat(settings.path(Option.SOCKET)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    line                       | mistake                                                             | why
                    keep_days = 3              | F:1:1: keep_days is no setting; did you mean keep-days?             | another way to write it
                    keepdays = 3               | F:1:1: keepdays is no setting; did you mean keep-days?              | or this one
                    Listen = none              | F:1:1: Listen is no setting; did you mean listen?                   | letters count
                    colour = blue              | F:1:1: colour is no setting; known are state, listen                | nothing is near
                    keep-days                  | F:1:1: `keep-days` is no setting; write key = value                 | no value
                    [daemon]                   | F:1:1: `[daemon]` is no setting; write key = value                  | there are no sections
                    keep-days = -1             | keep-days is `-1`, which is no such number                          | nobody forgets the future
                    keep-days = ten            | keep-days is `ten`, which is no such number                         | a word
                    keep-days = 1.5            | keep-days is `1.5`, which is no such number                         | half a day
                    keep-days =                | keep-days is ``, which is no such number                            | empty is not the standard
                    keep-days = 0              | -                                                                   | forget at once
                    keep-runs = 0              | keep-runs is `0`, which is no such number                           | one must stay
                    max-running = -1           | max-running is `-1`, which is no such number                        | a count
                    pools = heavy              | pools: `heavy` is no pool with a size; write a name                 | of which size?
                    max-load = high            | max-load is `high`, which is no load; write a number such as 8 or   | a load
                    keep-runs = 99999999999    | keep-runs is `99999999999`, which is no such number                 | too many
                    log-limit = 0              | log-limit is `0`, which is no such number                           | nothing would be kept
                    log-limit = 1025           | log-limit is `1025`, which is no such number                        | more than a gibibyte
                    log-limit = 1024           | -                                                                   | the most
                    dialect = vixie            | dialect is `vixie`; write one of debian, cronie, auto               | not in the list
                    log-level = INFO           | log-level is `INFO`; write one of error, warn, info, debug          | letters count
                    listen = none              | -                                                                   | no TCP
                    fargate = aws              | -                                                                   | really there
                    fargate = yes              | fargate is `yes`; write one of aws, local, off                      | not in the list
                    fargate-region = europe    | fargate-region is `europe`, which is no region of AWS; write one    | a word
                    fargate-cluster = a b      | fargate-cluster is `a b`, which is no cluster; write its name or    | a blank
                    fargate-subnets = sg-1     | fargate-subnets is `sg-1`, which holds `sg-1`, no subnet; write ids | a security group
                    fargate.subnets = sg-1     | fargate-subnets is `sg-1`, which holds `sg-1`, no subnet; write ids | with a dot
                    fargate-security-groups = web | fargate-security-groups is `web`, which holds `web`, no security | a name
                    fargate-assign-public-ip = yes | fargate-assign-public-ip is `yes`, which is neither ENABLED nor | ECS's words
                    fargate-queue = jobs       | fargate-queue is `jobs`, which is no queue; write its URL           | a name
                    fargate-queue = http://127.0.0.1:9324/000000000000/q | -                                         | a queue on a desk
                    fargate-installation = A_B | fargate-installation is `A_B`, which is no name; write up to 32     | no such letters
                    fargate-rate = 0           | fargate-rate is `0`, which is no such number                        | nothing would run
                    fargate-rate = 21          | fargate-rate is `21`, which is no such number                       | more than Fargate takes
                    fargate-users = a b,c      | -                                                                   | three of them
                    fargate-users = a*         | fargate-users holds `a*`, no user; write users, with commas         | all or nothing
                    fargate.users = *          | -                                                                   | all
                    fargate.families.ann = a,b* | -                                                                  | what she may run
                    fargate.families.a.b-c = a | -                                                                   | a name with dots
                    fargate.families.ann = a*b | fargate.families.ann holds `a*b`, no family of task definitions     | only at the end
                    fargate.families. = a      | F:1:1: fargate.families. names no user; write fargate.families.USER | whose?
                    fargate.familys.ann = a    | F:1:1: fargate.familys.ann is no setting; did you mean fargate.families.ann? | a slip
                    fargate-families-ann = a   | F:1:1: fargate-families-ann is no setting; did you mean fargate.fam | only with dots
                    fargate.roles.ann = admin  | fargate.roles.ann holds `admin`, no role's ARN; write ARNs such as  | a name
                    fargate.quue = x           | F:1:1: fargate.quue is no setting; did you mean fargate-queue?      | a slip
                    keep.days = 3              | F:1:1: keep.days is no setting; did you mean keep-days?             | dots are Fargate's
                    listen = 0.0.0.0:80        | -                                                                   | all the world
                    listen = [::1]:2766        | -                                                                   | IPv6
                    listen = 2766              | listen is `2766`; write an address and a port                       | a port alone
                    listen = localhost         | listen is `localhost`; write an address and a port                  | an address alone
                    listen = :2766             | listen is `:2766`; write an address and a port                      | everywhere, or nowhere?
                    listen = localhost:65536   | listen is `localhost:65536`; write an address and a port            | no such port
                    listen = localhost:http    | listen is `localhost:http`; write an address and a port             | a name
                    """)
    void a_mistake_is_told_with_its_remedy(String line, String mistake, String why)
            throws IOException {
        if (mistake == null) {
            assertThat(mistakes(line)).isEmpty();
        } else {
            assertThat(mistakes(line)).singleElement().asString().startsWith(mistake);
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    variable             | mistake                                                                       | why
                    FARCRON_KEEP_DAY     | environment: FARCRON_KEEP_DAY is no setting; did you mean FARCRON_KEEP_DAYS?  | a letter is missing
                    FARCRON_WHATEVER            | environment: FARCRON_WHATEVER is no setting; known are FARCRON_STATE,                | nothing is near
                    FARCRON_RUN_ID       | -                                                                             | a job has it from us
                    FARCRON_DEFAULTS     | -                                                                             | a job has it from its crontab
                    FARCRONIA            | -                                                                             | not ours
                    """)
    void a_variable_that_looks_like_ours_is_told(String variable, String mistake, String why)
            throws IOException {
        List<String> mistakes = settings(Map.of(), Map.of(variable, "1")).mistakes();

        if (mistake == null) {
            assertThat(mistakes).isEmpty();
        } else {
            assertThat(mistakes).singleElement().asString().startsWith(mistake);
        }
    }

    @Test
    void all_mistakes_are_told_at_once() throws IOException {
        Map<String, String> environment =
                new TreeMap<>(Map.of("FARCRON_KEEP_RUNS", "none", "FARCRON_STAT", "/x"));
        List<String> mistakes =
                settings(
                                Map.of(Option.DIALECT, "sun"),
                                environment,
                                "listne = none",
                                "log-level = loud",
                                "nonsense")
                        .mistakes();

        assertThat(mistakes)
                .extracting(mistake -> mistake.substring(mistake.indexOf(".conf") + 1))
                .satisfiesExactly(
                        one -> assertThat(one).contains(":1:1: listne", "did you mean listen?"),
                        two -> assertThat(two).contains(":3:1: `nonsense`"),
                        three -> assertThat(three).contains("did you mean FARCRON_STATE?"),
                        four -> assertThat(four).startsWith("keep-runs is `none`"),
                        five -> assertThat(five).startsWith("dialect is `sun`"),
                        six -> assertThat(six).startsWith("log-level is `loud`"));
    }

    @Test
    void a_configuration_that_cannot_be_read_is_told() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("directory"));
        Path noise = Files.write(folder.resolve("noise"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(new Settings(Map.of(), Map.of(), directory).mistakes())
                .singleElement()
                .asString()
                .startsWith(directory + " cannot be read: ");
        assertThat(new Settings(Map.of(), Map.of(), noise).mistakes())
                .singleElement()
                .asString()
                .startsWith(noise + " cannot be read: ");
    }
}
