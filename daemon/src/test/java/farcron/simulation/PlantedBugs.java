package farcron.simulation;

import farcron.record.Changes;
import farcron.record.RunStore;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/// What a [Mutant] does instead of what it should.
public final class PlantedBugs {

    private static final Map<Object, Changes> LATE =
            Collections.synchronizedMap(new WeakHashMap<>());

    private PlantedBugs() {}

    /// Writes each decision together with the next one: what is done is not on record yet.
    public static boolean commitLater(Object store, Object changes) {
        Changes before = LATE.put(store, (Changes) changes);
        return before == null || ((RunStore) store).commit(before);
    }

    public static Optional<?> nothing(Object callee) {
        return Optional.empty();
    }

    public static Optional<?> nothing(Object callee, Object one, Object other) {
        return Optional.empty();
    }

    public static Map<?, ?> none(Object callee, Object one, Object other) {
        return Map.of();
    }

    public static int many(Object callee) {
        return 99;
    }

    public static boolean never(Object callee) {
        return false;
    }

    public static boolean always(Object callee, int number) {
        return true;
    }
}
