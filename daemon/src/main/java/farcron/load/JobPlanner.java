package farcron.load;

import farcron.crontab.CrontabJob;
import farcron.crontab.Flag;
import farcron.crontab.Period;
import farcron.crontab.Position;
import farcron.crontab.Problem;
import farcron.crontab.Setting;
import farcron.crontab.SettingWords;
import farcron.crontab.Word;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.Target;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives a crontab line its meaning: which zone, which delay, which shell. What it cannot carry out
/// it refuses, with a problem that says where and what to do; such a job is known and does not run.
final class JobPlanner {

    private static final String DEFAULTS = "FARCRON_DEFAULTS";
    private static final String POOLS = "FARCRON_POOLS";

    /// cronie's limit for `RANDOM_DELAY`: a day, in minutes.
    private static final int LONGEST_RANDOM_DELAY = 1440;

    private final Reading reading;
    private final CrontabFile file;
    private final List<Problem> problems;
    private Optional<String> refusal = Optional.empty();

    /// @param problems found ones are added here, once each
    JobPlanner(Reading reading, CrontabFile file, List<Problem> problems) {
        this.reading = reading;
        this.file = file;
        this.problems = problems;
    }

    Job plan(CrontabJob line) {
        refusal = Optional.empty();
        Map<JobWord, Word> words = words(line);
        JobKey key = new JobKey(file.scope(), line.name().text());
        ZoneId zone = zone(line, words);
        Duration delay = delay(line, words, key);
        refuseWhatIsNotDone(line, words);
        Map<String, String> environment = new LinkedHashMap<>();
        line.environment().forEach((name, setting) -> environment.put(name, setting.value()));
        return new Job(
                key,
                line.user().orElse(file.user()),
                file.path().toString(),
                line.position().line(),
                line.schedule(),
                line.scheduleText(),
                zone,
                delay,
                new Target.Local(environment.getOrDefault("SHELL", "/bin/sh")),
                environment,
                line.flags(),
                line.command(),
                refusal);
    }

    /// The line's own words, and those of the file's defaults that it does not have itself.
    private Map<JobWord, Word> words(CrontabJob line) {
        Map<JobWord, Word> words = new LinkedHashMap<>();
        setting(line, DEFAULTS)
                .ifPresent(setting -> {
                    SettingWords defaults =
                            SettingWords.in(setting, reading.grammar(file.format()));
                    defaults.problems().forEach(this::refuse);
                    defaults.words().forEach(word -> putDefault(words, word));
                });
        line.words().forEach(word -> put(words, word));
        return words;
    }

    private void putDefault(Map<JobWord, Word> words, Word word) {
        if (word.key().equals(JobWord.NAME.key())) {
            refuse(
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
            refuse(
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
                refuse(
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
            note(
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
                refuse(notYet(word.key() + ":" + word.value(), word.position()));
            }
        });
        setting(line, POOLS).ifPresent(pools -> refuse(notYet(POOLS, pools.position())));
        if (line.flags().contains(Flag.SINGLE)) {
            refuse(notYet("the flag -s", line.position()));
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

    private void refuse(Problem problem) {
        note(problem);
        if (refusal.isEmpty()) {
            refusal = Optional.of(problem.what() + "; " + problem.remedy());
        }
    }

    /// A setting is in force on many lines; what is wrong with it is said once.
    private void note(Problem problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
