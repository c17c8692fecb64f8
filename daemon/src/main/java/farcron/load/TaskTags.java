package farcron.load;

import farcron.crontab.Shown;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The value of `FARGATE_TAGS`: `team=data,stage=prod`. The limits are those of ECS.
final class TaskTags {

    /// ECS takes 50, one of which is ours and names the run.
    private static final int MOST = 49;

    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;
    private static final Pattern SIGNS = Pattern.compile("[\\p{L}\\p{N} +=._:/@-]*");

    private TaskTags() {}

    static Map<String, String> parse(String text) throws BadValue {
        Map<String, String> tags = new TreeMap<>();
        for (String part : text.split(",")) {
            if (part.isBlank()) {
                continue;
            }
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw wrong(part, "no tag", "write key=value, with commas between the tags");
            }
            String key = part.substring(0, equals).strip();
            check(part, key, part.substring(equals + 1).strip());
            if (tags.put(key, part.substring(equals + 1).strip()) != null) {
                throw wrong(part, "a second tag of that key", "leave out one of the two");
            }
            if (tags.size() > MOST) {
                throw new BadValue(
                        "holds more than %d tags".formatted(MOST),
                        "leave some out: ECS takes no more on a task");
            }
        }
        return Map.copyOf(tags);
    }

    private static void check(String part, String key, String value) throws BadValue {
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw wrong(part, "whose key has not 1 to 128 letters", "give it a key");
        }
        if (value.length() > LONGEST_VALUE) {
            throw wrong(part, "whose value has more than 256 letters", "shorten it");
        }
        if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw wrong(part, "whose beginning AWS keeps for itself", "give it another key");
        }
        if (!SIGNS.matcher(part).matches()) {
            throw wrong(part, "no tag", "write letters, digits, blanks and + - . _ : / @ only");
        }
    }

    private static BadValue wrong(String part, String what, String remedy) {
        return new BadValue("holds " + Shown.quoted(part.strip()) + ", " + what, remedy);
    }
}
