package farcron.load;

import farcron.crontab.Shown;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Which users may have lines for Fargate in their crontabs: those run with the daemon's rights on
/// AWS and not with theirs.
///
/// @param everything whether each of them may do all that root may
/// @param users `*` stands for all
/// @param families of task definitions, by user; one may end with `*`
/// @param roles ARNs of those that a user may choose for his tasks, by user
public record Grants(
        boolean everything,
        Set<String> users,
        Map<String, List<String>> families,
        Map<String, List<String>> roles) {

    /// Nobody but root may.
    public static final Grants NONE = new Grants(false, Set.of(), Map.of(), Map.of());

    static final Grants EVERYTHING = new Grants(true, Set.of(), Map.of(), Map.of());

    private static final String ALL = "*";
    private static final Pattern USER = Pattern.compile("\\*|[^\\s,*]{1,255}");
    private static final Pattern FAMILY = Pattern.compile("\\*|[A-Za-z0-9_-]{1,255}\\*?");

    public Grants {
        users = Set.copyOf(users);
        families = Map.copyOf(families);
        roles = Map.copyOf(roles);
    }

    /// As the settings say it.
    ///
    /// @param users the text of `fargate.users`
    /// @param families the texts of `fargate.families.USER`, by user
    /// @param roles the texts of `fargate.roles.USER`, by user
    /// @param wrong told one sentence about each text that is wrong
    public static Grants of(
            String users,
            Map<String, String> families,
            Map<String, String> roles,
            Consumer<String> wrong) {
        Entries entries = new Entries(wrong);
        return new Grants(
                false,
                Set.copyOf(
                        entries.of(
                                "fargate-users",
                                users,
                                USER,
                                "no user",
                                "write users, with commas between them, or * for all")),
                entries.of(
                        "fargate.families.",
                        families,
                        FAMILY,
                        "no family of task definitions",
                        "write names, with commas between them; the last letter of one may be *"),
                entries.of(
                        "fargate.roles.",
                        roles,
                        TaskValues.ROLE_ARN,
                        "no role's ARN",
                        "write ARNs such as arn:aws:iam::123456789012:role/trainer, with commas"
                                + " between them"));
    }

    boolean hasUser(String user) {
        return users.contains(ALL) || users.contains(user);
    }

    boolean hasFamily(String user, String family) {
        return families.getOrDefault(user, List.of()).stream()
                .anyMatch(entry ->
                        entry.endsWith(ALL)
                                ? family.startsWith(entry.substring(0, entry.length() - 1))
                                : family.equals(entry));
    }

    boolean hasRole(String user, String role) {
        return roles.getOrDefault(user, List.of()).contains(role);
    }

    /// Reads lists with commas or blanks between their entries.
    private record Entries(Consumer<String> wrong) {

        Map<String, List<String>> of(
                String key, Map<String, String> texts, Pattern form, String what, String remedy) {
            Map<String, List<String>> entries = new HashMap<>();
            texts.forEach(
                    (user, text) -> entries.put(user, of(key + user, text, form, what, remedy)));
            return entries;
        }

        List<String> of(String key, String text, Pattern form, String what, String remedy) {
            List<String> entries = new ArrayList<>();
            for (String entry : text.split("[,\\s]+")) {
                if (form.matcher(entry).matches()) {
                    entries.add(entry);
                } else if (!entry.isEmpty()) {
                    wrong.accept(
                            "%s holds %s, %s; %s"
                                    .formatted(key, Shown.quoted(entry), what, remedy));
                }
            }
            return entries.stream().distinct().toList();
        }
    }
}
