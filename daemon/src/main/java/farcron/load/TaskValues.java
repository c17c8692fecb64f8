package farcron.load;

import farcron.crontab.Shown;
import farcron.job.TaskPlace.Spot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the values mean that say how tasks run, in a crontab's variables as in the daemon's
/// settings. Whether AWS has such a thing, only AWS can say.
final class TaskValues {

    private static final int MOST_SUBNETS = 16;
    private static final int MOST_GROUPS = 5;
    private static final int LEAST_STORAGE = 21;
    private static final int MOST_STORAGE = 200;

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(?:-[a-z]{2,12}){1,3}-\\d{1,2}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern CLUSTER_ARN =
            Pattern.compile("arn:aws[a-z-]*:ecs:(" + REGION + "):\\d{12}:cluster/" + NAME);
    static final Pattern ROLE_ARN =
            Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]{1,576}");
    private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-z]{1,32}");
    private static final Pattern GROUP = Pattern.compile("sg-[0-9a-z]{1,32}");
    private static final Pattern PLATFORM =
            Pattern.compile("LATEST|\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    private static final Pattern PATH = Pattern.compile("/[!-~]{1,1023}");

    private TaskValues() {}

    static String region(String value) throws BadValue {
        return like(REGION, value, "is no region of AWS", "write one such as eu-west-1");
    }

    static String cluster(String value) throws BadValue {
        return CLUSTER_ARN.matcher(value).matches()
                ? value
                : like(NAME, value, "is no cluster", "write its name or its ARN");
    }

    /// The region that the ARN of a cluster tells; a name tells none.
    static Optional<String> regionOf(String cluster) {
        Matcher arn = CLUSTER_ARN.matcher(cluster);
        return arn.matches() ? Optional.of(arn.group(1)) : Optional.empty();
    }

    static List<String> subnets(String value) throws BadValue {
        return ids(value, SUBNET, "subnet", MOST_SUBNETS);
    }

    static List<String> securityGroups(String value) throws BadValue {
        return ids(value, GROUP, "security group", MOST_GROUPS);
    }

    static boolean publicIp(String value) throws BadValue {
        return switch (value) {
            case "ENABLED" -> true;
            case "DISABLED" -> false;
            default ->
                    throw new BadValue(
                            "is neither ENABLED nor DISABLED",
                            "write ENABLED for tasks in a subnet that has no other way out, such as"
                                    + " a NAT; else DISABLED");
        };
    }

    static Spot spot(String value) throws BadValue {
        return switch (value) {
            case "no" -> Spot.NO;
            case "prefer" -> Spot.PREFER;
            case "only" -> Spot.ONLY;
            default ->
                    throw new BadValue(
                            "is none of no, prefer and only",
                            "write prefer for Spot first and on demand where there is none, or only"
                                    + " for Spot alone");
        };
    }

    static String platform(String value) throws BadValue {
        return like(
                PLATFORM, value, "is no platform version", "write LATEST, or one such as 1.4.0");
    }

    static String container(String value) throws BadValue {
        return like(
                NAME,
                value,
                "is no container's name",
                "write it as the task definition does: letters, digits, `_` and `-`");
    }

    /// @return empty where the command is not for a shell
    static Optional<String> shell(String value) throws BadValue {
        return value.equals("none")
                ? Optional.empty()
                : Optional.of(
                        like(
                                PATH,
                                value,
                                "is no path",
                                "write the shell's path in the image, such as /bin/sh, or none to"
                                        + " give the command to the image without one"));
    }

    static String role(String value) throws BadValue {
        return like(
                ROLE_ARN,
                value,
                "is no role's ARN",
                "write one such as arn:aws:iam::123456789012:role/trainer");
    }

    /// @return GiB
    static int storage(String value) throws BadValue {
        int gib = value.matches("\\d{1,3}") ? Integer.parseInt(value) : 0;
        if (gib < LEAST_STORAGE || gib > MOST_STORAGE) {
            throw new BadValue(
                    "is no number of GiB from 21 to 200",
                    "write the number alone; without it a task has 20");
        }
        return gib;
    }

    private static String like(Pattern form, String value, String what, String remedy)
            throws BadValue {
        if (!form.matcher(value).matches()) {
            throw new BadValue(what, remedy);
        }
        return value;
    }

    private static List<String> ids(String value, Pattern form, String what, int most)
            throws BadValue {
        List<String> ids = new ArrayList<>();
        for (String id : value.strip().split("[,\\s]+")) {
            if (!form.matcher(id).matches()) {
                throw new BadValue(
                        "holds %s, no %s".formatted(Shown.quoted(id), what),
                        "write ids such as %s, with commas between them"
                                .formatted(form == GROUP ? "sg-0a1b2c3d" : "subnet-0a1b2c3d"));
            }
            if (ids.contains(id)) {
                throw new BadValue(
                        "holds %s twice".formatted(Shown.quoted(id)), "leave out one of them");
            }
            ids.add(id);
        }
        if (ids.size() > most) {
            throw new BadValue(
                    "holds %d %ss".formatted(ids.size(), what),
                    "leave some out: ECS takes %d at most".formatted(most));
        }
        return List.copyOf(ids);
    }
}
