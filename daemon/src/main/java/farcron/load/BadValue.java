package farcron.load;

/// A word's value means nothing. Ends the reading of that value; whoever asked for it tells where
/// it stands.
final class BadValue extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /// @param what goes on where the word as written ends: `is no duration`
    BadValue(String what, String remedy) {
        super(what, null, false, false);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
