package farcron.report;

import java.util.ArrayList;
import java.util.List;

/// Rows of cells, written as wide as their widest cell, two blanks apart at most; text that is no
/// row may stand between them.
final class Columns {

    private static final int WIDEST = 32;

    private final List<List<String>> lines = new ArrayList<>();
    private final List<Boolean> rows = new ArrayList<>();
    private final int gap;

    /// @param gap blanks between two columns
    Columns(int gap) {
        this.gap = gap;
    }

    void row(String... cells) {
        lines.add(List.of(cells));
        rows.add(true);
    }

    void text(String line) {
        lines.add(List.of(line));
        rows.add(false);
    }

    /// A cell that is too wide pushes its own row only.
    @Override
    public String toString() {
        List<Integer> widths = widths();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            StringBuilder line = new StringBuilder();
            List<String> cells = lines.get(i);
            for (int c = 0; c < cells.size(); c++) {
                line.append(cells.get(c));
                int missing = rows.get(i) ? widths.get(c) - cells.get(c).length() : 0;
                line.append(" ".repeat(Math.max(0, missing) + gap));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            for (int c = 0; rows.get(i) && c < lines.get(i).size(); c++) {
                int width = Math.min(WIDEST, lines.get(i).get(c).length());
                if (c == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(c, Math.max(width, widths.get(c)));
                }
            }
        }
        return widths;
    }
}
