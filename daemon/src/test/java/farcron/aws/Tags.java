package farcron.aws;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What AWS demands of the tags of a task.
final class Tags {

    private static final Pattern TEXT = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]*");

    private Tags() {}

    static void check(List<Fields> tags) throws AwsError {
        if (tags.size() > 50) {
            throw AwsError.wrong("A resource can have at most 50 tags.");
        }
        Set<String> keys = new HashSet<>();
        for (Fields tag : tags) {
            String key = tag.text("key");
            if (!isFine(key, 128) || key.isEmpty() || !keys.add(key)) {
                throw AwsError.wrong("Tag key is not valid: " + key);
            }
            if (key.regionMatches(true, 0, "aws:", 0, 4)) {
                throw AwsError.wrong("Tag keys must not start with aws: " + key);
            }
            if (!isFine(tag.text("value"), 256)) {
                throw AwsError.wrong("Tag value is not valid: " + tag.text("value"));
            }
        }
    }

    private static boolean isFine(String text, int length) {
        return text.length() <= length && TEXT.matcher(text).matches();
    }
}
