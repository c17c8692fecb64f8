package farcron.report;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A request that has passed the [Gate].
///
/// @param path decoded, without the query
/// @param query each key's first value, decoded
/// @param asked the form that the caller asked for; empty: whatever is usual for the answer
/// @param sent what came with it
record Request(
        String method,
        String path,
        Map<String, String> query,
        Optional<Media> asked,
        Caller caller,
        Sent sent) {

    /// @param match the `If-Match` header, or empty
    /// @param noneMatch the `If-None-Match` header, or empty
    record Sent(byte[] body, String match, String noneMatch) {}

    Optional<String> value(String key) {
        return Optional.ofNullable(query.get(key)).filter(text -> !text.isEmpty());
    }

    /// Whether a key is there, as in `?only`; `=0` and `=false` deny it.
    boolean flag(String key) {
        return query.containsKey(key) && !Set.of("0", "false").contains(query.get(key));
    }

    /// What changes something must be understood as a whole.
    ///
    /// @param known the keys that the query may have
    void knowsOnly(Set<String> known) {
        query.keySet().stream()
                .filter(key -> !known.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw Declined.badRequest(
                            "`"
                                    + key
                                    + "` is nothing that can be asked for here; "
                                    + (known.isEmpty()
                                            ? "leave it out"
                                            : "known are " + String.join(", ", known)));
                });
    }

    /// Whether a text is wanted, of a text and JSON.
    ///
    /// @param usual the one of the two that is given where neither is asked for
    boolean isText(Media usual) {
        return asked.filter(media -> media == Media.TEXT || media == Media.JSON).orElse(usual)
                == Media.TEXT;
    }

    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /// A whole number between two bounds, or the usual one where the query has none.
    long number(String key, long usual, long least, long most) {
        Optional<String> text = value(key);
        if (text.isEmpty()) {
            return usual;
        }
        if (text.get().matches("[0-9]{1,15}")) {
            long number = Long.parseLong(text.get());
            if (least <= number && number <= most) {
                return number;
            }
        }
        throw Declined.badRequest(
                key + " is `" + text.get() + "`; write a number from " + least + " to " + most);
    }
}
