package farcron.crontab;

/// A place in a crontab's text.
///
/// @param line from 1, the true line of the file
/// @param column from 1, in characters of that line
public record Position(int line, int column) {}
