package farcron.load;

import static java.util.stream.Collectors.toUnmodifiableMap;

import farcron.crontab.CrontabJob;
import farcron.crontab.Fault;
import farcron.crontab.Flag;
import farcron.crontab.Period;
import farcron.crontab.Position;
import farcron.crontab.Problem;
import farcron.crontab.Setting;
import farcron.crontab.SettingWords;
import farcron.crontab.Word;
import farcron.job.CronLine;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.Target;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Gives a crontab line its meaning: which zone, which delay, which shell. What it cannot carry out
/// it refuses, with a problem that says where and what to do; such a job is known and does not run.
final class JobPlanner {

    private static final String DEFAULTS = "FARCRON_DEFAULTS";
    private static final String POOLS = "FARCRON_POOLS";

    /// cronie's limit for `RANDOM_DELAY`: a day, in minutes.
    private static final int LONGEST_RANDOM_DELAY = 1440;

    /// For all lines together, where those without a setting between them count once.
    private static final int MOST_VARIABLES = 100_000;

    private final Reading reading;
    private final CrontabFile file;
    private final Predicate<String> isStranger;
    private final Complaints complaints = new Complaints();
    private final Set<CronLine> lines = new LinkedHashSet<>();
    private final Map<String, Boolean> strangers = new HashMap<>();
    private final Map<Setting, SettingWords> defaults = new IdentityHashMap<>();
    private Map<String, Setting> settings = Map.of();
    private Map<String, String> environment = Map.of();
    private int variables;

    /// @param isStranger whether there is no such account
    JobPlanner(Reading reading, CrontabFile file, Predicate<String> isStranger) {
        this.reading = reading;
        this.file = file;
        this.isStranger = isStranger;
    }

    Job plan(CrontabJob line) {
        complaints.nextLine();
        Map<JobWord, Word> words = words(line);
        JobKey key = new JobKey(file.scope(), line.name().text());
        ZoneId zone = zone(line, words);
        Duration delay = delay(line, words, key);
        refuseWhatIsNotDone(line, words);
        refuseSilence(line);
        Map<String, String> own = environment(line);
        return new Job(
                key,
                user(line),
                file.path().toString(),
                line.position().line(),
                line.schedule(),
                line.scheduleText(),
                zone,
                delay,
                new Target.Local(own.getOrDefault("SHELL", "/bin/sh")),
                own,
                line.flags(),
                line.command(),
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
        if (line.environment() != settings) {
            settings = line.environment();
            environment =
                    settings.values().stream()
                            .collect(toUnmodifiableMap(Setting::name, Setting::value));
            variables += environment.size();
        }
        if (variables > MOST_VARIABLES) {
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

    /// The line's own words, and those of the file's defaults that it does not have itself.
    private Map<JobWord, Word> words(CrontabJob line) {
        Map<JobWord, Word> words = new LinkedHashMap<>();
        setting(line, DEFAULTS)
                .ifPresent(setting -> {
                    SettingWords read = defaults.computeIfAbsent(setting, this::read);
                    read.problems().forEach(complaints::refuse);
                    read.words().forEach(word -> putDefault(words, word));
                });
        line.words().forEach(word -> put(words, word));
        return words;
    }

    private SettingWords read(Setting setting) {
        return SettingWords.in(setting, reading.grammar(file.format()));
    }

    private void putDefault(Map<JobWord, Word> words, Word word) {
        if (word.key().equals(JobWord.NAME.key())) {
            complaints.refuse(
                    Problem.error(
                            word.position(),
                            "name:"
                                    + word.value()
                                    + " in "
                                    + DEFAULTS
                                    + " would name every line alike",
                            "give each line a name of its own"));
        } else {
            put(words, word);
        }
    }

    private static void put(Map<JobWord, Word> words, Word word) {
        JobWord.of(word.key()).ifPresent(known -> words.put(known, word));
    }

    private ZoneId zone(CrontabJob line, Map<JobWord, Word> words) {
        Word word = words.get(JobWord.TZ);
        if (word != null) {
            return zone(word.value(), "tz:" + word.value(), word.position());
        }
        Optional<Setting> setting = setting(line, "CRON_TZ");
        if (setting.isEmpty() || setting.get().value().isEmpty()) {
            return reading.zone();
        }
        String value = setting.get().value();
        return zone(value, "CRON_TZ=" + value, setting.get().position());
    }

    /// cronie takes an unknown zone for UTC without a word, and runs the line at the wrong time.
    private ZoneId zone(String name, String written, Position position) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException _) {
            complaints.refuse(
                    Problem.error(
                            position,
                            written + " names no time zone that this machine knows",
                            "write an IANA name such as Europe/Madrid; a wrong zone would run the"
                                    + " line at the wrong time, so it does not run"));
            return reading.zone();
        }
    }

    private Duration delay(CrontabJob line, Map<JobWord, Word> words, JobKey key) {
        Word word = words.get(JobWord.JITTER);
        if (word != null) {
            Optional<Duration> jitter = Period.parse(word.value());
            if (jitter.isEmpty()) {
                complaints.refuse(
                        Problem.error(
                                word.position(),
                                "jitter:" + word.value() + " is no duration",
                                "write a number and a unit, such as jitter:90s or jitter:10m"));
            }
            return jitter.map(most -> Delays.draw(most, key.name())).orElse(Duration.ZERO);
        }
        return setting(line, "RANDOM_DELAY")
                .map(setting -> randomDelay(setting, key))
                .orElse(Duration.ZERO);
    }

    private Duration randomDelay(Setting setting, JobKey key) {
        String value = setting.value();
        boolean number = value.matches("\\d{1,4}");
        if (!number || Integer.parseInt(value) > LONGEST_RANDOM_DELAY) {
            complaints.note(
                    Problem.error(
                            setting.position(),
                            "RANDOM_DELAY=" + value + " is no number of minutes from 0 to 1440",
                            "write the minutes alone; until then the lines below start without a"
                                    + " delay"));
            return Duration.ZERO;
        }
        Duration most = Duration.ofMinutes(Integer.parseInt(value));
        return Delays.draw(most, reading.host() + "/" + key);
    }

    private void refuseWhatIsNotDone(CrontabJob line, Map<JobWord, Word> words) {
        words.forEach((known, word) -> {
            boolean allow = known != JobWord.OVERLAP || word.value().equals("allow");
            if (!known.supported() || !allow) {
                complaints.refuse(notYet(word.key() + ":" + word.value(), word.position()));
            }
        });
        setting(line, POOLS).ifPresent(pools -> complaints.refuse(notYet(POOLS, pools.position())));
        if (line.flags().contains(Flag.SINGLE)) {
            complaints.refuse(notYet("the flag -s", line.position()));
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

    private static Problem notYet(String what, Position position) {
        return Problem.error(
                position,
                what + " is not supported yet",
                "take it away to run the line without it; until then the line does not run");
    }

    private static Optional<Setting> setting(CrontabJob line, String name) {
        return Optional.ofNullable(line.environment().get(name));
    }
}
