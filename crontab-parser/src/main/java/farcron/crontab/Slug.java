package farcron.crontab;

/// A text as a part of a job's name: characters that a name cannot hold become one `-`.
final class Slug {

    private Slug() {}

    static String of(String text, int longest) {
        StringBuilder slug = new StringBuilder();
        for (int i = 0; i < text.length() && slug.length() < longest; i++) {
            char c = text.charAt(i);
            if (isNameCharacter(c)) {
                slug.append(c);
            } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
        }
        int start = 0;
        int end = slug.length();
        while (start < end && ".-".indexOf(slug.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && ".-".indexOf(slug.charAt(end - 1)) >= 0) {
            end--;
        }
        return slug.substring(start, end);
    }

    static boolean isNameCharacter(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c == '.'
                || c == '-';
    }
}
