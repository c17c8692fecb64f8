package farcron.endtoend;

import com.fasterxml.jackson.jr.ob.JSON;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/// An object of an answer.
record Json(Map<String, Object> fields) {

    static Json of(String text) throws IOException {
        return new Json(JSON.std.mapFrom(text));
    }

    Json object(String key) {
        return new Json(map(fields.get(key)));
    }

    List<Json> list(String key) {
        return ((List<?>) fields.get(key)).stream().map(item -> new Json(map(item))).toList();
    }

    List<String> texts(String key) {
        return ((List<?>) fields.get(key)).stream().map(Object::toString).toList();
    }

    /// Empty for `null`.
    String text(String key) {
        Object value = value(key);
        return value == null ? "" : value.toString();
    }

    long number(String key) {
        return ((Number) value(key)).longValue();
    }

    Instant time(String key) {
        return OffsetDateTime.parse(text(key)).toInstant();
    }

    private Object value(String key) {
        if (!fields.containsKey(key)) {
            throw new AssertionError("there is no " + key + " in " + fields);
        }
        return fields.get(key);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
