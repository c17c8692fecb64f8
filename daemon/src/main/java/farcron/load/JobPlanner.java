package farcron.load;

import static java.util.stream.Collectors.toUnmodifiableMap;

import farcron.crontab.CrontabJob;
import farcron.crontab.Fault;
import farcron.crontab.Flag;
import farcron.crontab.Problem;
import farcron.crontab.Setting;
import farcron.crontab.Word;
import farcron.job.CronLine;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.Rules;
import farcron.job.Target;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Gives a crontab line its meaning: which zone, which delay, which shell. What it cannot carry out
/// it refuses, with a problem that says where and what to do; such a job is known and does not run.
final class JobPlanner {

    /// For all lines together, where those without a setting between them count once.
    private static final int MOST_VARIABLES = 100_000;

    private final CrontabFile file;
    private final Predicate<String> isStranger;
    private final Complaints complaints = new Complaints();
    private final Set<CronLine> lines = new LinkedHashSet<>();
    private final Map<String, Boolean> strangers = new HashMap<>();
    private final DefaultWords defaults;
    private final RuleWords rules;
    private final Zones zones;
    private final Delays delays;
    private final FargateWords fargate;
    private final LimitWords limits;
    private Map<String, Setting> settings = Map.of();
    private Map<String, String> environment = Map.of();
    private int variables;

    /// @param isStranger whether there is no such account
    JobPlanner(Reading reading, CrontabFile file, Predicate<String> isStranger) {
        this.file = file;
        this.isStranger = isStranger;
        this.defaults = new DefaultWords(reading.grammar(file.format()), complaints);
        this.rules =
                new RuleWords(complaints, new PoolWord(reading.pools(), file.user(), complaints));
        this.zones = new Zones(reading.zone(), complaints);
        this.delays = new Delays(reading.host(), complaints);
        this.fargate = new FargateWords(reading.fargate(), file, complaints);
        this.limits = new LimitWords(reading.unenforced(), complaints);
    }

    Planned plan(CrontabJob written) {
        complaints.nextLine();
        CrontabJob line = written.trigger().map(written::startedBy).orElse(written);
        LineWords words = defaults.with(line);
        Optional<AfterWord> after = rules.after(words);
        return new Planned(job(line, words), after);
    }

    private Job job(CrontabJob line, LineWords words) {
        JobKey key = new JobKey(file.scope(), line.name().text());
        ZoneId zone = zones.of(line, words);
        Duration delay = delays.of(line, words, key);
        Rules asked = rules.rules(line, words);
        refuseWhatIsNotDone(words);
        refuseSilence(line);
        Map<String, String> own = environment(line);
        Target target =
                fargate.target(line, words, isCrowded() ? Map.of() : settings)
                        .orElseGet(() ->
                                new Target.Local(
                                        own.getOrDefault("SHELL", "/bin/sh"),
                                        limits.limits(words)));
        return new Job(
                key,
                user(line),
                file.path().toString(),
                line.position().line(),
                line.schedule(),
                line.scheduleText(),
                zone,
                delay,
                target,
                own,
                line.flags(),
                line.command(),
                asked,
                complaints.refusal());
    }

    List<Problem> problems() {
        return complaints.all();
    }

    /// What cron writes to the log about the lines.
    List<CronLine> lines() {
        return List.copyOf(lines);
    }

    /// Whether there was no such account, for each that a line runs as.
    Map<String, Boolean> strangers() {
        return strangers;
    }

    /// Lines with no setting between them share theirs, here as in the file. A file in which that
    /// is no help has no use but to fill the daemon's memory.
    private Map<String, String> environment(CrontabJob line) {
        if (line.environment() != settings && !isCrowded()) {
            settings = line.environment();
            environment =
                    settings.values().stream()
                            .collect(toUnmodifiableMap(Setting::name, Setting::value));
            variables += environment.size();
        }
        if (isCrowded()) {
            complaints.refuse(
                    Problem.error(
                            line.position(),
                            "too many settings are changed between too many lines above",
                            "put lines with the same settings together, or move jobs to a second"
                                    + " file"));
            environment = Map.of();
        }
        return environment;
    }

    private boolean isCrowded() {
        return variables > MOST_VARIABLES;
    }

    /// The account may still come: from a directory that is not there yet, or with a package.
    private String user(CrontabJob line) {
        if (line.user().isEmpty()) {
            return file.user();
        }
        String user = line.user().get();
        if (strangers.computeIfAbsent(user, isStranger::test)) {
            complaints.note(
                    Problem.warning(
                            line.position(),
                            "there is no user " + user + " on this machine",
                            "until there is, each run of this line fails"));
        }
        return user;
    }

    /// Running a line without what it asks for would be worse.
    private void refuseWhatIsNotDone(LineWords words) {
        for (JobWord key : JobWord.values()) {
            Optional<Word> vain =
                    switch (key.lines()) {
                        case ALL -> Optional.empty();
                        case NONE -> words.of(key);
                    };
            vain.ifPresent(word -> complaints.refuse(notYet(word)));
        }
    }

    /// As cronie has it: nobody hides what he runs from root. A text that is nobody's, as when it
    /// is only checked, may become root's.
    private void refuseSilence(CrontabJob line) {
        boolean allowed = file.isSystem() || file.user().equals("root") || file.user().isEmpty();
        boolean hides = line.flags().contains(Flag.NO_LOG) || line.flags().contains(Flag.QUIET);
        if (hides && !allowed) {
            lines.add(CronLine.info("CRON", "ERROR", "Only privileged user can disable logging"));
            complaints.refuse(
                    Problem.error(
                            line.position(),
                            Fault.OPTION,
                            "line asks for no log lines, with `-` or `-q`, which only root may",
                            "take that away; until then the line does not run"));
        }
    }

    private static Problem notYet(Word word) {
        return Problem.error(
                word.position(),
                Complaints.written(word) + " is not supported yet",
                "take it away to run the line without it; until then the line does not run");
    }
}
