package farcron.crontab;

/// A place in a crontab's text.
///
/// @param line from 1, the true line of the file
/// @param column from 1, in characters of that line
public record Position(int line, int column) implements Comparable<Position> {

    /// In the order of the text.
    @Override
    public int compareTo(Position other) {
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }
}
