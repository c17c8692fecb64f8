package farcron;

import farcron.crontab.Shown;
import farcron.crontab.Spelling;
import farcron.load.FargateSettings;
import farcron.load.Grants;
import farcron.load.PoolSizes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/// The settings in force. What is wrong with them is told all at once, and nothing is ever replaced
/// by a default because it could not be understood.
final class Settings {

    /// What Kubernetes tells every container about a service that happens to be called `farcron`.
    private static final Pattern OF_KUBERNETES = Pattern.compile("FARCRON_(SERVICE|PORT)(_.*)?");

    /// What the daemon gives to jobs; a job that calls farcron has them in its environment.
    private static final Set<String> GIVEN_TO_JOBS =
            Set.of(
                    "FARCRON_JOB",
                    "FARCRON_RUN_ID",
                    "FARCRON_SCHEDULED_AT",
                    "FARCRON_ATTEMPT",
                    "FARCRON_WAVE",
                    "FARCRON_UPSTREAM",
                    "FARCRON_DEFAULTS",
                    "FARCRON_POOLS");

    private static final String PREFIX = "FARCRON_";

    /// In the file a dot may stand for the dash after it.
    private static final String FARGATE = "fargate.";

    /// The only keys with a user's name in them.
    private static final String FAMILIES = "fargate.families.";

    private static final String ROLES = "fargate.roles.";

    private static final Pattern QUEUE = Pattern.compile("https?://[!-~]{1,500}/[!-~]{1,500}");
    private static final Pattern INSTALLATION = Pattern.compile("[a-z0-9-]{1,32}");

    private final Map<Option, String> values = new EnumMap<>(Option.class);
    private final Map<String, String> families = new TreeMap<>();
    private final Map<String, String> roles = new TreeMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private final FargateSettings fargate;

    /// @param given on the command line, by option
    /// @param configuration need not be there
    Settings(Map<Option, String> given, Map<String, String> environment, Path configuration) {
        fromFile(configuration);
        fromEnvironment(environment);
        values.putAll(given);
        checkNumber(Option.KEEP_DAYS, days -> days >= 0);
        checkNumber(Option.KEEP_FAILED_DAYS, days -> days >= 0);
        checkNumber(Option.KEEP_RUNS, count -> count >= 1);
        checkNumber(Option.MAX_RUNNING, _ -> true);
        checkNumber(Option.MIN_FREE_MEMORY, _ -> true);
        checkLoad();
        checkPools();
        checkNumber(Option.LOG_LIMIT, mib -> mib >= 1 && mib <= 1024);
        List.of(
                        Option.DIALECT,
                        Option.SESSION,
                        Option.ENV,
                        Option.LOG,
                        Option.JOB_OUTPUT,
                        Option.STOP,
                        Option.FARGATE,
                        Option.LOG_LEVEL)
                .forEach(this::checkChoice);
        checkListen();
        checkForm(Option.FARGATE_QUEUE, QUEUE, "no queue; write its URL, as SQS shows it");
        checkForm(
                Option.FARGATE_INSTALLATION,
                INSTALLATION,
                "no name; write up to 32 of a-z, 0-9 and -");
        checkNumber(Option.FARGATE_RATE, calls -> calls >= 1 && calls <= 20);
        fargate =
                FargateSettings.of(
                        key -> text(Option.of(key).orElseThrow()),
                        Grants.of(text(Option.FARGATE_USERS), families, roles, mistakes::add),
                        mistakes::add);
    }

    /// One sentence for each mistake; empty if all is well.
    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    String text(Option option) {
        return values.getOrDefault(option, option.standard());
    }

    Optional<Path> path(Option option) {
        return text(option).isEmpty()
                ? Optional.empty()
                : Optional.of(Path.of(text(option)).toAbsolutePath().normalize());
    }

    int number(Option option) {
        return Integer.parseInt(text(option));
    }

    double decimal(Option option) {
        return Double.parseDouble(text(option));
    }

    /// The sizes of the machine's pools, by name.
    Map<String, Integer> pools() {
        return PoolSizes.of(text(Option.POOLS)).sizes();
    }

    /// What holds for lines with `fargate:`, and who may have them.
    FargateSettings fargate() {
        return fargate;
    }

    private void fromFile(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                fromLine(file + ":" + (i + 1), lines.get(i).strip());
            }
        } catch (IOException failure) {
            mistakes.add(file + " cannot be read: " + failure + "; check its owner and mode");
        }
    }

    private void fromLine(String place, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int equals = line.indexOf('=');
        if (equals < 0) {
            mistakes.add(place + ":1: `" + line + "` is no setting; write key = value");
            return;
        }
        String key = line.substring(0, equals).strip();
        String value = line.substring(equals + 1).strip();
        Optional<Option> option = Option.of(key.startsWith(FARGATE) ? key.replace('.', '-') : key);
        if (option.isPresent()) {
            values.put(option.get(), value);
        } else if (key.startsWith(FAMILIES)) {
            grant(place, FAMILIES, key, families, value);
        } else if (key.startsWith(ROLES)) {
            grant(place, ROLES, key, roles, value);
        } else {
            mistakes.add(place + ":1: " + unknown("", key, keysLike(key)));
        }
    }

    private void grant(
            String place, String prefix, String key, Map<String, String> grants, String value) {
        String user = key.substring(prefix.length());
        if (user.isEmpty()) {
            mistakes.add(place + ":1: " + key + " names no user; write " + prefix + "USER");
        }
        grants.put(user, value);
    }

    /// With those that are some user's.
    private static List<String> keysLike(String key) {
        String[] parts = key.split("\\.", 3);
        String user = parts.length == 3 ? parts[2] : "USER";
        List<String> keys = new ArrayList<>(Option.keys());
        keys.add(FAMILIES + user);
        keys.add(ROLES + user);
        return keys;
    }

    private void fromEnvironment(Map<String, String> environment) {
        List<String> variables = Arrays.stream(Option.values()).map(Option::variable).toList();
        environment.forEach((name, value) -> {
            int option = variables.indexOf(name);
            if (option >= 0) {
                values.put(Option.values()[option], value);
            } else if (isMeantForUs(name)) {
                mistakes.add("environment: " + unknown(PREFIX, name, variables));
            }
        });
    }

    private static boolean isMeantForUs(String name) {
        return name.startsWith(PREFIX)
                && !GIVEN_TO_JOBS.contains(name)
                && !OF_KUBERNETES.matcher(name).matches();
    }

    /// @param prefix what all names begin with, so that it makes none of them similar
    private static String unknown(String prefix, String key, List<String> known) {
        int from = prefix.length();
        List<String> rests = known.stream().map(name -> name.substring(from)).toList();
        return key
                + " is no setting; "
                + Spelling.nearest(key.substring(from), rests)
                        .map(near -> "did you mean " + prefix + near + "?")
                        .orElse("known are " + String.join(", ", known));
    }

    private void checkNumber(Option option, IntPredicate allowed) {
        String text = text(option);
        boolean fine = text.matches("\\d{1,9}") && allowed.test(Integer.parseInt(text));
        if (!fine) {
            mistakes.add(
                    option.key()
                            + " is `"
                            + text
                            + "`, which is no such number; "
                            + option.meaning());
        }
    }

    private void checkLoad() {
        String text = text(Option.MAX_LOAD);
        if (!text.matches("\\d{1,6}(\\.\\d{1,3})?")) {
            mistakes.add(
                    Option.MAX_LOAD.key()
                            + " is `"
                            + text
                            + "`, which is no load; write a number such as 8 or 1.5");
        }
    }

    private void checkPools() {
        PoolSizes.of(text(Option.POOLS))
                .mistakes()
                .forEach(mistake ->
                        mistakes.add("pools: " + mistake.what() + "; " + mistake.remedy()));
    }

    private void checkChoice(Option option) {
        List<String> choices = List.of(option.value().split("\\|"));
        if (!choices.contains(text(option))) {
            mistakes.add(
                    option.key()
                            + " is `"
                            + text(option)
                            + "`; write one of "
                            + String.join(", ", choices));
        }
    }

    private void checkForm(Option option, Pattern form, String what) {
        String text = text(option);
        if (!text.isEmpty() && !form.matcher(text).matches()) {
            mistakes.add("%s is %s, which is %s".formatted(option.key(), Shown.quoted(text), what));
        }
    }

    private void checkListen() {
        String text = text(Option.LISTEN);
        int colon = text.lastIndexOf(':');
        boolean port =
                colon > 0
                        && text.substring(colon + 1).matches("\\d{1,5}")
                        && Integer.parseInt(text.substring(colon + 1)) <= 65535;
        if (!text.equals("none") && !port) {
            mistakes.add(
                    "listen is `"
                            + text
                            + "`; write an address and a port such as 127.0.0.1:2766,"
                            + " or none");
        }
    }
}
