package farcron.run.local;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// A [Spawner] that is alive, whenever one is wanted.
///
/// Owned by the thread `local-starter`.
final class Spawning {

    private static final Logger LOG = LoggerFactory.getLogger("farcron");

    private final LocalSettings settings;
    private final Consumer<String> answers;
    private final Runnable death;
    private Optional<Spawner> spawner = Optional.empty();

    /// @param answers is given each line that a supervisor writes
    /// @param death runs when one has ended, for whatever reason
    Spawning(LocalSettings settings, Consumer<String> answers, Runnable death) {
        this.settings = settings;
        this.answers = answers;
        this.death = death;
    }

    /// The one that is alive, or a new one.
    Spawner spawner() throws IOException {
        if (spawner.isEmpty() || !spawner.get().alive()) {
            spawner = Optional.empty();
            spawner = Optional.of(start());
        }
        return spawner.get();
    }

    private Spawner start() throws IOException {
        Optional<Scope> scope = settings.grouping().scope();
        if (scope.isPresent()) {
            try {
                return Spawner.start(settings, scope, answers, death);
            } catch (IOException e) {
                LOG.warn(
                        "runs have no control groups, so mem: and cpu: limit nothing until farcron"
                                + " is restarted: "
                                + e.getMessage());
            }
        }
        return Spawner.start(settings, Optional.empty(), answers, death);
    }

    /// So that one is there when it is wanted.
    void prepare() {
        try {
            spawner();
        } catch (IOException e) {
            LOG.error("no local job can be started at present", e);
        }
    }

    /// The present one is of no use any more.
    void close() {
        spawner.ifPresent(Spawner::close);
        spawner = Optional.empty();
    }
}
