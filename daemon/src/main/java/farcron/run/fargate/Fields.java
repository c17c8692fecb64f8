package farcron.run.fargate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// A JSON object, read field by field. What is absent or not of the kind that was asked for is an
/// [IllegalArgumentException].
record Fields(Map<String, Object> json) {

    String text(String name) {
        return (String) there(name, String.class);
    }

    Optional<String> textIfAny(String name) {
        return Optional.ofNullable(json.get(name)).map(String.class::cast);
    }

    long number(String name) {
        return ((Number) there(name, Number.class)).longValue();
    }

    OptionalInt numberIfAny(String name) {
        return json.get(name) == null
                ? OptionalInt.empty()
                : OptionalInt.of(Math.toIntExact(number(name)));
    }

    boolean is(String name) {
        return (Boolean) there(name, Boolean.class);
    }

    Instant moment(String name) {
        return Instant.parse(text(name));
    }

    Optional<Instant> momentIfAny(String name) {
        return textIfAny(name).map(Instant::parse);
    }

    List<String> texts(String name) {
        return ((List<?>) there(name, List.class)).stream().map(String.class::cast).toList();
    }

    SortedMap<String, String> map(String name) {
        SortedMap<String, String> map = new TreeMap<>();
        object(name).json().forEach((key, value) -> map.put(key, (String) value));
        return map;
    }

    Fields object(String name) {
        Map<String, Object> fields = new TreeMap<>();
        ((Map<?, ?>) there(name, Map.class))
                .forEach((key, value) -> fields.put((String) key, value));
        return new Fields(fields);
    }

    <T> Optional<T> ifAny(String name, Function<Fields, T> meaning) {
        return json.get(name) == null ? Optional.empty() : Optional.of(meaning.apply(object(name)));
    }

    private Object there(String name, Class<?> kind) {
        Object value = json.get(name);
        if (!kind.isInstance(value)) {
            throw new IllegalArgumentException(name + " is " + value);
        }
        return value;
    }
}
