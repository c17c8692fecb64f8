package farcron.run.fargate;

import farcron.run.fargate.CallException.Kind;

/// What AWS says of a task or a call that failed, in plain words with the remedy. AWS's own words
/// stand at the end, in brackets.
///
/// @param text one line
public record StopWords(Sort sort, String text) {

    /// AWS's words are cut in their middle beyond this: what is wrong stands at both ends, and the
    /// path of the error through its programs between them.
    private static final int WORDS_MAX = 300;

    /// What can be expected of asking for the same once more.
    public enum Sort {
        /// There is no capacity now; there may be on demand, in another zone, or later.
        CAPACITY,
        /// A quota of the account is used up; until something ends or somebody has it raised.
        QUOTA,
        /// It may well succeed in a minute.
        PASSING,
        /// It would fail again until somebody has changed something.
        LASTING,
        /// Nothing is known of these words.
        UNKNOWN
    }

    /// @param said a `stoppedReason`, the reason of a container, or that of a failure of `RunTask`
    public static StopWords of(String said) {
        String words = oneLine(said);
        return Causes.of(words)
                .map(cause -> new StopWords(cause.sort(), told(cause.plain(), words)))
                .orElseGet(() -> new StopWords(Sort.UNKNOWN, cut(words)));
    }

    /// Whether capacity of another kind may be there.
    boolean isOfCapacity() {
        return sort == Sort.CAPACITY || sort == Sort.QUOTA;
    }

    /// Of a call that AWS has not answered as it should.
    public static StopWords of(CallException trouble) {
        String words = oneLine(trouble.getMessage());
        return switch (trouble.kind()) {
            case NO_CREDENTIALS -> new StopWords(Sort.PASSING, cut(words));
            case UNCERTAIN -> new StopWords(Sort.PASSING, told("AWS gave no clear answer", words));
            case THROTTLED ->
                    new StopWords(
                            Sort.PASSING,
                            told(
                                    "AWS takes no more calls of this account now; if farcron is"
                                            + " the one, lower fargate-rate",
                                    words));
            case DENIED, NOT_NOW, CONFLICT, NOT_FOUND, WRONG ->
                    Causes.of(words)
                            .map(cause -> new StopWords(cause.sort(), told(cause.plain(), words)))
                            .orElseGet(() -> unknown(trouble.kind(), words));
        };
    }

    private static StopWords unknown(Kind kind, String words) {
        String plain =
                switch (kind) {
                    case DENIED -> "the daemon's credentials may not do this";
                    case NOT_NOW -> "AWS cannot do it now";
                    case CONFLICT -> "its token has been used for another request";
                    case NOT_FOUND -> "AWS knows of no such thing";
                    case WRONG, NO_CREDENTIALS, UNCERTAIN, THROTTLED -> "AWS refuses it";
                };
        return new StopWords(
                kind == Kind.NOT_NOW ? Sort.PASSING : Sort.LASTING, told(plain, words));
    }

    /// @param said by AWS, or by whoever gave a reason to it
    static String told(String plain, String said) {
        return plain + " (" + cut(oneLine(said)) + ")";
    }

    private static String oneLine(String said) {
        return said.strip().replaceAll("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
    }

    private static String cut(String words) {
        if (words.length() <= WORDS_MAX) {
            return words;
        }
        int half = WORDS_MAX / 2;
        return words.substring(0, half).strip()
                + " … "
                + words.substring(words.length() - half).strip();
    }
}
