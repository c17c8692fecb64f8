package farcron.load;

import farcron.crontab.CrontabJob;
import farcron.crontab.Period;
import farcron.crontab.Problem;
import farcron.crontab.Setting;
import farcron.crontab.Word;
import farcron.job.JobKey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// How long after its due time a line starts: a share of what `jitter:`, else `RANDOM_DELAY`
/// allows, in whole seconds, that only depends on who draws. So it is the same each time, and after
/// each restart.
final class Delays {

    /// cronie's limit for `RANDOM_DELAY`: a day, in minutes.
    private static final int LONGEST_RANDOM_DELAY = 1440;

    private final String host;
    private final Complaints complaints;

    /// @param host tells the delays of this machine from those of others, where they should differ
    Delays(String host, Complaints complaints) {
        this.host = host;
        this.complaints = complaints;
    }

    Duration of(CrontabJob line, LineWords words, JobKey key) {
        Optional<Word> word = words.of(JobWord.JITTER);
        if (word.isPresent()) {
            return jitter(word.get()).map(most -> draw(most, key.name())).orElse(Duration.ZERO);
        }
        return Optional.ofNullable(line.environment().get("RANDOM_DELAY"))
                .map(setting -> draw(randomDelay(setting), host + "/" + key))
                .orElse(Duration.ZERO);
    }

    private Optional<Duration> jitter(Word word) {
        Optional<Duration> jitter = Period.parse(word.value());
        if (jitter.isEmpty()) {
            complaints.refuse(
                    Problem.error(
                            word.position(),
                            "jitter:" + word.value() + " is no duration",
                            "write a number and a unit, such as jitter:90s or jitter:10m"));
        }
        return jitter;
    }

    private Duration randomDelay(Setting setting) {
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
        return Duration.ofMinutes(Integer.parseInt(value));
    }

    private static Duration draw(Duration most, String who) {
        byte[] hash = Sha256.of(who.getBytes(StandardCharsets.UTF_8));
        long drawn = ByteBuffer.wrap(hash).getLong();
        return Duration.ofSeconds(Long.remainderUnsigned(drawn, most.toSeconds() + 1));
    }
}
