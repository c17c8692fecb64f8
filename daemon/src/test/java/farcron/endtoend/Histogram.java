package farcron.endtoend;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// How often something took how long.
///
/// @param all the shortest first
record Histogram(List<Duration> all) {

    private static final List<Integer> EDGES_MS = List.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000);
    private static final int WIDEST = 50;

    Histogram {
        all = all.stream().sorted().toList();
    }

    /// What so many of a hundred did not exceed.
    Duration percent(double part) {
        int rank = (int) Math.ceil(all.size() * part / 100);
        return all.get(Math.max(0, rank - 1));
    }

    /// A row for each span of time, then the figures that people ask for.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        long below = 0;
        for (int edge : EDGES_MS) {
            long upTo = all.stream().filter(took -> took.toNanos() < edge * 1_000_000L).count();
            row(text, "< %4d ms".formatted(edge), upTo - below);
            below = upTo;
        }
        row(text, "  longer ", all.size() - below);
        return text
                + "%d starts   median %s   99 %% %s   99.9 %% %s   worst %s%n"
                        .formatted(
                                all.size(),
                                ms(percent(50)),
                                ms(percent(99)),
                                ms(percent(99.9)),
                                ms(percent(100)));
    }

    private void row(StringBuilder text, String span, long count) {
        int width = (int) Math.ceilDiv(count * WIDEST, Math.max(1, all.size()));
        text.append("%s %6d %s".formatted(span, count, "#".repeat(width)).stripTrailing())
                .append('\n');
    }

    private static String ms(Duration took) {
        return String.format(Locale.ROOT, "%.1f ms", took.toNanos() / 1e6);
    }
}
