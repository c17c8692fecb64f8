package farcron.report;

import java.util.Map;
import java.util.Optional;

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

    boolean flag(String key) {
        return query.containsKey(key) && !query.get(key).equals("0");
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
