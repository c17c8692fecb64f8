package farcron.load;

import farcron.crontab.Problem;
import farcron.crontab.Setting;
import farcron.crontab.Shown;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One of the variables of a crontab that say how its tasks run. Its value is read once for each
/// line that sets it, however many lines that is in force on.
final class TaskVariable<T> {

    static final String PREFIX = "FARGATE_";

    private final String name;
    private final Meaning<T> meaning;
    private final Map<Setting, Read<T>> read = new IdentityHashMap<>();

    private record Read<T>(Optional<T> value, Optional<Problem> problem) {}

    /// @param name without the prefix
    TaskVariable(String name, Meaning<T> meaning) {
        this.name = name;
        this.meaning = meaning;
    }

    String name() {
        return name;
    }

    /// Absent if it is not set, or set to nothing, or wrong.
    ///
    /// @param above the settings in force
    /// @param wrong told what is wrong with it
    Optional<T> in(Map<String, Setting> above, Consumer<Problem> wrong) {
        Optional<Read<T>> found = setting(above).map(it -> read.computeIfAbsent(it, this::read));
        found.flatMap(Read::problem).ifPresent(wrong);
        return found.flatMap(Read::value);
    }

    Optional<Setting> setting(Map<String, Setting> above) {
        return Optional.ofNullable(above.get(PREFIX + name))
                .filter(setting -> !setting.value().isEmpty());
    }

    private Read<T> read(Setting setting) {
        try {
            return new Read<>(Optional.of(meaning.of(setting.value())), Optional.empty());
        } catch (BadValue bad) {
            String what =
                    "%s is %s, which %s"
                            .formatted(
                                    setting.name(),
                                    Shown.quoted(setting.value()),
                                    bad.getMessage());
            return new Read<>(
                    Optional.empty(),
                    Optional.of(Problem.error(setting.position(), what, bad.remedy())));
        }
    }
}
