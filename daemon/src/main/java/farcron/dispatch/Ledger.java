package farcron.dispatch;

import farcron.record.Changes;
import farcron.record.RunStore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Record first, then act: collects what a decision changes in the record and what is to be done,
/// writes the one, and only then does the other.
///
/// Owned by the scheduler's thread.
final class Ledger {

    /// @param unrecorded what to do instead where the decision could not be recorded
    private record Deed(Runnable recorded, Runnable unrecorded) {}

    private final RunStore store;
    private final Events events;
    private final List<Deed> deeds = new ArrayList<>();
    private Changes changes = new Changes();

    Ledger(RunStore store, Events events) {
        this.store = store;
        this.events = events;
    }

    /// What the present decision changes; to be added to.
    Changes changes() {
        return changes;
    }

    /// To be done when the present decision is on record.
    void then(Runnable deed) {
        deeds.add(new Deed(deed, deed));
    }

    /// To be done only if the present decision is on record.
    ///
    /// @param otherwise takes the decision back
    void onlyOnRecord(Runnable deed, Runnable otherwise) {
        deeds.add(new Deed(deed, otherwise));
    }

    boolean isSettled() {
        return deeds.isEmpty() && changes.isEmpty();
    }

    /// @param everything adds all that a file that had to be begun anew should know
    void commit(Consumer<Changes> everything) {
        Changes decided = changes;
        List<Deed> todo = List.copyOf(deeds);
        changes = new Changes();
        deeds.clear();
        String before = store.problem();
        store.commit(decided);
        if (store.takeBegunAnew()) {
            Changes all = new Changes();
            everything.accept(all);
            store.commit(all);
        }
        tell(before);
        boolean recorded = store.problem().isEmpty();
        todo.forEach(deed -> act(recorded ? deed.recorded() : deed.unrecorded()));
    }

    private void tell(String before) {
        store.takeNotes().forEach(events::trouble);
        if (!store.problem().isEmpty() && before.isEmpty()) {
            events.trouble(store.problem() + "; jobs run meanwhile");
        } else if (store.problem().isEmpty() && !before.isEmpty()) {
            events.trouble("the record is complete again");
        }
    }

    /// One deed that fails, which is a bug, does not keep the others from being done.
    private void act(Runnable deed) {
        try {
            deed.run();
        } catch (RuntimeException bug) {
            events.trouble("something that was decided could not be done: " + bug);
        }
    }
}
