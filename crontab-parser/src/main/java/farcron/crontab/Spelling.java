package farcron.crontab;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Which known word somebody may have meant.
public final class Spelling {

    private static final int MOST_LETTERS = 2;

    private Spelling() {}

    /// The known word that is at most two letters away, and not more than half of its own.
    public static Optional<String> near(String word, Collection<String> known) {
        return nearest(word, known)
                .filter(candidate ->
                        distance(word, candidate)
                                <= Math.min(MOST_LETTERS, candidate.length() / 2));
    }

    /// The known word that is the fewest letters away, if that is at most half of its own.
    public static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= 3)
                .filter(candidate -> distance(word, candidate) <= candidate.length() / 2)
                .min(
                        Comparator.comparingInt((String candidate) -> distance(word, candidate))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /// Levenshtein's: letters to insert, to leave out or to change.
    static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
