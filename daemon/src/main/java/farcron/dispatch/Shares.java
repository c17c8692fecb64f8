package farcron.dispatch;

import farcron.job.Job;
import farcron.job.Limits;
import farcron.job.RunRecord;
import farcron.job.Target;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// What the runs with `mem:` and `cpu:` share of the machine: together they may not be promised
/// more than it has. One that asks for more than there is goes alone among them, so that none waits
/// for ever; and none overtakes one that waits for the same, or a large one would never get its
/// turn.
///
/// A run counts as its line was at its start. A later daemon knows the line only as it is then;
/// where it is gone, the run counts no more.
///
/// Owned by the scheduler's thread.
final class Shares {

    private final Supplier<Limits> machine;
    private final Map<Resource, Long> taken = new EnumMap<>(Resource.class);

    /// Who waits for it, and was due first.
    private final Map<Resource, RunRecord> first = new EnumMap<>(Resource.class);

    /// What it has, once somebody has asked.
    private Optional<Limits> told = Optional.empty();

    Shares(Supplier<Limits> machine) {
        this.machine = machine;
    }

    /// Whether a job's runs never wait for a share.
    boolean areEnoughFor(Job job) {
        return limits(job).areNone() || machine().areNone();
    }

    /// The runs that go on are others than before.
    void look(List<OpenRuns.Open> going) {
        taken.clear();
        for (OpenRuns.Open one : going) {
            Limits limits = one.job().map(Shares::limits).orElse(Limits.NONE);
            for (Resource resource : Resource.values()) {
                resource.of(limits)
                        .ifPresent(amount -> taken.merge(resource, (long) amount, Long::sum));
            }
        }
    }

    /// From now on all that wait are asked about once more, those due first first.
    void newRound() {
        first.clear();
    }

    /// Why a run has to wait, if it has to.
    Optional<Turn> hold(RunRecord run, Job job) {
        Limits asked = limits(job);
        for (Resource resource : Resource.values()) {
            Optional<String> why = hold(resource, resource.of(asked));
            if (why.isPresent()) {
                waits(run, asked);
                return Optional.of(new Turn.Stay(why.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<String> hold(Resource resource, OptionalInt asked) {
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        OptionalInt there = resource.of(machine());
        if (there.isEmpty()) {
            return Optional.empty();
        }
        if (first.containsKey(resource)) {
            return Optional.of(Waiting.behind(resource, first.get(resource)));
        }
        long others = taken.getOrDefault(resource, 0L);
        return others == 0 || others + asked.getAsInt() <= there.getAsInt()
                ? Optional.empty()
                : Optional.of(
                        Waiting.forShare(resource, asked.getAsInt(), others, there.getAsInt()));
    }

    private Limits machine() {
        if (told.isEmpty()) {
            told = Optional.of(machine.get());
        }
        return told.get();
    }

    private void waits(RunRecord run, Limits asked) {
        for (Resource resource : Resource.values()) {
            if (resource.of(asked).isPresent()) {
                first.putIfAbsent(resource, run);
            }
        }
    }

    private static Limits limits(Job job) {
        return switch (job.target()) {
            case Target.Local local -> local.limits();
            case Target.Fargate _ -> Limits.NONE;
        };
    }
}
