package farcron.load;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The extension words of a job line, and which of them this version carries out. A word that it
/// knows and does not carry out makes its line an error: running the line without what it asks for
/// would be worse.
enum JobWord {
    NAME("name", true),
    TZ("tz", true),
    JITTER("jitter", true),
    OVERLAP("overlap", true),
    AFTER("after", true),
    AFTER_ANY("after-any", true),
    WAIT("wait", true),
    FARGATE("fargate", false),
    TIMEOUT("timeout", true),
    RETRY("retry", true),
    CATCHUP("catchup", true),
    POOL("pool", true),
    WHEN("when", true),
    MEM("mem", false),
    CPU("cpu", false),
    NOTIFY("notify", false);

    private final String key;
    private final boolean supported;

    JobWord(String key, boolean supported) {
        this.key = key;
        this.supported = supported;
    }

    String key() {
        return key;
    }

    boolean supported() {
        return supported;
    }

    static Optional<JobWord> of(String key) {
        return Arrays.stream(values()).filter(word -> word.key.equals(key)).findFirst();
    }

    static Set<String> keys() {
        return Arrays.stream(values()).map(JobWord::key).collect(Collectors.toUnmodifiableSet());
    }
}
