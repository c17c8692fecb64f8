package farcron.aws;

import com.fasterxml.jackson.jr.ob.JSON;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A JSON object as it goes over the wire. What is absent is empty; what has the wrong type is
/// answered as AWS answers it.
public record Fields(Map<String, Object> all) {

    public static final Fields NONE = new Fields(Map.of());

    /// @throws UncheckedIOException unless it is a JSON object
    public static Fields of(String json) {
        try {
            return new Fields(JSON.std.mapFrom(json));
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    public boolean has(String name) {
        return all.get(name) != null;
    }

    public String text(String name) throws AwsError {
        return all.get(name) == null ? "" : as(String.class, name, all.get(name));
    }

    public OptionalInt number(String name) throws AwsError {
        return all.get(name) == null
                ? OptionalInt.empty()
                : OptionalInt.of(as(Integer.class, name, all.get(name)));
    }

    /// Of two ways in which AWS writes moments: seconds since 1970, and ISO 8601.
    public Optional<Instant> moment(String name) throws AwsError {
        return switch (all.get(name)) {
            case null -> Optional.empty();
            case String iso -> Optional.of(Instant.parse(iso));
            case Number seconds ->
                    Optional.of(
                            Instant.ofEpochMilli(
                                    new BigDecimal(seconds.toString())
                                            .movePointRight(3)
                                            .longValue()));
            case Object other -> throw mistyped(name, other);
        };
    }

    public Fields fields(String name) throws AwsError {
        return all.get(name) == null ? NONE : object(name, all.get(name));
    }

    public List<Fields> each(String name) throws AwsError {
        List<Fields> each = new ArrayList<>();
        for (Object one : list(name)) {
            each.add(object(name, one));
        }
        return each;
    }

    public List<String> texts(String name) throws AwsError {
        List<String> texts = new ArrayList<>();
        for (Object one : list(name)) {
            texts.add(as(String.class, name, one));
        }
        return texts;
    }

    /// Out of a list of `{"name": ..., "value": ...}`.
    Map<String, String> pairs(String name, String key) throws AwsError {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Fields one : each(name)) {
            pairs.put(one.text(key), one.text("value"));
        }
        return pairs;
    }

    Fields without(String name) {
        Map<String, Object> rest = new LinkedHashMap<>(all);
        rest.remove(name);
        return new Fields(rest);
    }

    /// Compact.
    public String json() {
        try {
            return JSON.std.asString(all);
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    private List<?> list(String name) throws AwsError {
        return all.get(name) == null ? List.of() : as(List.class, name, all.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Fields object(String name, Object value) throws AwsError {
        return new Fields((Map<String, Object>) as(Map.class, name, value));
    }

    private static <T> T as(Class<T> type, String name, Object value) throws AwsError {
        if (!type.isInstance(value)) {
            throw mistyped(name, value);
        }
        return type.cast(value);
    }

    private static AwsError mistyped(String name, Object value) {
        return AwsError.of("SerializationException", "%s cannot be %s".formatted(name, value));
    }
}
