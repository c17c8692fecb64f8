package farcron.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// The way of events from ECS through EventBridge: they are lost, come twice, late and in another
/// order, by chance out of a seed. Safe for several threads.
public final class EventFeed implements Consumer<String> {

    /// How bad it is.
    ///
    /// @param lost of a hundred
    /// @param twice of a hundred
    /// @param delay at most; each has its own
    public record Weather(int lost, int twice, Duration delay) {

        public static final Weather FINE = new Weather(0, 0, Duration.ZERO);
        public static final Weather BAD = new Weather(20, 20, Duration.ofSeconds(40));
        public static final Weather DARK = new Weather(100, 0, Duration.ZERO);
    }

    private record Late(Instant when, long number, String body) {}

    private static final Comparator<Late> ORDER =
            Comparator.comparing(Late::when).thenComparing(Late::number);

    private final InstantSource clock;
    private final Random random;
    private final Consumer<String> sink;
    private final List<Late> late = new ArrayList<>();
    private Weather weather = Weather.FINE;
    private long number;

    /// @param sink takes what arrives
    public EventFeed(InstantSource clock, long seed, Consumer<String> sink) {
        this.clock = clock;
        this.random = new Random(seed);
        this.sink = sink;
    }

    public synchronized void weather(Weather other) {
        weather = other;
    }

    /// On its way from now on.
    @Override
    public synchronized void accept(String body) {
        if (random.nextInt(100) < weather.lost()) {
            return;
        }
        send(body);
        if (random.nextInt(100) < weather.twice()) {
            send(body);
        }
        live();
    }

    private void send(String body) {
        long most = weather.delay().toMillis() + 1;
        Instant when = clock.instant().plusMillis(random.nextLong(most));
        late.add(new Late(when, ++number, body));
    }

    /// When the next one arrives; [Instant#MAX] if none is on its way.
    public synchronized Instant next() {
        return late.stream().map(Late::when).min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }

    /// Lets arrive what arrives by now.
    public synchronized void live() {
        Instant now = clock.instant();
        List<Late> due =
                late.stream().filter(one -> !one.when().isAfter(now)).sorted(ORDER).toList();
        late.removeAll(due);
        due.forEach(one -> sink.accept(one.body()));
    }
}
