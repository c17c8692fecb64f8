package farcron.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The task definitions of an account, in the words of `RegisterTaskDefinition`.
final class Definitions {

    private final Account account;
    private final Map<String, TreeMap<Integer, Fields>> families = new TreeMap<>();

    Definitions(Account account) {
        this.account = account;
    }

    /// @return the definition as ECS shows it, with its new revision
    Fields register(Fields definition) throws AwsError {
        String family = definition.text("family");
        TreeMap<Integer, Fields> revisions = families.computeIfAbsent(family, _ -> new TreeMap<>());
        int revision = revisions.isEmpty() ? 1 : revisions.lastKey() + 1;
        Map<String, Object> shown = new LinkedHashMap<>(definition.all());
        String name = family + ":" + revision;
        shown.put("taskDefinitionArn", account.arn("task-definition/" + name));
        shown.put("revision", revision);
        shown.put("status", "ACTIVE");
        shown.put("compatibilities", List.of("EC2", "FARGATE"));
        revisions.put(revision, new Fields(shown));
        return new Fields(shown);
    }

    void deregister(String name) throws AwsError {
        Fields shown = find(name, "Unable to describe task definition.");
        Map<String, Object> inactive = new LinkedHashMap<>(shown.all());
        inactive.put("status", "INACTIVE");
        int revision = shown.number("revision").orElseThrow();
        families.get(shown.text("family")).put(revision, new Fields(inactive));
    }

    /// @param given `family`, of which the newest active revision is meant, `family:revision` or an
    ///   ARN
    /// @param otherwise the message if there is none
    Fields find(String given, String otherwise) throws AwsError {
        String prefix = account.arn("task-definition/");
        String name = given.startsWith(prefix) ? given.substring(prefix.length()) : given;
        int colon = name.indexOf(':');
        String family = colon < 0 ? name : name.substring(0, colon);
        TreeMap<Integer, Fields> revisions = families.getOrDefault(family, new TreeMap<>());
        Fields found =
                colon < 0
                        ? newestActive(revisions)
                        : revisions.getOrDefault(revision(name, colon), Fields.NONE);
        if (found == Fields.NONE) {
            throw AwsError.of("ClientException", otherwise);
        }
        return found;
    }

    private static int revision(String name, int colon) throws AwsError {
        try {
            return Integer.parseInt(name.substring(colon + 1));
        } catch (NumberFormatException _) {
            throw AwsError.wrong("Invalid revision number. Number: " + name.substring(colon + 1));
        }
    }

    private static Fields newestActive(TreeMap<Integer, Fields> revisions) throws AwsError {
        for (Fields one : revisions.descendingMap().values()) {
            if (one.text("status").equals("ACTIVE")) {
                return one;
            }
        }
        return Fields.NONE;
    }

    /// ARNs of the active ones.
    List<String> arns(String familyPrefix) throws AwsError {
        List<String> arns = new ArrayList<>();
        for (TreeMap<Integer, Fields> revisions : families.values()) {
            for (Fields one : revisions.values()) {
                boolean asked = one.text("family").startsWith(familyPrefix);
                if (asked && one.text("status").equals("ACTIVE")) {
                    arns.add(one.text("taskDefinitionArn"));
                }
            }
        }
        return arns;
    }
}
