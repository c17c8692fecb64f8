package farcron.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A request that cannot be answered as asked: the status, and a sentence that says what to do.
final class Declined extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String key;
    private final transient List<String> values;

    private Declined(int status, String sentence, String key, List<String> values) {
        super(sentence, null, false, false);
        this.status = status;
        this.key = key;
        this.values = List.copyOf(values);
    }

    static Declined badRequest(String sentence) {
        return new Declined(400, sentence, "", List.of());
    }

    static Declined forbidden(String sentence) {
        return new Declined(403, sentence, "", List.of());
    }

    static Declined notFound(String sentence) {
        return new Declined(404, sentence, "", List.of());
    }

    /// @param allowed the methods that this path knows
    static Declined method(String allowed) {
        return new Declined(405, "use " + allowed + " for this address", "Allow", List.of(allowed));
    }

    static Declined ambiguous(String sentence, List<String> candidates) {
        return new Declined(409, sentence, "candidates", candidates);
    }

    static Declined conflict(String sentence) {
        return new Declined(409, sentence, "", List.of());
    }

    static Declined unavailable(String sentence) {
        return new Declined(503, sentence, "", List.of());
    }

    /// Text, but JSON for those who asked for it.
    Reply reply(Request request) {
        Reply reply =
                request.asked().equals(Optional.of(Media.JSON))
                        ? Reply.json(status, json())
                        : Reply.text(status, text());
        return key.equals("Allow") ? reply.with(Map.of("Allow", values.getFirst())) : reply;
    }

    private Map<String, Object> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("error", getMessage());
        if (key.equals("candidates")) {
            fields.put(key, values);
        }
        return fields;
    }

    private String text() {
        String list =
                key.equals("candidates")
                        ? values.stream()
                                .map(value -> "  " + value + "\n")
                                .collect(Collectors.joining())
                        : "";
        return getMessage() + "\n" + list;
    }
}
