package farcron.crontab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gives each job of a file a name of its own: from its `name:` word, else from the comment that
/// Ansible or Puppet write above their lines, else from its command and user.
///
/// No name depends on where a line stands. Jobs that would have the same name are told apart by an
/// ordinal, in the order of their schedules as written.
final class JobNames {

    private static final int LONGEST = 64;
    private static final int HASH_DIGITS = 6;
    private static final Pattern COMMENT =
            Pattern.compile("[ \\t]*+#[ \\t]*+(?:Ansible|Puppet Name):[ \\t]*+(.*)");

    private final List<JobDraft> drafts;
    private final Problems problems;
    private final Map<JobDraft, JobName> names = new IdentityHashMap<>();
    private final Set<String> taken = new HashSet<>();

    private JobNames(List<JobDraft> drafts, Problems problems) {
        this.drafts = drafts;
        this.problems = problems;
    }

    /// The jobs in the order of the drafts, less those whose `name:` is wrong.
    static List<CrontabJob> assign(List<JobDraft> drafts, Problems problems) {
        return new JobNames(drafts, problems).assign();
    }

    /// The name in a comment line; nothing where it is another comment.
    static String inComment(String line) {
        Matcher matcher = COMMENT.matcher(line);
        return matcher.matches() ? Slug.of(matcher.group(1), LONGEST) : "";
    }

    private List<CrontabJob> assign() {
        Map<String, List<JobDraft>> commented = new LinkedHashMap<>();
        Map<String, List<JobDraft>> derived = new LinkedHashMap<>();
        for (JobDraft draft : drafts) {
            if (draft.nameWord().isPresent()) {
                nameByWord(draft, draft.nameWord().get());
            } else if (!draft.comment().isEmpty()) {
                group(commented, draft.comment()).add(draft);
            } else {
                group(derived, derivedName(draft)).add(draft);
            }
        }
        commented.forEach((name, equals) -> nameEach(name, equals, JobName.Origin.COMMENT));
        derived.forEach((name, equals) -> nameEach(name, equals, JobName.Origin.DERIVED));
        return drafts.stream()
                .filter(names::containsKey)
                .map(draft -> draft.named(names.get(draft)))
                .toList();
    }

    private static List<JobDraft> group(Map<String, List<JobDraft>> groups, String name) {
        return groups.computeIfAbsent(name, none -> new ArrayList<>());
    }

    private void nameByWord(JobDraft draft, Word word) {
        Position position = word.position();
        if (!isName(word.value())) {
            problems.add(
                    Problem.error(
                            position,
                            "name is "
                                    + Shown.quoted(word.value())
                                    + ", but names are 1 to 64 letters, digits, `_`, `.` and `-`,"
                                    + " and more than dots",
                            "write another name"));
        } else if (!taken.add(word.value())) {
            problems.add(
                    Problem.error(
                            position,
                            "name " + Shown.quoted(word.value()) + " stands on an earlier line",
                            "give this line another name"));
        } else {
            names.put(draft, new JobName(word.value(), JobName.Origin.WORD));
        }
    }

    /// `.` and `..` would be taken for folders in an address.
    private static boolean isName(String value) {
        return value.length() <= LONGEST
                && value.chars().allMatch(Slug::isNameCharacter)
                && !value.equals(".")
                && !value.equals("..");
    }

    private void nameEach(String name, List<JobDraft> equals, JobName.Origin origin) {
        equals.sort((one, other) -> one.start().compareTo(other.start()));
        int ordinal = 1;
        for (JobDraft draft : equals) {
            String candidate = withOrdinal(name, ordinal++);
            while (!taken.add(candidate)) {
                candidate = withOrdinal(name, ordinal++);
            }
            names.put(draft, new JobName(candidate, origin));
            if (origin == JobName.Origin.COMMENT && !candidate.equals(name)) {
                problems.add(
                        Problem.warning(
                                draft.position(),
                                "name "
                                        + Shown.quoted(name)
                                        + " in the comment above is taken, so"
                                        + " the job is "
                                        + Shown.quoted(candidate),
                                "give the lines different names"));
            }
        }
    }

    private static String withOrdinal(String name, int ordinal) {
        if (ordinal == 1) {
            return name;
        }
        String suffix = "-" + ordinal;
        return name.substring(0, Math.min(name.length(), LONGEST - suffix.length())) + suffix;
    }

    private static String derivedName(JobDraft draft) {
        String hash = Fingerprint.of(draft.user().orElse(""), draft.rawCommand()).hex(HASH_DIGITS);
        return ProgramName.of(draft.command().shell()) + "-" + hash;
    }
}
