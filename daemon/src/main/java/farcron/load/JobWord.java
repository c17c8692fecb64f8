package farcron.load;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The extension words of a job line, and on which lines this version carries them out. A word that
/// it knows and does not carry out makes its line an error: running the line without what it asks
/// for would be worse.
enum JobWord {
    NAME("name", On.ALL),
    TZ("tz", On.ALL),
    JITTER("jitter", On.ALL),
    OVERLAP("overlap", On.ALL),
    AFTER("after", On.ALL),
    AFTER_ANY("after-any", On.ALL),
    WAIT("wait", On.ALL),
    FARGATE("fargate", On.ALL),
    TIMEOUT("timeout", On.ALL),
    RETRY("retry", On.ALL),
    CATCHUP("catchup", On.ALL),
    POOL("pool", On.ALL),
    WHEN("when", On.ALL),
    MEM("mem", On.ALL),
    CPU("cpu", On.ALL),
    NOTIFY("notify", On.NONE);

    private final String key;
    private final On lines;

    /// On which lines a word means something.
    enum On {
        ALL,
        NONE
    }

    JobWord(String key, On lines) {
        this.key = key;
        this.lines = lines;
    }

    String key() {
        return key;
    }

    On lines() {
        return lines;
    }

    static Optional<JobWord> of(String key) {
        return Arrays.stream(values()).filter(word -> word.key.equals(key)).findFirst();
    }

    static Set<String> keys() {
        return Arrays.stream(values()).map(JobWord::key).collect(Collectors.toUnmodifiableSet());
    }
}
