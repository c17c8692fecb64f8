package farcron.cloud;

import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.ValueIterator;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// An object in JSON as the AWS CLI prints it. Names are read in any case, because the services
/// write some of them in either; what is absent is empty.
record Document(Map<String, Object> fields) {

    Document {
        Map<String, Object> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach((name, value) -> {
            if (value != null) {
                anyCase.put(name, value);
            }
        });
        fields = anyCase;
    }

    /// All objects in a text, one after the other, and those in arrays at its top.
    static List<Document> all(String text) throws UnknownDocument {
        List<Document> all = new ArrayList<>();
        try (ValueIterator<Object> values = JSON.std.anySequenceFrom(text)) {
            while (values.hasNext()) {
                add(values.next(), all);
            }
        } catch (IOException e) {
            throw new UnknownDocument(
                    "this is no JSON (%s); give it what the aws command prints with --output json"
                            .formatted((e.getMessage() + "").lines().findFirst().orElse("")));
        }
        return all;
    }

    private static void add(Object value, List<Document> all) {
        of(value).ifPresent(all::add);
        if (value instanceof List<?> list) {
            list.forEach(one -> add(one, all));
        }
    }

    private static Optional<Document> of(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        Map<String, Object> fields = new TreeMap<>();
        map.forEach((name, one) -> {
            if (one != null) {
                fields.put(String.valueOf(name), one);
            }
        });
        return Optional.of(new Document(fields));
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /// A text, a number or a truth value, as a text; empty if there is none.
    String text(String name) {
        return switch (fields.getOrDefault(name, "")) {
            case Map<?, ?> _, List<?> _ -> "";
            case Double number -> BigDecimal.valueOf(number).toPlainString();
            case Object value -> value.toString();
        };
    }

    OptionalInt number(String name) {
        String text = text(name);
        return text.matches("\\d{1,9}")
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    /// Empty if there is none.
    Document object(String name) {
        return of(fields.getOrDefault(name, "")).orElseGet(() -> new Document(Map.of()));
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    List<Document> objects(String name) {
        return list(name).stream().map(Document::of).flatMap(Optional::stream).toList();
    }

    List<String> texts(String name) {
        return list(name).stream().map(String::valueOf).toList();
    }

    private List<?> list(String name) {
        return fields.get(name) instanceof List<?> list ? list : List.of();
    }
}
