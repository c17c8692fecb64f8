package farcron.simulation;

/// What one or more stories came to.
record Tally(int seeds, double days, long runs, long crashes, long edits) {

    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(
                seeds + other.seeds,
                days + other.days,
                runs + other.runs,
                crashes + other.crashes,
                edits + other.edits);
    }
}
