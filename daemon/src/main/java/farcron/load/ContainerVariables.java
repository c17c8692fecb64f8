package farcron.load;

import farcron.crontab.Problem;
import farcron.crontab.Setting;
import farcron.crontab.Shown;
import farcron.job.TaskOverrides;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Judges the variables that a crontab sets for the container itself. Each is judged once, however
/// many lines it is in force on.
final class ContainerVariables {

    private static final Pattern NAME = Pattern.compile("[!-~&&[^=]]+");

    /// Those of them that end with what is no secret itself: `TOKEN_URL`.
    private static final Pattern POINTER =
            Pattern.compile(".*_(?:FILE|PATH|DIR|URL|URI|ARN|NAME|ID)");

    /// `PGPASSWORD` is one, `TOKENIZERS_PARALLELISM` is not.
    private static final Pattern SECRET =
            Pattern.compile(
                    ".*(?:PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|API_?KEY|PRIVATE_?KEY)S?"
                            + "(?:_.*)?");

    /// `MAX_TOKENS=4096`
    private static final Pattern HARMLESS = Pattern.compile("true|false|yes|no|on|off|\\d{0,5}");

    private final Map<Setting, List<Problem>> judged = new IdentityHashMap<>();

    List<Problem> problems(Setting setting) {
        return judged.computeIfAbsent(setting, ContainerVariables::judge);
    }

    private static List<Problem> judge(Setting setting) {
        List<Problem> problems = new ArrayList<>();
        if (TaskOverrides.isNotForTasks(setting.name())) {
            return problems;
        }
        if (!NAME.matcher(setting.name()).matches()) {
            problems.add(
                    Problem.error(
                            setting.position(),
                            "no container can have a variable named "
                                    + Shown.quoted(setting.name()),
                            "write its name as letters, digits and `_`, or put it below the lines"
                                    + " with fargate:"));
        }
        if (!isText(setting.value())) {
            problems.add(
                    Problem.error(
                            setting.position(),
                            "%s holds what is no UTF-8, and ECS takes nothing else"
                                    .formatted(Shown.quoted(setting.name())),
                            "save the crontab as UTF-8, or put it below the lines with fargate:"));
        }
        if (looksSecret(setting)) {
            problems.add(
                    Problem.warning(
                            setting.position(),
                            "%s looks like a secret, which anybody can read who may look at tasks"
                                    .formatted(Shown.quoted(setting.name())),
                            "take it away, and let the task definition fetch it with `secrets` from"
                                    + " Secrets Manager or SSM"));
        }
        return problems;
    }

    private static boolean looksSecret(Setting setting) {
        String name = setting.name().toUpperCase(Locale.ROOT);
        return SECRET.matcher(name).matches()
                && !POINTER.matcher(name).matches()
                && !HARMLESS.matcher(setting.value().toLowerCase(Locale.ROOT)).matches();
    }

    /// Whether it can be sent: no byte that is not UTF-8, and no NUL.
    static boolean isText(String value) {
        return value.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }
}
