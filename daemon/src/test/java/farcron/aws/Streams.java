package farcron.aws;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// CloudWatch Logs, as far as the `awslogs` driver writes and `GetLogEvents` reads it. Safe for
/// several threads.
public final class Streams {

    private static final int PAGE_BYTES = 1 << 20;
    private static final int PAGE_EVENTS = 10_000;

    /// What each event adds to a page besides its text, in bytes.
    private static final int EVENT_BYTES = 26;

    private record Line(Instant when, String text) {}

    private final InstantSource clock;
    private final Map<String, List<Line>> streams = new TreeMap<>();
    private Duration lag = Duration.ZERO;

    Streams(InstantSource clock) {
        this.clock = clock;
    }

    /// @param other how long what is written is not to be seen; the stream neither
    public synchronized void lag(Duration other) {
        lag = other;
    }

    /// For what a container writes; of one without the `awslogs` driver nothing is kept.
    Consumer<String> writer(TaskOrder order, String container) throws AwsError {
        Fields log = order.container(container).fields("logConfiguration");
        if (!log.text("logDriver").equals("awslogs")) {
            return _ -> {};
        }
        Fields options = log.fields("options");
        String name =
                "%s/%s/%s".formatted(options.text("awslogs-stream-prefix"), container, order.id());
        String group = options.text("awslogs-group");
        return line -> write(group, name, line);
    }

    public synchronized void write(String group, String stream, String line) {
        streams.computeIfAbsent(group + "\n" + stream, _ -> new ArrayList<>())
                .add(new Line(clock.instant(), line));
    }

    /// `GetLogEvents`. A token is the place in the stream where its page begins or ends.
    synchronized Map<String, Object> read(Fields request) throws AwsError {
        Instant seen = clock.instant().minus(lag);
        String key = request.text("logGroupName") + "\n" + request.text("logStreamName");
        List<Line> lines =
                streams.getOrDefault(key, List.of()).stream()
                        .filter(line -> !line.when().isAfter(seen))
                        .toList();
        if (lines.isEmpty()) {
            throw AwsError.of(
                    "ResourceNotFoundException", "The specified log stream does not exist.");
        }
        int most = request.number("limit").orElse(PAGE_EVENTS);
        if (most < 1 || most > PAGE_EVENTS) {
            throw AwsError.wrong("limit must be between 1 and 10000.");
        }
        String token = request.text("nextToken");
        boolean forward = Boolean.TRUE.equals(request.all().get("startFromHead"));
        return switch (token.isEmpty() ? "" : token.substring(0, 2)) {
            case "" -> forward ? from(lines, 0, most) : to(lines, lines.size(), most);
            case "f/" -> from(lines, at(token), most);
            case "b/" -> to(lines, at(token), most);
            default -> throw AwsError.wrong("The specified nextToken is invalid.");
        };
    }

    private static int at(String token) throws AwsError {
        try {
            return Integer.parseInt(token.substring(2));
        } catch (NumberFormatException _) {
            throw AwsError.wrong("The specified nextToken is invalid.");
        }
    }

    private static Map<String, Object> from(List<Line> lines, int from, int most) {
        int begin = Math.min(from, lines.size());
        int end = begin;
        int bytes = 0;
        while (end < lines.size() && end - begin < most && bytes <= PAGE_BYTES) {
            bytes += bytes(lines.get(end));
            end += bytes <= PAGE_BYTES || end == begin ? 1 : 0;
        }
        return page(lines, begin, end);
    }

    private static Map<String, Object> to(List<Line> lines, int to, int most) {
        int end = Math.min(to, lines.size());
        int begin = end;
        int bytes = 0;
        while (begin > 0 && end - begin < most && bytes <= PAGE_BYTES) {
            bytes += bytes(lines.get(begin - 1));
            begin -= bytes <= PAGE_BYTES || begin == end ? 1 : 0;
        }
        return page(lines, begin, end);
    }

    private static int bytes(Line line) {
        return line.text().getBytes(StandardCharsets.UTF_8).length + EVENT_BYTES;
    }

    private static Map<String, Object> page(List<Line> lines, int begin, int end) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (Line line : lines.subList(begin, end)) {
            long when = line.when().toEpochMilli();
            events.add(Map.of("timestamp", when, "ingestionTime", when, "message", line.text()));
        }
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("events", events);
        page.put("nextForwardToken", "f/" + end);
        page.put("nextBackwardToken", "b/" + begin);
        return page;
    }
}
