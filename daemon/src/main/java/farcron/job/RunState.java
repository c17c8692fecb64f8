package farcron.job;

import java.util.Locale;

/// What became of a run.
public enum RunState {
    QUEUED('q'),
    RUNNING('>'),
    OK('.'),
    FAILED('x'),
    TIMEOUT('!'),
    KILLED('k'),
    SKIPPED('s'),
    BLOCKED('b'),
    MISSED('m'),
    LOST('?');

    private final char letter;

    RunState(char letter) {
        this.letter = letter;
    }

    /// How it is shown in a history such as `....x..`.
    public char letter() {
        return letter;
    }

    /// Whether the run has yet to come to an end.
    public boolean open() {
        return this == QUEUED || this == RUNNING;
    }

    /// Whether someone should look: the job was due and did not come to a good end by itself.
    public boolean bad() {
        return this == FAILED || this == TIMEOUT || this == MISSED || this == LOST;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RunState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
