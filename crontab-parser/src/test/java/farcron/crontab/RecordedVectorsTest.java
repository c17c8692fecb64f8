package farcron.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The verdicts of Debian's cron 3.0pl1-162 and of cronie 1.7.2 on 218 inputs, recorded from the
/// programs themselves, against ours. Where they agree we agree, except for what
/// `recorded/departures.txt` lists; where they do not, that file says whom we follow, and why.
class RecordedVectorsTest {

    record Vector(int id, String input, String debian, String cronie) {
        @Override
        public String toString() {
            return id + " " + Shown.quoted(input);
        }
    }

    record Departure(String ours, String why) {}

    private static final Map<Integer, Departure> DEPARTURES = departures();

    @ParameterizedTest
    @MethodSource("vectors")
    void a_recorded_input_is_read_as_by_cron_or_as_decided(Vector vector) {
        String ours = Rendered.first(vector.input());
        String debian = Rendered.recorded(vector.debian());
        String cronie = Rendered.recorded(vector.cronie());
        Departure departure = DEPARTURES.get(vector.id());
        if (departure == null) {
            assertThat(debian).as("the crons agree").isEqualTo(cronie);
            assertThat(ours).isEqualTo(debian);
            return;
        }
        String expected =
                switch (departure.ours()) {
                    case "debian" -> debian;
                    case "cronie" -> cronie;
                    default -> departure.ours();
                };
        assertThat(ours).as(departure.why()).isEqualTo(expected);
        assertThat(debian.equals(cronie) && ours.equals(debian)).as("needless entry").isFalse();
    }

    @Test
    void all_218_inputs_are_judged() throws IOException {
        List<Integer> ids = vectors().map(Vector::id).toList();
        assertThat(ids).hasSize(218).containsAll(DEPARTURES.keySet());
    }

    private static Map<Integer, Departure> departures() {
        Map<Integer, Departure> departures = new TreeMap<>();
        text("departures.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" *\\| *", 3))
                .forEach(row ->
                        departures.put(
                                Integer.parseInt(row[0].strip()), new Departure(row[1], row[2])));
        return departures;
    }

    static Stream<Vector> vectors() throws IOException {
        return JSON.std.listFrom(text("vectors.json")).stream().map(RecordedVectorsTest::vector);
    }

    private static Vector vector(Object entry) {
        Map<?, ?> vector = (Map<?, ?>) entry;
        Map<?, ?> parsed = (Map<?, ?>) vector.get("parsed");
        return new Vector(
                (Integer) vector.get("id"),
                ((String) vector.get("input")).replace("\\xff", "\udcff"),
                (String) parsed.get("debian"),
                (String) parsed.get("cronie-1.7.2"));
    }

    private static String text(String name) {
        try (InputStream in = RecordedVectorsTest.class.getResourceAsStream("/recorded/" + name)) {
            return LosslessText.decode(in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
