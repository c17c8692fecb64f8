package farcron.simulation;

/// When the daemon crashes: before or after something it does to the world, or when it looks at the
/// clock in the middle of a decision, which it also does right before it writes its record.
final class Crashes {

    private static final int NEVER = -1;

    private int deeds = NEVER;
    private int looks = NEVER;
    private boolean eventful;
    private int count;

    /// Before the so-manieth deed from now.
    void atDeed(int number) {
        deeds = number;
        looks = NEVER;
    }

    /// At the so-manieth look at the clock in steps in which there is something to decide.
    void atLook(int number) {
        looks = number;
        deeds = NEVER;
    }

    void never() {
        deeds = NEVER;
        looks = NEVER;
    }

    /// Whether there is something to decide in the step that comes.
    void eventful(boolean step) {
        eventful = step;
    }

    void deed() {
        if (deeds >= 0 && deeds-- == 0) {
            crash();
        }
    }

    void look() {
        if (eventful && looks >= 0 && looks-- == 0) {
            crash();
        }
    }

    private void crash() {
        count++;
        throw new Crash();
    }

    int count() {
        return count;
    }
}
