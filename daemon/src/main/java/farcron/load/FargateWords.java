package farcron.load;

import farcron.crontab.CrontabJob;
import farcron.crontab.Problem;
import farcron.crontab.Setting;
import farcron.crontab.Word;
import farcron.job.Target;
import farcron.job.TaskSize;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// The words of a line that make it one for Fargate, with what stands above it. All that can be
/// judged without asking AWS is judged here; only whether ECS takes so long a request has to wait
/// until all names are known: see [OverridesLength].
final class FargateWords {

    private static final Pattern DEFINITION =
            Pattern.compile("[A-Za-z0-9_-]{1,255}(?::[1-9]\\d{0,8})?");

    private final FargateSettings here;
    private final Complaints complaints;
    private final Rights rights;
    private final TaskVariables variables;
    private final TaskCommand command;
    private Map<String, Setting> above = Map.of();
    private Optional<TaskSettings> settings = Optional.empty();

    FargateWords(FargateSettings here, CrontabFile file, Complaints complaints) {
        this.here = here;
        this.complaints = complaints;
        this.rights = Rights.of(file, here.grants());
        this.variables = new TaskVariables(here.place(), rights);
        this.command = new TaskCommand(complaints);
    }

    /// Absent for a line that has nothing to do with Fargate.
    ///
    /// @param above the settings in force on it
    Optional<Target> target(CrontabJob line, LineWords words, Map<String, Setting> above) {
        return words.of(JobWord.FARGATE).map(word -> target(line, words, word, settings(above)));
    }

    private Target target(CrontabJob line, LineWords words, Word word, TaskSettings settings) {
        Target.Fargate target =
                new Target.Fargate(
                        word.value(),
                        settings.container(),
                        settings.shell(),
                        size(words, settings.storage()),
                        settings.place(),
                        settings.roles(),
                        settings.tags());
        complaints.read(word, value -> definition(value, target.family()));
        settings.error().ifPresent(complaints::refuse);
        if (here.onAws() && target.place().subnets().isEmpty() && settings.error().isEmpty()) {
            complaints.refuse(
                    Problem.error(
                            word.position(),
                            Complaints.written(word) + " has no subnet to run in",
                            "put FARGATE_SUBNETS=subnet-... above the line, or fargate.subnets ="
                                    + " subnet-... into farcron.conf"));
        }
        command.check(line, target, word.position());
        return target;
    }

    /// Lines with no setting between them share theirs. What is wrong is told once.
    private TaskSettings settings(Map<String, Setting> now) {
        if (settings.isEmpty() || now != above) {
            above = now;
            settings = Optional.of(variables.in(now.values(), complaints::note));
        }
        return settings.get();
    }

    private String definition(String value, String family) throws BadValue {
        if (!DEFINITION.matcher(value).matches()) {
            throw new BadValue(
                    "is no task definition",
                    "write its family, or family:revision, such as fargate:trainer or"
                            + " fargate:trainer:12");
        }
        return rights.definition(value, family);
    }

    private TaskSize size(LineWords words, OptionalInt storage) {
        Optional<Integer> cpu = size(words, JobWord.CPU, TaskSizes::cpu);
        Optional<Integer> memory = size(words, JobWord.MEM, TaskSizes::memory);
        if (cpu.isPresent() && memory.isPresent()) {
            size(words, JobWord.MEM, _ -> TaskSizes.pair(cpu.get(), memory.get()));
        }
        return new TaskSize(optional(cpu), optional(memory), storage);
    }

    /// What is said for all lines may be right for those that run on this machine.
    private Optional<Integer> size(LineWords words, JobWord key, Meaning<Integer> meaning) {
        Meaning<Integer> byDefault =
                value -> {
                    try {
                        return meaning.of(value);
                    } catch (BadValue bad) {
                        throw new BadValue(
                                bad.getMessage(),
                                "%s, or give each line with fargate: its own %s:"
                                        .formatted(bad.remedy(), key.key()));
                    }
                };
        boolean own = words.own(key).isPresent();
        return words.of(key).flatMap(word -> complaints.read(word, own ? meaning : byDefault));
    }

    private static OptionalInt optional(Optional<Integer> number) {
        return number.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
